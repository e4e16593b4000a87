"""The acts on a task, each an address of its own: what its page does, with a typed body.

A body goes through the form of the page, so that what is refused there is refused here in the same
sentence, and then to the same act.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from pilotage.base import Language
from pilotage.ledger import WORKFLOW, Act, act_label
from pilotage_server import clock
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import FieldsError, done, version_asked
from pilotage_server.api.models import Scope
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import tasks as schemas
from pilotage_server.api.telling import tasks as telling
from pilotage_server.ledgers import actions, rights, store
from pilotage_server.ledgers.actions import Posting
from pilotage_server.ledgers.evidence import proof_of_upload
from pilotage_server.ledgers.filling import define
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

router = Router(tags=["acts"])

BODIES: Mapping[Act, tuple[Scope, type[Schema]]] = {
    Act.DISPATCH: (Scope.OFFICE, schemas.Dispatch),
    Act.SIGN: (Scope.REPORT, schemas.Nothing),
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


def _operation(act: Act, scope: Scope, body: type[Schema]) -> Callable[..., HttpResponse]:
    def take(request: Any, key: int, said: body) -> HttpResponse:  # type: ignore[valid-type]
        matter, form = _form(request, key, act, _as_form(said))
        entry = PAGES[act].run(matter, request.member, form, _posting(request))
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
    """A report with files; ``dated`` holds the day of each file, in their order, or is left out."""

    dated: list[date] = Field([], max_length=FILES)


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
    dated = given.pop("dated", [])
    matter, form = _form(request, key, Act.REPORT, given)
    _judge_days(dated, len(files))
    days = [*dated, *([None] * len(files))]
    proofs = [proof_of_upload(file, day) for file, day in zip(files, days, strict=False)]
    fields = ("claimed", "text", "next_step", "done", "forecast", "expected")
    clean = {name: form.cleaned_data[name] for name in fields if name in form.cleaned_data}
    entry = actions.report(
        matter, request.member, **clean, proofs=proofs, posting=_posting(request)
    )
    return _entered(matter, entry)


def _judge_days(dated: list[date], files: int) -> None:
    if len(dated) > files or files > FILES:
        said = _("At most %(n)d files, and no more days than files.") % {"n": FILES}
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


def _form(request: Any, key: int, act: Act, given: dict[str, Any]) -> tuple[MatterRow, Any]:
    """The matter and the checked form; Http404 for an act that lies with others."""
    matter = rights.matter_for(request.member, key)
    state, language = store.state_of(matter), reader_language()
    if (
        not rights.capacities(request.member, state, above=rights.above_of(matter))
        & WORKFLOW[act].who
    ):
        raise Http404
    form: Any = PAGES[act].form(given, {}, matter=matter)
    define(form, request.member, matter, state, language)
    if not form.is_valid():
        raise FieldsError(
            [
                {"field": "" if name == "__all__" else name, "detail": str(text)}
                for name, texts in form.errors.items()
                for text in texts
            ]
        )
    return matter, form


def _posting(request: Any) -> Posting:
    return Posting(version=version_asked(request))


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
