"""The acts on a task, each an address of its own: what its page does, with a typed body.

A body goes through the form of the page, so that what is refused there is refused here in the same
sentence, and then to the same act.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from pilotage.base import Language
from pilotage.ledger import WORKFLOW, Act, MatterState, act_label
from pilotage_server import clock
from pilotage_server.answers.access import may_answer_for
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import FieldsError, done, judge_form, version_asked
from pilotage_server.api.models import Scope
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import tasks as schemas
from pilotage_server.api.schemas.base import Day
from pilotage_server.api.telling import tasks as telling
from pilotage_server.ledgers import actions, rights, store
from pilotage_server.ledgers.actions import Posting
from pilotage_server.ledgers.evidence import Proof, proof_of_upload
from pilotage_server.ledgers.filling import define
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

router = Router(tags=["acts"])

BODIES: Mapping[Act, tuple[Scope, type[Schema]]] = {
    Act.DISPATCH: (Scope.OFFICE, schemas.Dispatch),
    Act.SIGN: (Scope.REPORT, schemas.Sign),
    Act.DECLINE: (Scope.REPORT, schemas.BecauseOf),
    Act.REPORT: (Scope.REPORT, schemas.Report),
    Act.VERIFY: (Scope.OFFICE, schemas.Verify),
    Act.RETURN: (Scope.OFFICE, schemas.BecauseOf),
    Act.URGE: (Scope.OFFICE, schemas.Urge),
    Act.ASK_EXTENSION: (Scope.REPORT, schemas.Until),
    Act.EXTEND: (Scope.OFFICE, schemas.MayUntil),
    Act.REFUSE_EXTENSION: (Scope.OFFICE, schemas.BecauseOf),
    Act.SUSPEND: (Scope.OFFICE, schemas.Suspend),
    Act.RESUME: (Scope.OFFICE, schemas.MayBecauseOf),
    Act.CLOSE: (Scope.OFFICE, schemas.Close),
    Act.DECOMPOSE: (Scope.REPORT, schemas.Decompose),
    Act.WITHDRAW: (Scope.REPORT, schemas.BecauseOf),
    Act.REQUIRE: (Scope.OFFICE, schemas.Require),
    Act.ARCHIVE: (Scope.OFFICE, schemas.Archive),
    Act.PROPOSE: (Scope.OFFICE, schemas.Nothing),
    Act.APPROVE: (Scope.OFFICE, schemas.MayBecauseOf),
    Act.PASS_ON: (Scope.OFFICE, schemas.PassOn),
    Act.ASK_PASS_ON: (Scope.REPORT, schemas.BecauseOf),
    Act.REFUSE_PASS_ON: (Scope.OFFICE, schemas.BecauseOf),
    Act.INSTRUCT: (Scope.OFFICE, schemas.Instruct),
    Act.ANSWER: (Scope.REPORT, schemas.Answer),
}
FILES = 10
"""Files of one report."""

ABOUT = (
    "The act of the page. `If-Match` with the ETag or the version of the task keeps out what "
    "others entered meanwhile (412)."
)
"""What is said of every act in the same words, so that a page of all can say it once."""
VIA = "program"
"""How an entry says that the office had it entered by a program in the unit's name."""


def _operation(act: Act, scope: Scope, body: type[Schema]) -> Callable[..., HttpResponse]:
    def take(request: Any, key: int, said: body) -> HttpResponse:  # type: ignore[valid-type]
        given = _as_form(said)
        unit = given.pop("in_name_of", "")
        matter, form = _form(request, key, act, given, in_name_of=unit)
        entry = PAGES[act].run(matter, request.member, form, _posting(request, act, unit))
        return _entered(matter, entry)

    take.__doc__ = ABOUT
    return opens_to(scope, *rights.READERS)(once(take))


for _act, (_scope, _body) in BODIES.items():
    router.post(
        f"/tasks/{{int:key}}/{PAGES[_act].slug}",
        response={201: schemas.Entered},
        operation_id=_act.value,
        summary=act_label(_act, "en"),
    )(_operation(_act, _scope, _body))


class Reported(schemas.Report):
    """A report with files; ``dated`` holds the day of each file and ``kinds`` what each is for, in
    their order, or is left out."""

    dated: list[Day] = Field([], max_length=FILES)
    kinds: list[schemas.ProofKind] = Field([], max_length=FILES)


