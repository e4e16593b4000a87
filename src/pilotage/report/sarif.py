"""Findings as SARIF 2.1.0, the format that editors and review tools read (OASIS standard)."""

from collections.abc import Iterable, Mapping, Sequence
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
    known = list(documents)
    rules = _rules(known)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    results = [result for document in known for result in _results(document, lang, places)]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules)},
                "language": _LOCALE[lang],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "Pilotage", "semanticVersion": __version__, "rules": rules}


def _rules(documents: Iterable[Linted]) -> list[dict[str, Any]]:
    """Every rule of the linter, and by their names alone what else was found: what compiling
    complains of stands among the findings of a plan, and is no rule."""
    from pilotage.lint import RULES

    found = [one for document in documents for one in _every(document)]
    others = {one.code: one.name for one in found} | {rule.code: "" for rule in RULES}
    named = [{"id": code, "name": name} for code, name in sorted(others.items()) if name]
    return [*(_rule(rule) for rule in RULES), *named]


def _every(document: Linted) -> list[Diagnostic]:
    return [*document.findings, *(finding for finding, _ in document.waived)]


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


def _results(document: Linted, lang: Language, places: Mapping[str, int]) -> list[dict[str, Any]]:
    lines = Lines(document.plan.text)
    waivers = {id(finding): waiver for finding, waiver in document.waived}
    every = _every(document)
    every.sort(key=lambda finding: finding.span.start if finding.span else -1)
    return [
        {"ruleId": one.code, "ruleIndex": places[one.code]}
        | _result(document, one, lines, lang, waivers.get(id(one)))
        for one in every
    ]


def _result(
    document: Linted, finding: Diagnostic, lines: Lines, lang: Language, waiver: "Waiver | None"
) -> dict[str, Any]:
    from pilotage.lint import mark_of

    hint = finding.hint(lang)
    result = {
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
