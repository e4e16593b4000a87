"""Limits as an iCalendar (RFC 5545). The only file that imports icalendar.

A limit is an event of a whole day, since calendars show events and most pass tasks (VTODO) over; it
has no time, so no time zone either. Its UID stays the same for ever, SEQUENCE is the number of
entries on the task and LAST-MODIFIED the last of them, so that a client takes the newest word.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Step, step_label
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.naming import all_plan_names

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Pilotage//Limits//EN"


def calendar_of(
    matters: Iterable[MatterRow], name: str, language: Language, links: dict[int, str]
) -> bytes:
    """The calendar of ``matters``, which have limits; the same state gives the same bytes.

    ``links`` are the addresses of their pages.
    """
    from icalendar import Calendar

    with translation.override("en" if language == "en" else "zh-hans"):
        found = Calendar()
        found.add("prodid", PRODUCT)
        found.add("version", "2.0")
        found.add("method", "PUBLISH")
        found.add("x-wr-calname", _("Limits of tasks: %(name)s") % {"name": name})
        found.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
        found.add("x-published-ttl", "PT1H")
        plans = all_plan_names(language)
        for matter in matters:
            event = _event(matter, plans.get(matter.plan_id, ""), language)
            if link := links.get(matter.pk):
                event.add("url", link)
            found.add_component(event)
    data: bytes = found.to_ical()
    return data


def _event(matter: MatterRow, of_plan: str, language: Language) -> "Event":
    from icalendar import Event

    facts = {"code": matter.code(language), "heading": matter.heading(language)}
    step = Step(matter.step)
    event = Event()
    event.add("uid", uid_of(matter))
    event.add("dtstamp", _changed(matter))
    event.add("last-modified", _changed(matter))
    event.add("sequence", matter.version)
    event.add("dtstart", matter.limit)
    event.add("dtend", matter.limit + timedelta(days=1) if matter.limit else None)
    event.add("summary", _("Limit of task %(code)s: %(heading)s") % facts)
    event.add("description", "\n".join(filter(None, (of_plan, step_label(step, language)))))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def uid_of(matter: MatterRow) -> str:
    """The name of a limit for all time, different from that of any other site."""
    site = salted_hmac("pilotage.calendar", "site", algorithm="sha256").hexdigest()[:16]
    return f"limit-{matter.pk}@{site}.pilotage"


def _changed(matter: MatterRow) -> datetime:
    """When the task was last entered on; an issued task without an entry has no limit."""
    found = matter.last_entry_at or matter.registered_at
    if found is None:
        raise ValueError(f"matter {matter.pk} has a limit and was never entered on")
    return found.replace(microsecond=0)
