"""One digest a unit a day: claimed by day, made unit by unit, each whole in its transaction.

A watcher that dies in the middle leaves a day whose lease runs out; the next goes on with the
units that have no digest yet. Should two work on one day, the constraints let one digest stand.
"""

import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from pilotage.supervision import Notice
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers.models import MatterRow

from .due import is_quiet, notices_on
from .models import Channel, DayRow, DeliveryRow, DigestRow, HookRow, LineRow, Sending
from .people import Desk, desks, of_unit, sent_to

log = logging.getLogger("pilotage_server.notices")

HOUR = 8
"""From this hour on the digests of a day are made."""
LEASE = timedelta(minutes=5)
LATE = timedelta(hours=1)
"""After this time it is said that something is not told or sent yet."""


def make_digests() -> bool:
    """Make today's digests, unless the day is quiet, not begun, or made already; True when made."""
    day = clock.today()
    if (
        timezone.localtime(clock.now()).hour < HOUR
        or DayRow.objects.filter(day=day, done_at__isnull=False).exists()
    ):
        return False
    if is_quiet(day) or not _claimed(day):
        return False
    by_unit: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices_on(day):
        by_unit[notice.unit].append(notice)
    made = set(DigestRow.objects.filter(day=day).values_list("unit", flat=True))
    readers, hooks = desks(), list(HookRow.objects.filter(ended_at=None))
    whole = True
    for unit in sorted(by_unit.keys() - made):
        try:
            _make(day, unit, by_unit[unit], of_unit(unit, readers), hooks)
        except Exception:
            # The other units are told all the same; this one is tried again after the lease.
            log.exception("the digest of %s for %s met a fault", day, unit or "the leader")
            whole = False
    if whole:
        DayRow.objects.filter(day=day).update(done_at=clock.wall(), lease_until=None)
    return True


def is_overdue() -> bool:
    """Whether the digests of today, or deliveries that nothing stands in the way of, are late."""
    now, day = clock.now(), clock.today()
    begun = datetime.combine(day, time(HOUR), timezone.get_current_timezone())
    made = DayRow.objects.filter(day=day, done_at__isnull=False)
    if now >= begun + LATE and not is_quiet(day) and not made.exists():
        return True
    waiting = DeliveryRow.objects.filter(state=Sending.WAITING, due_at__lt=clock.wall() - LATE)
    return waiting.exists()


def _claimed(day: date) -> bool:
    """Whether the day is ours now: nobody works on it, or whoever did has been silent."""
    DayRow.objects.get_or_create(day=day)
    now = clock.wall()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    mine = DayRow.objects.filter(free, day=day, done_at=None).update(lease_until=now + LEASE)
    return mine == 1


def _make(
    day: date,
    unit: str,
    notices: Sequence[Notice],
    readers: Sequence[Desk],
    hooks: Sequence[HookRow],
) -> None:
    try:
        with transaction.atomic():
            digest = DigestRow.objects.create(day=day, unit=unit, at=clock.now())
            lines = LineRow.objects.bulk_create([_line(digest, one) for one in notices])
            found = [*_mails(digest, lines, readers), *_posts(digest, lines, hooks)]
            things = [digest, *DeliveryRow.objects.bulk_create(found)]
            record_all([Event(what=What.ENTERED, thing=one, by="") for one in things])
    except IntegrityError:
        log.info("another watcher made the digest of %s for %s", day, unit or "the leader")


def _line(digest: DigestRow, notice: Notice) -> LineRow:
    return LineRow(
        digest=digest,
        matter_id=notice.matter,
        unit=notice.unit,
        circle=notice.circle.value,
        kind=notice.kind,
        fact=notice.fact,
        rule=notice.rule,
        zh=notice.sentence("zh"),
        en=notice.sentence("en"),
    )


def _posts(
    digest: DigestRow, lines: Sequence[LineRow], hooks: Sequence[HookRow]
) -> list[DeliveryRow]:
    """One to each hook of a programme that has a line."""
    if not hooks:
        return []
    matters = MatterRow.objects.filter(pk__in=[one.matter_id for one in lines])
    programmes = set(matters.values_list("plan__programme", flat=True))
    return [
        _delivery(digest, Channel.HOOK, hook.address, hook=hook)
        for hook in hooks
        if hook.programme_id in programmes
    ]


def _mails(
    digest: DigestRow, lines: Sequence[LineRow], readers: Sequence[Desk]
) -> list[DeliveryRow]:
    """An e-mail to each address that is wished for and has something to read; once an address."""
    if not settings.PILOTAGE_SMTP:
        return []
    found: dict[str, DeliveryRow] = {}
    for desk in readers:
        address = address_of(desk)
        if address and address not in found and sent_to(desk, lines):
            found[address] = _delivery(digest, Channel.MAIL, address, user=desk.user)
    return list(found.values())


def address_of(desk: Desk) -> str:
    """Where ``desk`` wants its e-mail; empty when it wants none."""
    wish = getattr(desk.user, "wish", None)
    return wish.address if wish else ""


def _delivery(digest: DigestRow, channel: Channel, address: str, **to: Any) -> DeliveryRow:
    now = clock.wall()
    return DeliveryRow(
        digest=digest,
        channel=channel,
        address=address,
        message_id=f"<{uuid.uuid4().hex}@pilotage>",
        made_at=clock.now(),
        due_at=now,
        **to,
    )
