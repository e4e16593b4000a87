"""What all models share: their manners, texts that a database can keep, lists, problems."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from pilotage.ledger import LONGEST_TEXT


def _writable(text: str) -> str:
    """ValueError for what no database keeps as text."""
    if "\0" in text:
        raise ValueError("NUL")
    text.encode()
    return text


def _day(value: Any) -> Any:
    """Only a day is taken for one: pydantic takes 0 for the first of 1970, and 2021 for its day."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise PydanticCustomError("date_form", "no day")
    if isinstance(value, bool | int | float):
        raise PydanticCustomError("date_form", "no day")
    return value


def _number(value: Any) -> Any:
    """Pydantic takes true for 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "no number")
    return value


def _flag(value: Any) -> Any:
    """As JSON has it, or as forms and filters write it; pydantic also takes 1 and "on"."""
    if isinstance(value, bool) or value in ("true", "false"):
        return value
    raise PydanticCustomError("bool_form", "no yes or no")


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Text = Annotated[str, AfterValidator(_writable)]
Long = Annotated[Text, Field(max_length=LONGEST_TEXT)]
Short = Annotated[Text, Field(max_length=300)]
Int = Annotated[int, BeforeValidator(_number)]
Number = Annotated[float, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Share = Annotated[Int, Field(ge=0, le=100, description="Percent.")]
Key = Annotated[Int, Field(ge=0, le=2**63 - 1)]
Day = Annotated[date, BeforeValidator(_day)]
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
