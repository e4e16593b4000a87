"""Pilotage: from the text of a government plan to a running, supervised programme.

The package is pure: it opens no socket, reads no clock, knows no database and no web framework.
Rooms are entered by their doors (``from pilotage.plan import Plan``).
"""

__version__ = "0.1.0"
