"""What a service needs to start, fail and stop."""