@router.post(
    "/tasks/{int:key}/report-with-evidence",
    response={201: schemas.Entered},
    operation_id="report_with_evidence",
)
@opens_to(Scope.REPORT, *rights.READERS)
@once
def report_with_evidence(
    request: Any, key: int, said: Form[Reported], files: File[list[UploadedFile]]
) -> HttpResponse:
    """Report on a task with files as evidence (multipart/form-data, at most 20 MB a file)."""
    given = _as_form(said)
    dated, kinds, unit = (given.pop(name, []) for name in ("dated", "kinds", "in_name_of"))
    matter, form = _form(request, key, Act.REPORT, given, in_name_of=unit or "")
    _judge_days(dated, kinds, len(files))
    sent = [
        replace(proof_of_upload(file, day), kind=kind or "")
        for file, day, kind in zip_longest(files, dated, kinds)
    ]
    proofs: dict[str, Proof] = {}
    for one in (*sent, *form.proofs()):
        proofs.setdefault(one.digest, one)
    fields = ("claimed", "text", "next_step", "done", "forecast", "expected", "number")
    clean = {name: form.cleaned_data[name] for name in fields if name in form.cleaned_data}
    entry = actions.report(
        matter,
        request.member,
        **clean,
        proofs=list(proofs.values()),
        posting=_posting(request, Act.REPORT, unit or ""),
    )
    return _entered(matter, entry)


@router.post(
    "/tasks/{int:key}/verify-with-photographs",
    response={201: schemas.Entered},
    operation_id="verify_with_photographs",
)
@opens_to(Scope.OFFICE, *rights.READERS)
@once
def verify_with_photographs(
    request: Any, key: int, said: Form[schemas.Verify], photographs: File[list[UploadedFile]]
) -> HttpResponse:
    """Check a report, with the photographs taken on the spot (multipart/form-data, at most 20 MB a
    file)."""
    _judge_days([], [], len(photographs))
    sent = MultiValueDict({"photographs": list(photographs)})
    matter, form = _form(request, key, Act.VERIFY, _as_form(said), files=sent)
    entry = PAGES[Act.VERIFY].run(matter, request.member, form, _posting(request, Act.VERIFY))
    return _entered(matter, entry)


def _judge_days(dated: list[date], kinds: list[str], files: int) -> None:
    if max(len(dated), len(kinds)) > files or files > FILES:
        said = _("At most %(n)d files, and no more days or kinds than files.") % {"n": FILES}
        raise FieldsError([{"field": "dated", "detail": said}])
    for day in dated:
        if day > clock.today():
            said = _("%(day)s is still to come; a proof is dated by what it shows.")
            shown = said % {"day": long_day(day, reader_language())}
            raise FieldsError([{"field": "dated", "detail": shown}])


def _as_form(said: Any) -> dict[str, Any]:
    """A body as the form of the page takes it."""
    given: dict[str, Any] = said.model_dump(exclude_none=True)
    if "milestones" in given:
        lines = [f"{one['day']} {one['share']}" for one in given["milestones"]]
        given["milestones"] = "\n".join(lines)
    return {name: value for name, value in given.items() if value is not False}


def _form(
    request: Any,
    key: int,
    act: Act,
    given: dict[str, Any],
    *,
    in_name_of: str = "",
    files: MultiValueDict[str, Any] | None = None,
) -> tuple[MatterRow, Any]:
    """The matter and the checked form; Http404 for an act that lies with others."""
    matter = rights.matter_for(request.member, key)
    state, language = store.state_of(matter), reader_language()
    held = rights.capacities(
        request.member, state, above=rights.above_of(matter), in_name_of=in_name_of
    )
    if in_name_of and request.member.is_office:
        _judge_name(request, state, in_name_of)
    elif not held & WORKFLOW[act].who:
        raise Http404
    form: Any = PAGES[act].form(given, files or {}, matter=matter)
    define(form, request.member, matter, state, language)
    judge_form(form)
    return matter, form


def _judge_name(request: Any, state: MatterState, unit: str) -> None:
    """FieldsError for a unit in whose name this office has nothing to say on the matter."""
    if state.unit(unit) is None or not may_answer_for(request.member, unit):
        said = _("This unit has no part in the task.")
        raise FieldsError([{"field": "in_name_of", "detail": said}])


def _posting(request: Any, act: Act, in_name_of: str = "") -> Posting:
    told = any(one.name == "via" for one in WORKFLOW[act].fields)
    return Posting(
        version=version_asked(request),
        in_name_of=in_name_of,
        via=VIA if in_name_of and told and request.member.is_office else "",
    )


def _entered(matter: MatterRow, entry: EntryRow) -> HttpResponse:
    language: Language = reader_language()
    files = [one.pk for one in entry.proofs.all()] if entry.act == Act.REPORT else []
    told = {
        "task": matter.pk,
        "entry": telling.entry(entry, files, language),
        "step": matter.step,
        "version": matter.version,
    }
    return done(told, location=f"{telling.ROOT}/tasks/{matter.pk}/entries")
