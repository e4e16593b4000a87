"""Plays the sample history through the acts of the site, each at its own moment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import override

from pilotage.base import Language
from pilotage.ledger import Method, Outlook
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers import actions, binding, slips
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.tree import parts_of
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.names import full_name, short_name

from .proofs import make_proof
from .sample import Event

_TEXT_CALLED = {
    "report": "text",
    "verify": "text",
    "urge": "text",
    "close": "text",
    "return": "reason",
    "decline": "reason",
    "suspend": "reason",
    "resume": "reason",
    "ask_extension": "reason",
    "extend": "reason",
    "refuse_extension": "reason",
    "instruct": "text",
    "answer": "text",
    "pass_on": "reason",
    "ask_pass_on": "reason",
    "refuse_pass_on": "reason",
    "approve": "reason",
    "withdraw": "reason",
}
_ACTS: Mapping[str, Callable[..., object]] = {
    "dispatch": actions.dispatch,
    "sign": actions.sign,
    "decline": actions.decline,
    "report": actions.report,
    "verify": actions.verify,
    "return": actions.return_,
    "urge": actions.urge,
    "ask_extension": actions.ask_extension,
    "extend": actions.extend,
    "refuse_extension": actions.refuse_extension,
    "suspend": actions.suspend,
    "resume": actions.resume,
    "close": actions.close,
    "require": actions.require,
    "archive": actions.archive,
    "instruct": actions.instruct,
    "answer": actions.answer,
    "pass_on": actions.pass_on,
    "ask_pass_on": actions.ask_pass_on,
    "refuse_pass_on": actions.refuse_pass_on,
    "propose": actions.propose,
    "approve": actions.approve,
    "decompose": actions.decompose,
    "withdraw": actions.withdraw,
}


def play(
    events: Sequence[Event],
    matters: Iterable[MatterRow],
    accounts: Mapping[str, MembershipRow],
    language: Language,
    told: Callable[[float], None],
) -> None:
    """Take every act of ``events``; ``told`` hears the share that is done, 0 to 1."""
    by_code = {matter.code("en"): matter for matter in matters}
    for done, event in enumerate(events, start=1):
        matter = by_code[event.task]
        _take(event, matter, accounts[event.by], language)
        if event.act == "decompose":
            made = parts_of(matter).select_related("matter__plan").latest("pk").matter
            by_code[made.code("en")] = made
        told(done / len(events))


def _take(event: Event, matter: MatterRow, by: MembershipRow, language: Language) -> None:
    fields: dict[str, Any] = dict(event.fields)
    if event.act in _TEXT_CALLED:
        fields[_TEXT_CALLED[event.act]] = event.text
    if event.act == "dispatch":
        fields = _slip(fields, language)
    if event.act == "decompose":
        fields = {"part": _part(fields, event.text, language)}
    if event.act == "pass_on":
        fields["lead"] = _addressee(fields["lead"], Role.LEAD, language)
    if event.act == "verify":
        fields["method"] = Method(fields["method"])
    for name in ("forecast", "judgement"):
        if name in fields:
            fields[name] = Outlook(fields[name])
    if fields.get("slip") == "due":
        with clock.standing_at(event.at):
            fields["slip"] = slips.due_for(matter)
    if event.proofs:
        unit = short_name(by.unit, language)
        fields["proofs"] = [make_proof(one, unit, event.text, language) for one in event.proofs]
    with clock.standing_at(event.at), override("zh-hans" if language == "zh" else "en"):
        if event.act == "archive":
            fields["bind"] = partial(binding.bound, matter, by, fields["volume"])
        _ACTS[event.act](matter, by, **fields)


def _slip(fields: Mapping[str, Any], language: Language) -> dict[str, Any]:
    units = _addressees(fields["units"], language)
    return {"units": units, "limit": fields["until"], "slip": fields["slip"]}


def _part(fields: Mapping[str, Any], text: str, language: Language) -> actions.Part:
    return actions.Part(
        heading=fields[f"heading_{language}"],
        heading_other=fields["heading_en" if language == "zh" else "heading_zh"],
        text=text,
        units=_addressees(fields["units"], language),
        limit=fields["until"],
    )


def _addressees(units: Sequence[str], language: Language) -> list[actions.Addressee]:
    """The units of a slip, the lead first."""
    roles = [Role.LEAD, *[Role.SUPPORT] * (len(units) - 1)]
    return [_addressee(unit, role, language) for unit, role in zip(units, roles, strict=True)]


def _addressee(unit: str, role: Role, language: Language) -> actions.Addressee:
    return actions.Addressee(unit=unit, name=full_name(unit, language), role=role)
