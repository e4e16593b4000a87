"""The Django site: what ``pilotage`` computes as values is kept here as rows."""
