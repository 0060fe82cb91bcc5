"""The gRPC edge of claim extraction."""
