"""Formats of the trade, each normalised to the gateway's documents by one module."""
