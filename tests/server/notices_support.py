"""Digests made on a day of the example programme, and deliveries of them."""

from datetime import date, datetime
from types import SimpleNamespace

from django.contrib.auth.models import User

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices.models import (
    Channel,
    DeliveryRow,
    DigestRow,
    LineRow,
    Sending,
    WishRow,
)
from pilotage_server.notices.watcher import watch_once

from .ledgers_support import CHINA, LEADS, LIMITS, issued


def morning(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """That morning in China."""
    return datetime(year, month, day, hour, tzinfo=CHINA)


def watched(at: datetime) -> None:
    """The watcher has done at ``at`` whatever there was to do."""
    with clock.standing_at(at):
        while watch_once():
            continue


def wishing(user: User, address: str, language: str = "zh") -> WishRow:
    """``user`` wants e-mail there."""
    row: WishRow = WishRow.objects.create(user=user, address=address, language=language)
    record_all([Event(what=What.ENTERED, thing=row, by=user.get_username())])
    return row


def given_up(cast: SimpleNamespace) -> DeliveryRow:
    """A delivery on a task of the example programme that nobody took."""
    return given_up_on(next(m for m in issued(cast.office, LEADS, LIMITS) if m.ordinal == 4))


def given_up_on(matter: MatterRow) -> DeliveryRow:
    """The same, on that task."""
    at = clock.now()
    digest = DigestRow.objects.create(day=date(2020, 9, 1), unit="dl-commerce", at=at)
    LineRow.objects.create(
        digest=digest,
        matter=matter,
        unit="dl-commerce",
        circle="unit",
        kind="asked",
        fact="asked:0",
        rule="ledger/dispatch",
        zh="请签收。",
        en="Sign for it.",
    )
    row = DeliveryRow.objects.create(
        digest=digest,
        channel=Channel.MAIL,
        address="desk@port.example",
        message_id="<one@pilotage>",
        made_at=at,
        due_at=at,
        attempts=8,
        state=Sending.DEAD,
        failure={"zh": "邮件服务器未接收。", "en": "The mail server did not take it."},
    )
    record_all([Event(what=What.ENTERED, thing=one, by="") for one in (digest, row)])
    return row
