"""Front matter: title, number, issuer, date; and what the other lines around the items are."""

import re
from datetime import date
from typing import NamedTuple

from pilotage.base import MONTHS, Span
from pilotage.document import Document
from pilotage.language import pack_for, read_number

from .model import FrontMatter, Remark

_CUT_TITLE = 240
"""Web sites cut titles at some 250 characters: a longer one is the cut copy of the title below."""
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_ISO_DAY = re.compile(
    r"^\s*((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*$"
)
_FROM_TITLE = re.compile(r"^(?!关于|印发)([\u4e00-\u9fff“”、　 ]{2,60}?)(?:关于|印发)")
_SIGNED_INSIDE = re.compile(
    r"(?:政府|厅|室|局|委|部|院)[\s　]*(20\d{2})年(1[0-2]|[1-9])月([1-9]|[12]\d"
    r"|3[01])日(?=[\s　]*(?:[（(]此件|$))"
)
_GLUED_KINDS = ("通知", "意见", "方案", "规划", "计划", "决定", "办法")
_PERIOD = re.compile(
    r"^[（(](?:[^（）()]*\d{4}[^（）()号]*年[^（）()]*|试行|暂行|草案|征求意见稿)[）)]$"
)
_TITLE_OPENS = re.compile("关于|印发")
_PUBLISHED_BY = re.compile(r"^\s*发布机构[:：]\s*(.+)$")


class LastWords(NamedTuple):
    """The pieces after the last item, and whether there were items at all."""

    spans: tuple[Span, ...]
    has_items: bool


def read_front(
    document: Document, spans: list[Span], headings: set[Span], last: LastWords
) -> tuple[FrontMatter, list[Remark]]:
    """The front matter of ``document`` and a named reason for every line around the items.

    ``spans`` are the lines before the first item; ``headings`` those that the file marks as titles.
    """
    return _Reader(document, headings).read(spans, last)


