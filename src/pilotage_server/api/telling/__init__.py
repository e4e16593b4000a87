"""Rows and values as JSON: what each answer says, in the words of the models."""
