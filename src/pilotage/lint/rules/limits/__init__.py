"""Rules about by when."""
