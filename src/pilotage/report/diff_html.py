"""The difference of two editions as one page that stands alone: side by side, no script.

Built to the visual language of the site (document in serif, system in sans, ruled tables, no colour
that a light uses): what went is struck through, what came is underlined and heavier.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from pilotage.base import Language, Span
from pilotage.plan import Aspect, Change, Difference, Plan, Succession, Task

from .diff_marks import clean, marked_spans, pieces
from .diff_wording import (
    aspect_word,
    change_words,
    course,
    label,
    named,
    reason,
    summary,
)
from .wording import day

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Comparison of two editions", "两个版本的比较"),
    "old": ("Earlier edition", "前一版"),
    "new": ("Later edition", "后一版"),
    "fate": ("What became of it", "去向"),
    "changed": ("What changed", "改动"),
    "tasks": ("Tasks", "任务"),
    "document": ("The document", "文件"),
    "outside": ("Text outside the tasks", "任务以外的文字"),
    "why": ("why", "依据"),
    "absent": ("Not in this edition.", "本版无此任务。"),
    "nothing": ("nothing", "无"),
    "text": ("Text", "原文"),
}


def diff_html(found: Difference, lang: Language = "en") -> str:
    """The whole page; its text in the reader's language, the documents' words in their own."""
    css = files("pilotage.report").joinpath("diff.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    title = f"{_word('title', lang)} · Pilotage"
    html_lang = "zh-Hans" if lang == "zh" else "en"
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{html_lang}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            f"content=\"default-src 'none'; style-src 'sha256-{digest}'\">",
            f"<title>{escape(title)}</title>",
            f"<style>{css}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_Page(found, lang).lines(),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _word(key: str, lang: Language) -> str:
    return _WORDS[key][lang == "zh"]


class _Page:
    def __init__(self, found: Difference, lang: Language) -> None:
        self.found, self.lang = found, lang

    def lines(self) -> Iterator[str]:
        yield f"<h1>{self.word('title')}</h1>"
        yield f'<p class="lede">{escape(summary(self.found, self.lang))}</p>'
        yield from self._editions()
        yield from self._contents()
        yield from self._document()
        if self.found.successions:
            yield f"<h2>{self.word('tasks')}</h2>"
        for one in self.found.successions:
            yield from self._task(one)
        yield from self._outside()

    def word(self, key: str) -> str:
        return escape(_word(key, self.lang))

    def _editions(self) -> Iterator[str]:
        yield '<table class="stack"><tbody>'
        for key, plan in (("old", self.found.old), ("new", self.found.new)):
            issued = day(plan.issued, self.lang) if plan.issued else "–"
            yield (
                f'<tr><th scope="row">{self.word(key)}</th>'
                f'<td lang="{_lang(plan)}">{escape(clean(plan.title or "–"))}</td>'
                f'<td class="d">{escape(issued)}</td>'
                f"<td>{escape(clean(plan.source.name))}</td></tr>"
            )
        yield "</tbody></table>"

    def _contents(self) -> Iterator[str]:
        """Every task that differs in a row of its own, as a link to its place below."""
        told = [one for one in self.found.successions if not one.unchanged]
        if not told:
            return
        heads = "".join(
            f'<th scope="col">{self.word(key)}</th>' for key in ("fate", "old", "new", "changed")
        )
        yield f'<table class="stack"><thead><tr>{heads}</tr></thead><tbody>'
        for one in told:
            old, new = self._names(one.old), self._names(one.new)
            link = f'<a href="#{_anchor(one)}">{escape(label(course(one), self.lang))}</a>'
            said = dict.fromkeys(aspect_word(c.aspect, self.lang) for c in one.changes)
            changed = escape(("、" if self.lang == "zh" else ", ").join(said)) or "–"
            yield (
                f'<tr><th scope="row">{link}</th><td lang="{_lang(self.found.old)}">{old}</td>'
                f'<td lang="{_lang(self.found.new)}">{new}</td><td>{changed}</td></tr>'
            )
        yield "</tbody></table>"

    def _names(self, tasks: Sequence[Task]) -> str:
        return "<br>".join(escape(clean(named(task))) for task in tasks) or "–"

    def _document(self) -> Iterator[str]:
        changes = (*self.found.front, *self.found.sections)
        if changes:
            yield f"<h2>{self.word('document')}</h2><dl>"
            for change in changes:
                named_as = Aspect.SECTION if change in self.found.sections else change.aspect
                yield from self._row(aspect_word(named_as, self.lang), self._change(change))
            yield "</dl>"

    def _row(self, head: str, body: str) -> Iterator[str]:
        yield f"<dt>{escape(head)}</dt><dd>{escape(body)}</dd>"

    def _change(self, change: Change) -> str:
        return clean(change_words(change, self.lang))

    def _task(self, one: Succession) -> Iterator[str]:
        key = course(one)
        yield f'<article id="{_anchor(one)}">'
        yield f'<header><span class="course">{escape(label(key, self.lang))}</span>'
        yield f'<h3 lang="{_lang(self.found.new)}">{escape(self._heading(one))}</h3></header>'
        if not one.unchanged:
            yield "<dl>"
            for change in one.changes:
                if change.aspect is not Aspect.WORDS:
                    yield from self._row(
                        aspect_word(change.aspect, self.lang), self._change(change)
                    )
            yield from self._row(_word("why", self.lang), reason(one, self.found, self.lang))
            yield "</dl>"
        yield from self._folded(one) if key in ("unchanged", "renumbered") else self._sides(one)
        yield "</article>"

    def _heading(self, one: Succession) -> str:
        old, new = (" + ".join(named(t) for t in tasks) for tasks in (one.old, one.new))
        same = len(one.old) == len(one.new) == 1 and one.old[0].heading == one.new[0].heading
        return clean(new if same or not old else old if not new else f"{old} → {new}")

    def _folded(self, one: Succession) -> Iterator[str]:
        yield f"<details><summary>{self.word('text')}</summary>"
        yield from self._sides(one)
        yield "</details>"

    def _sides(self, one: Succession) -> Iterator[str]:
        gone, come = marked_spans(one)
        yield '<div class="sides">'
        yield from self._side("old", self.found.old, one.old, gone, "del")
        yield from self._side("new", self.found.new, one.new, come, "ins")
        yield "</div>"

    def _side(
        self, key: str, plan: Plan, tasks: Sequence[Task], spans: Sequence[Span], tag: str
    ) -> Iterator[str]:
        yield f'<div><p class="meta">{self.word(key)}</p>'
        for task in tasks:
            yield f'<p class="text" lang="{_lang(plan)}">{_marked(plan, task.span, spans, tag)}</p>'
        if not tasks:
            yield f'<p class="none">{self.word("absent")}</p>'
        yield "</div>"

    def _outside(self) -> Iterator[str]:
        if not self.found.outside:
            return
        yield f"<h2>{self.word('outside')}</h2>"
        for edit in self.found.outside:
            yield '<article><div class="sides">'
            for key, plan, spans, tag in (
                ("old", self.found.old, edit.old, "del"),
                ("new", self.found.new, edit.new, "ins"),
            ):
                words = " ".join(
                    f"<{tag}>{escape(clean(span.quote(plan.text)))}</{tag}>" for span in spans
                )
                shown = f'<p class="text" lang="{_lang(plan)}">{words}</p>'
                empty = f'<p class="none">{self.word("nothing")}</p>'
                yield f'<div><p class="meta">{self.word(key)}</p>{shown if words else empty}</div>'
            yield "</div></article>"


def _anchor(one: Succession) -> str:
    return escape(f"n-{one.new[0].id}" if one.new else f"o-{one.old[0].id}")


def _lang(plan: Plan) -> str:
    return "zh-Hans" if plan.language == "zh" else "en"


def _marked(plan: Plan, whole: Span, spans: Sequence[Span], tag: str) -> str:
    """The words of ``whole``, those in ``spans`` marked; overlapping spans are marked once."""
    return "".join(
        f"<{tag}>{escape(piece)}</{tag}>" if mark else escape(piece)
        for mark, piece in pieces(plan, whole, spans)
    )
