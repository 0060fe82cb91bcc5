"""Inbound edge: the gRPC service."""
