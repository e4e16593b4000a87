"""The sentences of the review page that count or name things, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Severity
from pilotage.plan import Limit, LimitKind, Plan, TaskKind
from pilotage.trace import Link, Relation, Verdict
from pilotage_server.units.dates import percent, short_day
from pilotage_server.units.language import reader_language


def reasons() -> dict[str, str]:
    """Why a stretch of text was set aside, by the compiler's names for the reasons."""
    return {
        "preamble": _("Set aside: basis and purpose"),
        "addressees": _("Set aside: whom it is addressed to"),
        "cover-note": _("Set aside: covering note"),
        "meeting-brief": _("Set aside: account of a meeting"),
        "closing-lines": _("Set aside: closing lines"),
        "no-duty": _("Set aside: states no duty"),
        "section-introduction": _("Set aside: introduction of the section"),
        "document-number": _("Set aside: number of the document"),
        "date": _("Set aside: date"),
        "signature": _("Set aside: signature"),
        "footnote": _("Set aside: footnote"),
        "page-furniture": _("Set aside: part of the web page"),
        "page-button": _("Set aside: part of the web page"),
        "file-header": _("Set aside: header of the file"),
        "imprint": _("Set aside: imprint"),
        "table-of-contents": _("Set aside: table of contents"),
        "page-number": _("Set aside: page number"),
        "running-head": _("Set aside: running head"),
        "hidden-text": _("Set aside: hidden text"),
        "hidden-sheet": _("Set aside: hidden sheet"),
        "table-head": _("Set aside: head of a table"),
        "below-table": _("Set aside: note below a table"),
        "between-bullets": _("Set aside: text between items"),
        "empty-row": _("Set aside: empty row"),
        "sum-row": _("Set aside: row of sums"),
        "other": _("Set aside"),
        "unread": _("Unread: no task, no heading, no reason to set it aside"),
    }


def code_phrase(code: str, count: int) -> str:
    """One clause of the gate's sentence: "4 tasks have no limit (L101)"."""
    phrases = {
        "L101": ngettext("%(n)d task has no limit", "%(n)d tasks have no limit", count),
        "L102": ngettext("%(n)d has no confirmed lead", "%(n)d have no confirmed lead", count),
        "L103": ngettext("%(n)d task names no unit", "%(n)d tasks name no unit", count),
        "L104": ngettext("%(n)d safeguard has no owner", "%(n)d safeguards have no owner", count),
        "L105": ngettext(
            "%(n)d unit is not in the register", "%(n)d units are not in the register", count
        ),
        "L106": ngettext(
            "%(n)d unit is spelled in several ways",
            "%(n)d units are spelled in several ways",
            count,
        ),
        "L107": ngettext(
            "%(n)d limit lies before the plan was issued",
            "%(n)d limits lie before the plan was issued",
            count,
        ),
        "L108": ngettext("%(n)d break in the numbering", "%(n)d breaks in the numbering", count),
        "C104": ngettext(
            "%(n)d stretch of text is unread", "%(n)d stretches of text are unread", count
        ),
    }
    other = ngettext("%(n)d other finding", "%(n)d other findings", count)
    return _("%(phrase)s (%(code)s)") % {
        "phrase": phrases.get(code, other) % {"n": count},
        "code": code,
    }


def gate_sentence(counts: Mapping[str, int]) -> str:
    """What stands in the way, by code, as one sentence."""
    if not counts:
        return _("Nothing stands in the way. Issuing makes the plan final.")
    between, end = (", ", ".") if reader_language() == "en" else ("，", "。")
    return between.join(code_phrase(code, n) for code, n in sorted(counts.items())) + end


def joined(*sentences: str) -> str:
    """Sentences one after another; Chinese needs no space between them."""
    return (" " if reader_language() == "en" else "").join(filter(None, sentences))


def task_labels(plan: Plan) -> dict[str, str]:
    """The number people say, by task id: "4" for a task, "S3" or "保3" for a safeguard."""
    mark = "保" if reader_language() == "zh" else "S"
    counts = dict.fromkeys(TaskKind, 0)
    labels = {}
    for task in plan.tasks:
        counts[task.kind] += 1
        sign = mark if task.kind is TaskKind.SAFEGUARD else ""
        labels[task.id] = f"{sign}{counts[task.kind]}"
    return labels


def limit_text(limit: Limit | None) -> str:
    """A limit as the panel shows it: its day, or the word for one without."""
    if limit is None:
        return ""
    day = short_day(limit.date, reader_language()) if limit.date else ""
    word = {
        LimitKind.BY: "" if day else _("no date"),
        LimitKind.ONGOING: _("ongoing"),
        LimitKind.RECURRING: _("recurring"),
        LimitKind.STAGED: _("in stages"),
    }[limit.kind]
    return f"{word} {day}".strip()


def coverage_sentence(plan: Plan) -> str:
    """What became of every character, as one sentence."""
    language = reader_language()
    total = plan.coverage.characters or 1
    parts = {
        "tasks": plan.coverage.tasks,
        "headings": plan.coverage.headings,
        "aside": plan.coverage.set_aside,
        "unread": plan.coverage.unread,
    }
    shares = {name: percent(100 * part / total, language) for name, part in parts.items()}
    return (
        _("Tasks %(tasks)s, headings %(headings)s, set aside %(aside)s, unread %(unread)s") % shares
    )


def relation_words() -> dict[Relation, str]:
    """What a task does to an item above, by relation."""
    return {
        Relation.IMPLEMENTS: _("implements"),
        Relation.NARROWS: _("in part"),
        Relation.REPEATS: _("repeats"),
        Relation.EXTENDS: _("extends"),
        Relation.REPLACES: _("replaces"),
    }


def link_word(link: Link) -> str:
    """A link in a word or two: its relation, or that it does not count."""
    if link.verdict is Verdict.REFUSED:
        return _("refused")
    return relation_words()[link.relation] if link.asserted else _("candidate")


def column_words() -> dict[str, str]:
    """The heads of the columns in the picture of a chain."""
    return {
        "capital": _("Central government"),
        "province": _("Province"),
        "city": _("City"),
        "plan": _("Tasks of the plan"),
        "unit": _("Lead unit"),
    }


def severity_words() -> dict[Severity, str]:
    """How much a finding weighs."""
    return {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }
