"""A pack, with an office's own numbers or as it is shipped, put in force from a day."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from json import dumps

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.rulepack import forked, pack_data, rule_pack
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.rulepacks import store
from pilotage_server.rulepacks.models import AdoptionRow
from pilotage_server.units.models import MembershipRow


@transaction.atomic
def adopt(
    pack: str, numbers: Mapping[str, int], by: MembershipRow, *, day: date, reason: str
) -> AdoptionRow:
    """Put ``pack`` in force from ``day``, with ``numbers`` in place of its own.

    Raises PilotageError for a day that is past (a verdict given is not judged again), for no
    reason, and for a number that the pack has not.
    """
    if day < clock.today():
        raise PilotageError(
            _("That day is past: what was judged under the old edition stays as it was judged."),
            _("Name today or a later day."),
        )
    if not reason.strip():
        raise PilotageError(_("No reason is given."), _("Say in a sentence why it is adopted."))
    data = pack_data(pack)
    differing = {
        name: value
        for name, value in numbers.items()
        if name not in data["parameters"] or data["parameters"][name]["value"] != value
    }
    edition = store.next_edition(pack)
    changed = forked(data, differing, edition=edition, in_force_from=day)
    whole = rule_pack(changed, f"{pack} {edition}")
    text = dumps(changed, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    row = AdoptionRow.objects.create(
        slot=store.slot_of(whole),
        pack=pack,
        edition=edition,
        data=changed,
        numbers=differing,
        digest=sha256(text.encode()).hexdigest(),
        in_force_from=day,
        reason=reason.strip(),
        by=by.user.get_username(),
        post_zh=by.post_zh,
        post_en=by.post_en,
        at=clock.now(),
    )
    record(What.PACK_ADOPTED, row, by=row.by)
    return row
