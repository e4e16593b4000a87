"""Which office is that: a written name to one unit of the register, or its candidates."""

from .load import example_register, load_register
from .model import Register, Resolution, Unit

__all__ = ["Register", "Resolution", "Unit", "example_register", "load_register"]
