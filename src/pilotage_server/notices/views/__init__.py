"""The pages of the notices: one's own, the log, what the office sets."""
