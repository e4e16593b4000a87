"""Ledgers kept as files: taken in from any office's table, given out in its own shape."""
