"""The commands: read files and arguments, call the core, print, exit.

Exit codes: 0 done, 1 findings, 2 unusable input or arguments.
"""

from .group import main

__all__ = ["main"]
