"""The tables of a corpus: what stands in which column. Plain data, so that documentation, writer
and reader keep to one list."""

from typing import Literal, NamedTuple

SCHEMA = "pilotage.corpus/1"

Type = Literal["text", "texts", "int", "float", "date"]


class Column(NamedTuple):
    """A column; ``meaning`` is for people."""

    name: str
    type: Type
    meaning: str


class Table(NamedTuple):
    """A table and its columns. Every table has ``document``: the file, as the corpus names it."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


_DOCUMENT = Column("document", "text", "the file: folder named, and path below it")
_TASK = Column("task", "text", "the task's id: from its place and words")
_START = Column("start", "int", "first character in the document's text; empty when there is none")
_END = Column("end", "int", "the character after the last")
_WORDS = Column("text", "text", "the words")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "one row a file that was compiled",
        (
            _DOCUMENT,
            Column("sha256", "text", "of the file's bytes"),
            Column("bytes", "int", "size of the file"),
            Column("media_type", "text", "what the file is"),
            Column("language", "text", "zh or en"),
            Column("title", "text", "as the document states it"),
            Column("number", "text", "文号"),
            Column("issuer", "text", "as written"),
            Column("issued", "date", "date of issue"),
            Column("tasks", "int", "how many"),
            Column("safeguards", "int", "organisational measures that name no unit"),
            Column("characters", "int", "other than white space"),
            Column("unread", "int", "characters neither read nor set aside with a reason"),
        ),
    ),
    Table(
        "tasks",
        "one row a task or safeguard",
        (
            _DOCUMENT,
            _TASK,
            Column("kind", "text", "task or safeguard"),
            Column("ordinal", "int", "place among those of its kind, from 1"),
            Column("number", "text", "as printed"),
            Column("path", "texts", "headings above it, outermost first"),
            Column("heading", "text", "its heading"),
            _WORDS,
            Column("measures", "int", "sentences that say what to do"),
            _START,
            _END,
        ),
    ),
    Table(
        "units",
        "one row a unit at a task",
        (
            _DOCUMENT,
            _TASK,
            Column("name", "text", "as written"),
            Column("role", "text", "lead, support or responsible (roles not told apart)"),
            Column("basis", "text", "stated or inherited"),
            Column("unit", "text", "id in the register, when one candidate was left"),
            Column("candidates", "texts", "ids, when several were"),
            _START,
            _END,
        ),
    ),
    Table(
        "limits",
        "one row a task with a limit (时限)",
        (
            _DOCUMENT,
            _TASK,
            _WORDS,
            Column("date", "date", "last day; empty when open-ended or relative"),
            Column("precision", "text", "day, month, quarter, half, year or period"),
            Column("kind", "text", "by, ongoing, recurring or staged"),
            _START,
            _END,
        ),
    ),
    Table(
        "targets",
        "one row a figure to be reached",
        (
            _DOCUMENT,
            _TASK,
            _WORDS,
            Column("quantity", "float", "the figure"),
            Column("unit", "text", "what it counts"),
            Column("comparison", "text", ">=, <=, =, + or -"),
            Column("by", "date", "until when"),
            _START,
            _END,
        ),
    ),
    Table(
        "references",
        "one row a document cited",
        (
            _DOCUMENT,
            Column("title", "text", "as cited"),
            Column("number", "text", "文号, when cited with it"),
            _START,
            _END,
        ),
    ),
    Table(
        "problems",
        "one row a complaint; files that could not be used stand only here",
        (
            _DOCUMENT,
            Column("code", "text", "stable code, such as C104"),
            Column("name", "text", "its readable name"),
            Column("severity", "text", "error, warning or note"),
            _TASK,
            Column("message_en", "text", "the sentence in English"),
            Column("message_zh", "text", "and in Chinese"),
            Column("hint_en", "text", "what to do about it"),
            Column("hint_zh", "text", "and in Chinese"),
            _START,
            _END,
        ),
    ),
)
