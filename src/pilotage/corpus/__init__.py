"""Many documents at once: any number of files to tables, and what the tables say."""

from .build import Built, Progress, build_corpus
from .summary import Issuer, Load, Summary, summarise
from .tables import SCHEMA, TABLES, Column, Table
from .text import summary_text
from .unresolved import OpenName, open_names, open_names_text, register_stub

__all__ = [
    "SCHEMA",
    "TABLES",
    "Built",
    "Column",
    "Issuer",
    "Load",
    "OpenName",
    "Progress",
    "Summary",
    "Table",
    "build_corpus",
    "open_names",
    "open_names_text",
    "register_stub",
    "summarise",
    "summary_text",
]
