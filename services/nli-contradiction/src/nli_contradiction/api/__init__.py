"""The gRPC edge: messages in, domain calls, messages out."""
