"""Reports that a checker should look at twice: stale, copied, at odds with themselves.

Reports are copied from week to week and claims stay where they were while lights stay green
(PRACTICE, "five things nobody has", no. 3). Each doubt names what it compared, so that the checker
sees at once whether there is anything in it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from pilotage.base import Kind, Language, wording
from pilotage.ledger import CHINA_TIME, Act, Entry
from pilotage.rulepack import day_phrase

from . import problems

NEARLY = 0.9
"""So much of two texts alike is a copy with a word changed: "in March" for "in February"."""
SHORTEST = 12
"""Signs. Shorter texts ("in progress", 正在推进) are alike without being copied."""
STANDING = 3
"""Reports in a row with one claim before it is said that the claim stands still."""
_LONGEST = 2000
"""Signs of each text that are compared; a report has seldom a tenth of it."""

_FIGURE = re.compile(
    r"(?:^|(?<=[，。；,.;\s]))(?:目前|现|已|总体|累计|整体|工程|项目|任务|总)*"
    r"(?:完成|进度(?:为|达到?)?)[约近过到了]{0,2}(?P<zh>\d{1,3})(?:\.\d+)?\s*%"
    r"|(?P<en>\d{1,3})(?:\.\d+)?\s*(?:%|per cent|percent)\s+(?:is\s+|has been\s+|now\s+)*"
    r"(?:done|complete\w*|finished)"
)
"""The share of the whole that is done; 土建完成95% and "80 % of the berths" speak of a part."""
_NOT_DONE = re.compile(
    r"尚未[^，。；]{1,12}|仍未[^，。；]{1,12}|还没有?[^，。；]{1,12}|暂未[^，。；]{1,12}"
    r"|(?i:\b(?:not yet|still (?:to be|under|open|missing))\b[^,.;]{0,40})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing about the report ``report`` (its sequence in the matter) to look at twice.

    ``earlier`` is the sequence of the entry it was compared with, where there is one in the same
    matter. The facts that have a wording in each language hold both.
    """

    kind: Kind
    report: int
    earlier: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language = "en") -> str:
        """What is seen, in the reader's language."""
        return self.kind.say(language, self.facts)

    def hint(self, language: Language = "en") -> str:
        """What the checker can do about it."""
        return self.kind.advise(language, self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A report of the same unit on another matter; ``code`` is what people call that matter."""

    code: Mapping[Language, str]
    entry: Entry


def doubts(
    entries: Sequence[Entry], sequence: int, elsewhere: Iterable[Elsewhere] = ()
) -> tuple[Doubt, ...]:
    """What there is to say of the report ``sequence`` among the ``entries`` of its matter.

    Only what was entered up to the report counts, so that the answer stays the same for ever.
    Empty when ``sequence`` is no report. ``elsewhere`` are reports of its unit on other matters;
    those after the report are passed over.
    """
    report = next((e for e in entries if e.sequence == sequence and e.act is Act.REPORT), None)
    if report is None:
        return ()
    before = [e for e in entries if e.sequence < sequence]
    own = [e for e in before if e.act is Act.REPORT and e.unit == report.unit]
    others = [one for one in elsewhere if one.entry.at <= report.at]
    found = [
        _copied(report, own, others),
        _stands_still(report, own),
        *_of_proofs(report, own),
        _fell_back(report, own),
        _below_verified(report, before),
        *_of_words(report),
    ]
    return tuple(doubt for doubt in found if doubt)


def _copied(report: Entry, own: Sequence[Entry], others: Sequence[Elsewhere]) -> Doubt | None:
    """The nearest copy: of its own reports the last one, else one on another matter."""
    text = _folded(report)
    if len(text) < SHORTEST:
        return None
    compared: list[tuple[float, int | None, Mapping[str, str]]] = [
        (_alike(text, _folded(one)), one.sequence, _own_report(one)) for one in reversed(own)
    ]
    compared += [(_alike(text, _folded(one.entry)), None, _report_elsewhere(one)) for one in others]
    share, earlier, whose = max(compared, key=lambda one: one[0], default=(0.0, None, {}))
    if share < NEARLY:
        return None
    kind = problems.COPIED if share == 1.0 else problems.NEARLY_COPIED
    facts = {"whose": whose, "share": int(share * 100)}
    return Doubt(kind=kind, report=report.sequence, earlier=earlier, facts=facts)


def _alike(one: str, other: str) -> float:
    """The share of two texts that is the same in the same order, 0 to 1 (Ratcliff/Obershelp)."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEARLY or matcher.quick_ratio() < NEARLY:
        return 0.0
    return min(matcher.ratio(), 0.99)


def _folded(report: Entry) -> str:
    """The text without what a copier changes first: signs, spaces, width and case."""
    return wording(str(report.payload.get("text", "")))[:_LONGEST]


def _own_report(report: Entry) -> Mapping[str, str]:
    day = _day(report)
    return {
        "en": f"the report of {day_phrase(day, 'en')}",
        "zh": f"{day_phrase(day, 'zh')}的反馈",
    }


def _report_elsewhere(one: Elsewhere) -> Mapping[str, str]:
    day = _day(one.entry)
    return {
        "en": f"the report on task {one.code['en']} of {day_phrase(day, 'en')}",
        "zh": f"{day_phrase(day, 'zh')}对任务{one.code['zh']}的反馈",
    }


def _stands_still(report: Entry, own: Sequence[Entry]) -> Doubt | None:
    claimed = _claim(report)
    same = [report]
    for one in reversed(own):
        if _claim(one) != claimed:
            break
        same.append(one)
    if len(same) < STANDING or claimed is None or claimed >= 100:
        return None
    facts = {"claimed": claimed, "count": len(same), "since": _both(_day(same[-1]))}
    return Doubt(
        kind=problems.STANDS_STILL,
        report=report.sequence,
        earlier=same[-1].sequence,
        facts=facts,
    )


def _of_proofs(report: Entry, own: Sequence[Entry]) -> Iterable[Doubt]:
    claimed, former = _claim(report), _claim(own[-1]) if own else None
    known = {digest for one in own for digest in one.evidence}
    if claimed is not None and claimed >= 100 and not known and not report.evidence:
        yield Doubt(kind=problems.NO_PROOF, report=report.sequence, facts={"claimed": claimed})
    rose = claimed is not None and former is not None and claimed > former
    if rose and report.evidence and set(report.evidence) <= known:
        facts = {"points": (claimed or 0) - (former or 0)}
        yield Doubt(kind=problems.OLD_PROOFS, report=report.sequence, facts=facts)


def _fell_back(report: Entry, own: Sequence[Entry]) -> Doubt | None:
    claimed, former = _claim(report), _claim(own[-1]) if own else None
    if claimed is None or former is None or claimed >= former:
        return None
    return Doubt(
        kind=problems.FELL_BACK,
        report=report.sequence,
        earlier=own[-1].sequence,
        facts={"former": former, "claimed": claimed},
    )


def _below_verified(report: Entry, before: Sequence[Entry]) -> Doubt | None:
    checks = [e for e in before if e.act is Act.VERIFY]
    claimed = _claim(report)
    if not checks or claimed is None:
        return None
    verified = checks[-1].payload.get("verified")
    if not isinstance(verified, int) or claimed >= verified:
        return None
    facts = {"claimed": claimed, "verified": verified, "day": _both(_day(checks[-1]))}
    return Doubt(
        kind=problems.BELOW_VERIFIED,
        report=report.sequence,
        earlier=checks[-1].sequence,
        facts=facts,
    )


def _of_words(report: Entry) -> Iterable[Doubt]:
    """Where the text says one thing and the fields another."""
    text, claimed = str(report.payload.get("text", "")), _claim(report)
    figures = list(_FIGURE.finditer(text))
    if claimed is not None and figures and all(_said(one) != claimed for one in figures):
        facts = {"words": figures[-1][0].strip(), "claimed": claimed}
        yield Doubt(kind=problems.SAYS_ANOTHER_FIGURE, report=report.sequence, facts=facts)
    if report.payload.get("done") and (match := _NOT_DONE.search(text)):
        facts = {"words": match[0].strip()}
        yield Doubt(kind=problems.DONE_AND_NOT_DONE, report=report.sequence, facts=facts)


def _said(figure: re.Match[str]) -> int:
    return int(figure["zh"] or figure["en"])


def _claim(report: Entry) -> int | None:
    claimed = report.payload.get("claimed")
    return claimed if isinstance(claimed, int) else None


def _day(entry: Entry) -> date:
    return entry.at.astimezone(CHINA_TIME).date()


def _both(day: date) -> Mapping[str, str]:
    return {"en": day_phrase(day, "en"), "zh": day_phrase(day, "zh")}
