"""HTTP in, clashes out."""
