"""Rules about the text itself."""
