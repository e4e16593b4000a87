"""The demo: the example programme with accounts, rulings and half a year of sample history.

``build_demo(progress)`` fills an empty database and media folder once; ``announce(say)`` does so
line by line for a terminal and tells the accounts. ``ACCOUNTS`` are those worth printing, all with
``PASSWORD``; ``CLOCK_START`` is the moment the demo lives in (for ``PILOTAGE_CLOCK_START``).
"""

from .accounts import ACCOUNTS, PASSWORD, Account
from .announce import announce
from .build import STAGES, build_demo
from .sample import CLOCK_START

__all__ = ["ACCOUNTS", "CLOCK_START", "PASSWORD", "STAGES", "Account", "announce", "build_demo"]
