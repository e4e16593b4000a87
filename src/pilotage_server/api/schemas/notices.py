"""What people are told, how, and what the office sets for it; one's own views and tokens."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Back, Day, Flag, Int, Key, Moment, Page, Programme, Sent, Short, Text

Hour = Annotated[Int, Field(ge=0, le=24)]
Language = Literal["zh", "en"]


class NoticeLine(Back):
    """One fact told; ``rule`` is the rule that asked for it, or the act of the office."""

    task: int
    code: str
    heading: str
    kind: Literal["asked", "near", "late", "head", "leader"]
    said: str
    rule: str


class Delivery(Back):
    """A digest on its way to one address; ``trouble`` says what stands in the way, empty when
    nothing does."""

    id: int
    channel: Literal["mail", "hook"]
    address: str
    state: Literal["waiting", "sending", "sent", "dead"]
    attempts: int
    sent_at: Moment | None
    trouble: str


class Digest(Back):
    """What a unit was told on a day, as far as the asker reads it; without a unit, the leader."""

    id: int
    day: Day
    unit: str | None
    name: str
    lines: list[NoticeLine]


class Notice(Digest):
    unread: bool


class NoticePage(Page):
    items: list[Notice]


class Logged(Digest):
    deliveries: list[Delivery]


class LogPage(Page):
    """``troubles`` are the newest deliveries that something stands in the way of."""

    items: list[Logged]
    troubles: list[Delivery]


class MarkRead(Sent):
    digest: Key | None = Field(None, description="Left out: all that the asker has.")


class Wishes(Back):
    """How the account is told; an empty address: on the page only. Between two full hours."""

    address: str
    language: Language
    first_hour: int
    last_hour: int


class Wish(Sent):
    address: Annotated[Text, Field(max_length=254)]
    language: Language
    first_hour: Hour
    last_hour: Hour


class Offered(Back):
    """What a calendar may be of; ``of`` goes back to make one."""

    of: str
    name: str


class Calendar(Back):
    """A calendar at a secret address: whoever has it reads the limits."""

    id: int
    name: str
    address: str


class CalendarList(Back):
    items: list[Calendar]
    offered: list[Offered]


class MakeCalendar(Sent):
    of: Short


class Burden(Back):
    """What was asked of a unit in each of the last weeks, what it was, and what it answered."""

    unit: str
    weeks: list[int]
    total: int
    urged: int
    regular: int
    workbooks: int
    digests: int
    reports: int


class BurdenList(Back):
    """``mondays`` begin the weeks, the present one last."""

    mondays: list[Day]
    items: list[Burden]


class Quiet(Back):
    id: int
    first: Day
    last: Day
    reason: str


class QuietList(Back):
    items: list[Quiet]


class KeepQuiet(Sent):
    first: Day
    last: Day
    reason: Annotated[Text, Field(min_length=1, max_length=200)]


class Hook(Back):
    """Another system that the notices of a programme are posted to, and the key that signs them."""

    id: int
    programme: Programme
    address: str
    key: str


class HookList(Back):
    items: list[Hook]


class AddHook(Sent):
    programme: Key
    address: Annotated[Text, Field(max_length=300)]


class View(Back):
    """A filter of the list of tasks under a name; ``query`` is that of the page of tasks."""

    id: int
    name: str
    query: str
    shared: bool
    may_remove: bool


class ViewList(Back):
    items: list[View]


class SaveView(Sent):
    name: Annotated[Text, Field(min_length=1, max_length=40)]
    query: Annotated[Text, Field(max_length=1000)]
    shared: Flag = Field(False, description="For everybody; the office alone shares.")


class Token(Back):
    """A token of the account; ``hint`` are its last characters."""

    id: int
    name: str
    post: str
    scopes: list[str]
    hint: str
    made_at: Moment
    expires_at: Moment
    used_at: Moment | None
    revoked_at: Moment | None
    good: bool


class TokenPage(Page):
    items: list[Token]
