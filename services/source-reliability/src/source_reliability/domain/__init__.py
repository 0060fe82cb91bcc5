"""How reliable a source is, and why: the rules, free of transport and storage."""
