"""Uploaded documents, kept as they came, and the work of compiling them."""