class _Reader:
    def __init__(self, document: Document, headings: set[Span]) -> None:
        self._document = document
        self._text = document.text
        self._headings = headings
        self._pack = pack_for(document.language)
        self._remarks: list[Remark] = []
        self._issuers: list[str] = []
        self._signed: set[Span] = set()
        self._dates: list[date] = []
        self._stamps: list[date] = []
        self._number: str | None = None
        self._imprint: tuple[str | None, date | None] = (None, None)

    def read(self, spans: list[Span], last: LastWords) -> tuple[FrontMatter, list[Remark]]:
        title, title_spans = self._title(spans)
        self._signed = self._signatures([*spans, *last.spans])
        brief = not last.has_items and self._is_brief()
        for span in spans:
            if span not in title_spans:
                self._remarks.append(
                    Remark(span=span, reason=self._reason(span, brief, last.has_items))
                )
        for span in last.spans:
            reason = self._furniture(span) or "closing-lines"
            self._remarks.append(Remark(span=span, reason=reason))
        self._remarks.extend(Remark(span=s, reason="title") for s in title_spans)
        front = FrontMatter(
            title=title,
            title_span=Span(title_spans[0].start, title_spans[-1].end) if title_spans else None,
            number=self._number or self._number_in(title_spans),
            issuer=self._issuer(title),
            issued=next(iter(self._dates or self._stamps), self._imprint[1]),
        )
        return front, sorted(self._remarks, key=lambda r: r.span)

    def _is_brief(self) -> bool:
        return len(self._pack.brief.findall(self._text)) >= 2

    def _reason(self, span: Span, brief: bool, has_items: bool) -> str:
        if reason := self._furniture(span):
            return reason
        line = span.quote(self._text)
        if self._pack.addressee.match(line):
            return "addressees"
        if self._pack.cover.search(line) and len(line) < 600:
            if match := _SIGNED_INSIDE.search(line):
                self._dates.append(date(int(match[1]), int(match[2]), int(match[3])))
            return "cover-note"
        if brief:
            return "meeting-brief"
        return "preamble" if has_items else "unread"

    def _furniture(self, span: Span) -> str | None:
        """Number, date and signature lines; remembers what they say."""
        line = span.quote(self._text).strip()
        bare = line.strip("（）()[] 　")
        if self._pack.number.fullmatch(bare):
            self._number = self._number or bare
            return "document-number"
        if match := _ISO_DAY.match(line):
            self._stamps.append(date(int(match[1]), int(match[2]), int(match[3])))
            return "date"
        if match := self._pack.imprint.match(line):
            self._imprint = (match["issuer"], _day(match))
            return "imprint"
        if match := self._pack.signature_date.match(line):
            if day := _day(match):
                self._dates.append(day)
            if named := match.groupdict().get("by"):
                self._issuers.append(named)
            before = line[: match.start("y")].strip(" 　") if self._pack.code == "zh" else ""
            if before:
                self._issuers.append(before.split("　")[0].split(" ")[0])
            return "signature"
        if span in self._signed and (match := self._pack.issuer.match(line)):
            self._issuers.append(match["issuer"])
            return "signature"
        return None

    def _signatures(self, spans: list[Span]) -> set[Span]:
        """The lines right above a date: who signs. Several offices may sign together."""
        signed: set[Span] = set()
        for at, span in enumerate(spans):
            if not self._pack.signature_date.match(span.quote(self._text)):
                continue
            for above in reversed(spans[max(0, at - 12) : at]):
                if not self._pack.issuer.match(above.quote(self._text)):
                    break
                signed.add(above)
        return signed

    def _title(self, spans: list[Span]) -> tuple[str | None, list[Span]]:
        """The first line that names a document, joined with the lines it was broken over."""
        chosen: tuple[str, list[Span]] | None = None
        for at in range(min(len(spans), 25)):
            lines = self._title_at(spans, at)
            if lines is None:
                continue
            joined = self._join(lines)
            if chosen is None or len(chosen[0]) >= _CUT_TITLE:
                chosen = (joined, [*(chosen[1] if chosen else []), *lines])
            elif _repeats(joined, chosen[0]) or lines[0].start > chosen[1][-1].end:
                chosen[1].extend(s for s in lines if s not in chosen[1])
        return chosen or (None, [])

    def _title_at(self, spans: list[Span], at: int) -> list[Span] | None:
        line = self._without_number(spans[at])
        if not self._could_title(line):
            return None
        if spans[at] in self._headings:
            return [spans[at]]
        if not self._pack.title_word.search(line):
            return None
        first, whole = at, line
        while self._pack.code == "zh" and first and at - first < 3 and "关于" not in whole:
            above = spans[first - 1].quote(self._text).strip()
            if not self._goes_on(above, within_title=whole.count("》") > whole.count("《")):
                break
            first -= 1
            whole = above + whole
        if whole.count("《") > whole.count("》"):
            return None  # the title it cites ends on a line below
        if not _TITLE_OPENS.search(whole):
            first = at
        after = at + 1
        if after < len(spans) and _PERIOD.match(spans[after].quote(self._text).strip()):
            after += 1
        return spans[first:after]

    def _without_number(self, span: Span) -> str:
        """The line, without a document number glued to its end (…的通知国办发〔2020〕43号)."""
        line = span.quote(self._text).strip()
        if self._pack.code == "zh" and (match := self._pack.number.search(line)):
            head = line[: match.start()]
            for kind in _GLUED_KINDS:
                at = line.find(kind)
                if 0 < at < match.end() and match.end() == len(line):
                    return line[: at + len(kind)]
            return head or line
        return line

    def _goes_on(self, line: str, *, within_title: bool) -> bool:
        """Whether a line may be the beginning of a title that was broken over several lines;
        ``within_title`` when it stands before the end of a title that the title cites."""
        plain = 2 <= len(line) <= 40 and not any(c in line for c in "，。；：！？")
        named = self._pack.number.search(line) or self._pack.signature_date.match(line)
        return plain and not named and (within_title or not self._pack.title_word.search(line))

    def _could_title(self, line: str) -> bool:
        limit = 120 if self._pack.code == "zh" else 420
        if not 6 <= len(line) <= limit or line[-1] in "。.：:；;，,":
            return False
        return not self._pack.cover.search(line)

    def _join(self, spans: list[Span]) -> str:
        glue = "" if self._pack.code == "zh" else " "
        return glue.join(" ".join(self._without_number(s).split()) for s in spans)

    def _number_in(self, spans: list[Span]) -> str | None:
        """A number glued to the title (…的通知国办发〔2020〕43号), not that of a cited document."""
        for span in spans if self._pack.code == "zh" else ():
            match = self._pack.number.search(self._text, span.start, span.end)
            if match and self._text[match.end() : match.end() + 1] not in ("）", ")", "》"):
                return _after_kind(match[0])
        return None

    def _issuer(self, title: str | None) -> str | None:
        if self._issuers:
            return self._issuers[0]
        if title and (match := _FROM_TITLE.match(title)):
            named = match[1].strip(" 　")
            if self._pack.issuer.match(named) or "等" in named:
                return named
        if self._imprint[0]:
            return self._imprint[0]
        for aside in self._document.asides:
            match = _PUBLISHED_BY.match(aside.span.quote(self._text))
            if match and self._pack.issuer.match(match[1].strip()):
                return match[1].strip()
        return None


def _after_kind(number: str) -> str:
    """The number itself, when the last word of the title was taken for its first characters."""
    for kind in _GLUED_KINDS:
        if kind in number:
            return number.rpartition(kind)[2]
    return number


def _repeats(one: str, other: str) -> bool:
    return one in other or other in one


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = read_number(parts.get("y") or parts.get("y2") or "")
    month = parts.get("m")
    day = (parts.get("d") or parts.get("d2") or "").strip()
    number = (
        read_number(month)
        if month
        else _MONTHS.get((parts.get("month") or parts.get("month2") or "").capitalize())
    )
    try:
        return date(year or 0, number or 0, read_number(day) or 0)
    except ValueError:
        return None
