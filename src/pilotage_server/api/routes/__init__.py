"""The operations, one file for each sort of thing."""
