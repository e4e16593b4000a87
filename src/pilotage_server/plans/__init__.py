"""Programmes and their plans: reviewed, ruled, let through the gate, adopted."""
