"""Which claims does a text make, who makes each, with what stance, about which event."""
