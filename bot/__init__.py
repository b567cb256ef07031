"""A Danish conversation that guides organisations through connecting to NemLog-in."""
