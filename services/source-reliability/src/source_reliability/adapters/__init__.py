"""Outbound edge: storage, public suffixes, tables of facts."""
