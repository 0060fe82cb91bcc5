"""What the gateway is sent and what it answers, as frozen models."""
