"""The daily work: matters under supervision, what was entered on them, the files that prove it."""
