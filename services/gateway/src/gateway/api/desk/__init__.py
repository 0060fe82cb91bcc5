"""The clash desk: pages where editors look at clashes and decide about them."""
