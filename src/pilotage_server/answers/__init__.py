"""Answers by workbook: what a unit fills in, and how it becomes ordinary entries."""
