"""A digest as an e-mail, sent through the server that ``PILOTAGE_SMTP`` names."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Language
from pilotage_server.ledgers.naming import all_plan_names
from pilotage_server.units import names
from pilotage_server.units.dates import long_day
from pilotage_server.units.mailing import hand_over

from .failing import nothing_left
from .models import DeliveryRow, DigestRow, LineRow
from .people import desks, of_unit, sent_to


def send(delivery: DeliveryRow) -> None:
    """Hand ``delivery`` to the mail server. UndeliveredError when it is not taken."""
    hand_over(message_of(delivery))


def message_of(delivery: DeliveryRow) -> EmailMessage:
    """The message. RefusedError when its reader may read none of its lines any more."""
    wish = getattr(delivery.user, "wish", None)
    language: Language = "en" if wish is not None and wish.language == "en" else "zh"
    lines = _lines(delivery)
    if not lines:
        raise nothing_left()
    digest = delivery.digest
    with translation.override("en" if language == "en" else "zh-hans"):
        subject = _subject(digest, len(lines), language)
        plans = all_plan_names(language)
        told = [_told(one, plans.get(one.matter.plan_id, ""), language) for one in lines]
        body = "\n".join([*told, _foot()])
    return EmailMessage(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [delivery.address],
        headers={
            "Message-ID": delivery.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Pilotage-Digest": f"{digest.day} {digest.unit or 'leader'}",
        },
    )


def _lines(delivery: DeliveryRow) -> list[LineRow]:
    """What its reader reads of the digest, in whichever of its posts; each line once."""
    lines = list(delivery.digest.lines.select_related("matter"))
    own = of_unit(delivery.digest.unit, desks(delivery.user_id))
    found = {line.pk: line for desk in own for line in sent_to(desk, lines)}
    return list(found.values())


def _subject(digest: DigestRow, count: int, language: Language) -> str:
    facts = {"n": count, "day": long_day(digest.day, language)}
    if not digest.unit:
        said = ngettext(
            "For the leader in charge: %(n)s task, %(day)s",
            "For the leader in charge: %(n)s tasks, %(day)s",
            count,
        )
        return said % facts
    said = ngettext("%(unit)s: %(n)s notice, %(day)s", "%(unit)s: %(n)s notices, %(day)s", count)
    return said % {**facts, "unit": names.full_name(digest.unit, language)}


def _told(line: LineRow, of_plan: str, language: Language) -> str:
    """A line with the task above it, its plan where there are several, and the address of its page
    below, where that is known."""
    facts = {"code": line.matter.code(language), "heading": line.matter.heading(language)}
    said = [
        _("Task %(code)s %(heading)s") % facts,
        of_plan,
        line.said(language),
        _link(reverse("ledgers:task", args=[line.matter_id])),
    ]
    return "\n".join(filter(None, said)) + "\n"


def _foot() -> str:
    address = _link(reverse("notices:index"))
    return (
        _("All notices, and how you are told: %(address)s") % {"address": address}
        if address
        else ""
    )


def _link(path: str) -> str:
    """The address of a page for people elsewhere; empty when the site does not know its own."""
    return f"{settings.PILOTAGE_ADDRESS}{path}" if settings.PILOTAGE_ADDRESS else ""
