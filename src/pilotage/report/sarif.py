"""Findings as SARIF 2.1.0, the format that editors and review tools read (OASIS standard)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pilotage import __version__
from pilotage.base import Diagnostic, Language, Severity, Span
from pilotage.plan import Plan

from .excerpt import Lines

if TYPE_CHECKING:  # the rules are loaded by those who check a plan, not by those who print one
    from pilotage.lint import Rule, Waiver

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LOCALE: dict[Language, str] = {"en": "en", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """One document on its way to a report: its path as given, its plan, what was found in it."""

    path: str
    plan: Plan
    findings: Sequence[Diagnostic]
    waived: "Sequence[tuple[Diagnostic, Waiver]]" = ()


def findings_sarif(documents: Iterable[Linted], lang: Language = "en") -> dict[str, Any]:
    """The findings of all documents as one SARIF log with one run, worded in ``lang``.

    Regions are those of the canonical text, in Unicode code points; a waived finding is there
    too, suppressed with its reason.
    """
    results = [result for document in documents for result in _results(document, lang)]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "language": _LOCALE[lang],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _driver() -> dict[str, Any]:
    from pilotage.lint import RULES

    return {
        "name": "Pilotage",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES],
    }


def _rule(rule: "type[Rule]") -> dict[str, Any]:
    from pilotage.lint import Documentation

    page = Documentation.of(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": _flowing(page.finds)},
        "help": {"text": f"{_flowing(page.why)}\n\n{_flowing(page.source)}"},
        "properties": {"status": rule.status},
    }


def _flowing(text: str) -> str:
    return " ".join(text.split())


def _results(document: Linted, lang: Language) -> list[dict[str, Any]]:
    lines = Lines(document.plan.text)
    waivers = {id(finding): waiver for finding, waiver in document.waived}
    every = [*document.findings, *(finding for finding, _ in document.waived)]
    every.sort(key=lambda finding: finding.span.start if finding.span else -1)
    return [_result(document, one, lines, lang, waivers.get(id(one))) for one in every]


def _result(
    document: Linted, finding: Diagnostic, lines: Lines, lang: Language, waiver: "Waiver | None"
) -> dict[str, Any]:
    from pilotage.lint import RULES, mark_of

    codes = [rule.code for rule in RULES]
    hint = finding.hint(lang)
    result = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": Severity(finding.severity).value,
        "message": {"text": " ".join(filter(None, (finding.message(lang), hint)))},
        "locations": [_location(document, finding, lines)],
        "partialFingerprints": {"pilotage/v1": mark_of(document.plan, finding)},
    }
    if waiver:
        result["suppressions"] = [{"kind": "external", "justification": waiver.reason}]
    return result


def _location(document: Linted, finding: Diagnostic, lines: Lines) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(document.path.replace("\\", "/"))}}
    if finding.span:
        place["region"] = _region(document.plan, finding.span, lines)
    location: dict[str, Any] = {"physicalLocation": place}
    if finding.task:
        task = document.plan.task(finding.task)
        logical = {"name": task.heading or task.id, "kind": "task"}
        logical["fullyQualifiedName"] = " / ".join((*task.path, task.heading or task.id))
        location["logicalLocations"] = [logical]
    return location


def _region(plan: Plan, span: Span, lines: Lines) -> dict[str, Any]:
    start, end = lines.place_of(span), lines.place_of(Span(span.end, span.end))
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": span.quote(plan.text)},
    }
