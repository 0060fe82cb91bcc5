"""Everything with one command on one machine."""
