"""Rules as data: packs with their source and their own cases, and the working-day calendar."""

from .calendar import WorkCalendar
from .from_yaml import light_pack, load_pack
from .load import read_yaml
from .model import Light, LightCase, LightPack, LightRule, Stage, Wording

__all__ = [
    "Light",
    "LightCase",
    "LightPack",
    "LightRule",
    "Stage",
    "Wording",
    "WorkCalendar",
    "light_pack",
    "load_pack",
    "read_yaml",
]
