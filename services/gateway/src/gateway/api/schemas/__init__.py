"""The JSON of the contract."""
