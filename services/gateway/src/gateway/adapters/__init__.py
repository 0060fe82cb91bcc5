"""Technologies the gateway rests on: gRPC clients and a SQL database."""
