"""Many documents at once: any number of files to tables, and what the tables say."""

from .build import Built, Progress, build_corpus
from .summary import Issuer, Load, Summary, Unusable, summarise, unusable_files
from .tables import SCHEMA, TABLES, Column, Table
from .text import summary_text, unusable_text
from .unresolved import Named, OpenName, all_names, open_names, open_names_text, register_stub

__all__ = [
    "SCHEMA",
    "TABLES",
    "Built",
    "Column",
    "Issuer",
    "Load",
    "Named",
    "OpenName",
    "Progress",
    "Summary",
    "Table",
    "Unusable",
    "all_names",
    "build_corpus",
    "open_names",
    "open_names_text",
    "register_stub",
    "summarise",
    "summary_text",
    "unusable_files",
    "unusable_text",
]
