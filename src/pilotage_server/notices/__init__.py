"""Notices: what people are told of their tasks, through which channels, and the log of it."""
