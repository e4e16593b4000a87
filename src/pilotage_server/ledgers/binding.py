"""The volume of a matter is bound by an app above this one, which names itself when it starts."""

from collections.abc import Callable

from pilotage_server.units.models import MembershipRow

from .evidence import Proof
from .models import MatterRow

Binder = Callable[[MatterRow, MembershipRow, str], Proof]

_binders: list[Binder] = []


def bind_with(binder: Binder) -> None:
    """From now on ``binder`` makes the volume of a matter, for a reader, under an archive number;
    called when an app starts (``AppConfig.ready``)."""
    _binders[:] = [binder]


def bound(matter: MatterRow, member: MembershipRow, volume: str) -> Proof:
    """The volume of ``matter`` as one PDF; PilotageError when it cannot be made."""
    return _binders[0](matter, member, volume)
