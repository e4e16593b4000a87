"""The findings of a plan as files: for programs, and as comments in the drafter's own file."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pilotage.base import Diagnostic, Language, PilotageError
from pilotage.lint import Waiver
from pilotage.report import Linted, commented_docx, findings_json, findings_sarif
from pilotage_server.audit import reads
from pilotage_server.documents import store as files
from pilotage_server.plans import store
from pilotage_server.plans.access import FINDERS, plan_for
from pilotage_server.plans.findings import Finding, gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import WORD, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.problems import RefusalError


@require_GET
@for_roles(*FINDERS)
def download(request: MemberRequest, pk: int, form: str) -> HttpResponse:
    """What stands in the way and what is worth knowing, as SARIF, JSON, or comments in Word.

    What was ruled or waived is left out; SARIF has the waived ones too, suppressed with their
    reason.
    """
    row = plan_for(request, pk)
    reads.exported(request.user, row)
    language = reader_language()
    known = [finding for finding in gate_of(row).findings if not finding.ruled]
    said = [finding.diagnostic for finding in known if not finding.waiver]
    stem = row.document.name.rsplit(".", 1)[0]
    if form == "docx":
        return attached(_commented(row, said, language), WORD, f"{stem}.checked.docx")
    value = (
        findings_json(said, language)
        if form == "json"
        else findings_sarif([_linted(row, known)], language)
    )
    content = json.dumps(value, ensure_ascii=False, indent=1)
    kind = "application/json" if form == "json" else "application/sarif+json"
    return attached(content, kind, f"{stem}.findings.{form}")


def _linted(row: PlanRow, known: list[Finding]) -> Linted:
    return Linted(
        path=row.document.name,
        plan=store.plan_of(row),
        findings=[finding.diagnostic for finding in known if not finding.waiver],
        waived=[(finding.diagnostic, _waiver(finding, row)) for finding in known if finding.waiver],
    )


def _waiver(finding: Finding, row: PlanRow) -> Waiver:
    reason = finding.waiver.reason if finding.waiver else ""
    return Waiver(code=finding.code, mark=finding.words, reason=reason, file=row.document.name)


def _commented(row: PlanRow, said: list[Diagnostic], language: Language) -> bytes:
    """The file as it was uploaded, with comments; 422 when it is no Word file or is gone."""
    try:
        return commented_docx(files.read(row.document), store.plan_of(row), said, language)
    except OSError as error:
        raise RefusalError(
            422,
            _("The file as it was uploaded is no longer here."),
            _("Upload it once more, or take the findings as JSON."),
        ) from error
    except PilotageError as error:
        raise RefusalError(422, *error.told(language)) from error
