"""What all models share: their manners, texts that a database can keep, lists, problems."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from pilotage.ledger import LONGEST_TEXT


def _writable(text: str) -> str:
    """ValueError for what no database keeps as text."""
    if "\0" in text:
        raise ValueError("NUL")
    text.encode()
    return text


Text = Annotated[str, AfterValidator(_writable)]
Long = Annotated[Text, Field(max_length=LONGEST_TEXT)]
Short = Annotated[Text, Field(max_length=300)]
Share = Annotated[int, Field(ge=0, le=100, description="Percent.")]
Key = Annotated[int, Field(ge=0, le=2**63 - 1)]
Day = date
Moment = datetime


class Sent(Schema):
    """A body: what it does not know it refuses, so that a typing slip is not passed over."""

    model_config = ConfigDict(extra="forbid")


class Back(Schema):
    """An answer."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Schema):
    field: str
    detail: str


class Problem(Schema):
    """A refusal (RFC 9457): what stands in the way, and what to do."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str | None = None
    errors: list[FieldError] | None = None


class Page(Back):
    """A page of a list. ``next`` is the cursor of the page after it; null on the last."""

    next: str | None


class Programme(Back):
    id: int
    code: str
    name: str


class Anything(Back):
    """An object whose members depend on what it is about."""

    model_config = ConfigDict(extra="allow")


Object = dict[str, Any]
