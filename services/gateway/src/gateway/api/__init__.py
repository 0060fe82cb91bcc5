"""The HTTP edge: routes, schemas, access and problems."""
