"""Evidence to look at and to take away: previews, packages with their sums, the bound volume."""
