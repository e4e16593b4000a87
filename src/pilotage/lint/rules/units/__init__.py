"""Rules about who is told to do it."""
