"""Claims in, relations and clashes out."""
