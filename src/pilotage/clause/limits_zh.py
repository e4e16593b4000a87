"""Limits in Chinese (GRAMMAR §6)."""

import re
from datetime import date

from pilotage.base import PartialDate, Precision, Span
from pilotage.language import read_number

from .cell_dates import in_words, whole_cell
from .limit_forms import limit_at, open_limit, partial
from .model import Limit, LimitKind

_Y = r"(?P<y>20[0-9]{2}|[二２][〇○０零][一二三四五六七八九〇○零０-９]{2})\s*年"
_DATED = re.compile(
    r"(?=[力确争到至截在\s2二２])"  # what any of it begins with: most places fail here at once
    rf"(?:力争|确保|争取)?(?P<to>到|至|截至|在)?\s*{_Y}"
    r"(?:(?P<half>上半年|下半年)|(?:第)?(?P<q>[一二三四1-4])季度|(?P<m>[0-9]{1,2}|[０-９]{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?"
    r"(?:(?P<d>[0-9]{1,2}|[０-９]{1,2})日)?)?"
    r"(?P<end>年?底之?前|年?末之?前|年?底以前|底前|年内|年?底|年?末|之前|以前|前|内)?"
)
_PART_END = (
    r"(?:(?:末|底)?(?:之前|以前|前)|内|(?:末|底)(?=[，。；、）)\n]|$)"
    r"|(?:末|底)?(?=完成|建成|办结|竣工|投用|投运|验收|出台|印发))"
)
_YEARLESS = re.compile(
    r"(?=[今本当明后年第上下一二三四1-9])(?<![0-9年每第])(?P<of>今年|本年|当年|明年|后年)?"
    r"(?:(?P<yearend>(?<![去上])(?<!截至)年?(?:年底|年末)(?:之前|前)?|(?<=[明后今本当]年)(?:底|末)(?:之前|前)?"
    r"|(?<=[明后今本]年)内(?!的)"
    r"|(?<=[，。；：、（(\n 争保前于在将])年内(?=[一-龥])(?!的|累|[有无未]))"
    r"|(?P<m>1[0-2]|[1-9])月(?:(?P<d>[0-9]{1,2})日)?(?:份)?(?P<end>底之?前|底|末前|末|前"
    r"|(?=(?:基本|全面|全部)?(?:完成|建成|竣工|投用|投产|举办|召开|办结|验收)))"
    rf"|第?(?P<q>[一二三四])季度{_PART_END}|(?P<half>[上下])半年{_PART_END})"
)
_DONE = re.compile("[，、]|(?:基本|全面|全部)?(?:完成|建成|实现|达到|竣工|投用|投产|办结)")
_FIVE_YEARS = re.compile(r"“?十(?P<n>[三四五六])五”?(?:规划)?(?:期?末|末期)(?!增|提|下|年)")
_YEARS_ON = {"明年": 1, "后年": 2}
_IN_SIGNS = re.compile(
    r"(?<![0-9])(?P<y>20[0-9]{2})(?P<sign>[-./．])(?P<m>1[0-2]|0?[1-9])"
    r"(?:(?P=sign)(?P<d>3[01]|[12][0-9]|0?[1-9]))?(?![0-9])\s*(?:之前|以前|底前|前)"
)
_ONGOING = re.compile(
    r"(?=[完时进（(取以])(?:(?:完成时限|完成时间|时限|时间节点|进度安排)[：:]\s*(?P<open>持续[^，。；）)\n]{0,8}|长期[^，。；）)\n]{0,6}|按[^，。；\n]{0,6}推进|常年[^，。；）)\n]{0,6})"
    r"|[（(](?P<bracket>持续(?:推进|实施|优化|开展)|长期坚持|长期(?:推进|任务)?)[，,；;）)]"
    r"|(?P<also>取得[^，。；]{0,8}(?:成果|成效|进展)并持续推进|以后每年持续[实施推进]{2}))"
)
_RECURRING = re.compile(
    r"每(?:半?年|季度?|月|周|两年|三年)"
    r"(?=[^，。；]{0,16}(?:举办|开展|组织|召开|发布|评选|评估|调度|通报|报送|更新|实施|检查|不少于|[一二三两1-9]次))"
)
_LABEL = re.compile(
    r"(?:完成(?:时限|时间|期限|日期)|时限(?:要求)?|时间节点|截止时间|办结时限|进度安排)[：:]\s*"
    r"(?P<cell>[^，；。;）)\n]{2,24})"
)
_RELATIVE = re.compile(
    r"(?=[自用“十一二两三四五六七八九0-9])(?:(?:自[^，。；]{2,20}之日起)?(?<![0-9一二三四五六七八九十近前后每去续至到缩减在过业立校—-])(?:[一二两三四五六七八九十]{1,3}|[0-9]{1,3})"
    r"(?:年|个?月|个?工作日|日|天)之?内(?![的无未曾有受发不给享可累获同关兑])"
    r"|用(?:[一二两三四五]|[1-5])年(?:左右)?(?:的)?时间"
    r"|(?:“?十[三四五六]五”?)(?:期间|时期|末|期末)(?=[，。；]|完成|建成|实现|基本|全面))"
)
"""Not the days in which each case is done (压缩至3日内), nor whom a rule is for (3年内的企业)."""
_LASTING = re.compile(
    r"(?<=[，。；、])(?:持续推进|长期坚持|常态化(?:推进|开展)|常抓不懈|长期任务)(?=[，。；、）)]|$)"
)
_BARE_DONE = re.compile(
    rf"{_Y}(?:(?P<half>上半年|下半年)|(?:第)?(?P<q>[一二三四1-4])季度|(?P<m>1[0-2]|[1-9])月(?:份)?(?:(?P<d>[0-9]{{1,2}})日)?)"
    r"(?=(?:基本|全面)?(?:建成|完成|竣工|通车|开通|投入使用|投用|投运|投产|办结|到位))"
)
_A_YEAR = re.compile(r"(20[0-9]{2})年")
_CELL_OPEN = re.compile("持续|长期|常年|常态|按进度|贯穿|全年")
_CELL_EACH = re.compile("每(?:半?年|季度?|月|周|日)")
_ENDS = (None, "底", "年底", "末", "年末")
_VALID = re.compile(r"有效期|有效期限|施行|实施期")
_PAST = re.compile(r"(?:自|从|比|较|与|于|截至|是|原)\s*$")
_YEAR_END = re.compile("年[底末内]")
_HINT = re.compile("[年月日天内限续期每常季前末]")
"""No limit is written without one of these; most notes have none of them."""


def limits_in(text: str, span: Span, year: int | None) -> list[Limit]:
    """Every limit stated within ``span``, in order."""
    if not _HINT.search(text, span.start, span.end):
        return []
    part = text[span.start : span.end]
    found = _dates(text, span, part, year)
    if "持续" in part or "长期" in part or "常年" in part or "推进" in part:
        for match in _ONGOING.finditer(text, span.start, span.end):
            where = Span(*match.span(match.lastgroup or 0))
            found.append(open_limit(text, where))
    if "限" in part or "时间" in part or "进度" in part:
        found += _labelled(text, span, year)
    if not found:
        found = _loose(text, span, part)
    elif "年内" in part or "月内" in part or "日内" in part or "天内" in part:
        found += _relative(text, span)
    if not found and "每" in part:
        found = [
            open_limit(text, Span(*m.span()), LimitKind.RECURRING)
            for m in _RECURRING.finditer(text, span.start, span.end)
        ]
    return found


def _dates(text: str, span: Span, part: str, year: int | None) -> list[Limit]:
    """Limits that name the end of a period: with their year, in signs, without a year."""
    found: list[Limit] = []
    if "年" in part:
        for match in _DATED.finditer(text, span.start, span.end):
            if limit := _dated(text, match):
                found.append(limit)
    if "五" in part and "末" in part:
        for match in _FIVE_YEARS.finditer(text, span.start, span.end):
            stated = partial(2010 + 5 * "三四五六".index(match["n"]) + 10)
            if stated and not _PAST.search(text, max(0, match.start() - 3), match.start()):
                found.append(limit_at(text, Span(*match.span()), stated))
    if "前" in part:
        for match in _IN_SIGNS.finditer(text, span.start, span.end):
            if stated := _of_signs(match):
                found.append(limit_at(text, Span(*match.span()), stated))
    if (
        "月" in part
        or "季度" in part
        or "半年" in part
        or ("年" in part and _YEAR_END.search(part))
    ):
        for match in _YEARLESS.finditer(text, span.start, span.end):
            named = year if match["of"] else _year_before(text, match.start(), span, year)
            if limit := _yearless(text, match, named):
                found.append(limit)
    return found


def _labelled(text: str, span: Span, year: int | None) -> list[Limit]:
    """完成时限：2026年6月 — after a label a bare date is a limit."""
    cells = (Span(*m.span("cell")) for m in _LABEL.finditer(text, span.start, span.end))
    read = (limit_of_cell(text, cell, year) for cell in cells)
    return [limit for limit in read if limit is not None]


def _loose(text: str, span: Span, part: str) -> list[Limit]:
    """Limits that name no end of a period: 2026年6月建成, 三年内, “十四五”期间, 持续推进."""
    found: list[Limit] = []
    if "年" in part:
        for match in _BARE_DONE.finditer(text, span.start, span.end):
            if stated := _stated(match):
                found.append(limit_at(text, Span(*match.span()), stated))
    if not found and ("内" in part or "五" in part or "时间" in part):
        found = _relative(text, span)
    if not found and ("持续" in part or "长期" in part or "常" in part):
        for match in _LASTING.finditer(text, span.start, span.end):
            found.append(open_limit(text, Span(*match.span())))
    return found


def _relative(text: str, span: Span) -> list[Limit]:
    return [
        open_limit(text, Span(*match.span()), LimitKind.BY)
        for match in _RELATIVE.finditer(text, span.start, span.end)
    ]


def limit_of_cell(text: str, cell: Span, year: int | None) -> Limit | None:
    """The limit that a table cell states: there a bare date is one, and so is 持续推进."""
    if limit := whole_cell(text, cell, year):
        return limit
    found = limits_in(text, cell, year)
    if not found:
        dated = (_stated(match) for match in _DATED.finditer(text, cell.start, cell.end))
        found = [limit_at(text, cell, stated) for stated in dated if stated]
    if not found and _CELL_EACH.search(text, cell.start, cell.end):
        return open_limit(text, cell, LimitKind.RECURRING)
    if not found and _CELL_OPEN.search(text, cell.start, cell.end):
        return open_limit(text, cell)
    if not found:
        return in_words(text, cell)
    return max(found, key=lambda limit: limit.date or date.min)


def _dated(text: str, match: re.Match[str]) -> Limit | None:
    """到2025年, 2020年底前, 2021年6月底前; a bare year without 到 or an end is no limit."""
    stated = _stated(match)
    if stated is None or _is_no_limit(text, match, stated):
        return None
    literal = match["end"] in ("前", "之前", "以前") and stated.precision is Precision.YEAR
    at = Span(*match.span()).strip(text)
    if match["to"] in ("截至", "在"):
        at = Span(match.start("y"), match.end())
    return limit_at(text, at, stated, before=literal)


def _is_no_limit(text: str, match: re.Match[str], stated: PartialDate) -> bool:
    """A bare year, a past one (比2020年底), or how long the document itself is in force."""
    end, to = match["end"], match["to"]
    if not end and not (to in ("到", "至") and _is_goal(text, match)):
        return True
    if end in _ENDS and _PAST.search(text, max(0, match.start() - 3), match.start()):
        return True
    if to == "至" and _VALID.search(text, max(0, match.start() - 30), match.start()):
        return True
    return end == "内" and stated.precision is not Precision.YEAR


def _is_goal(text: str, match: re.Match[str]) -> bool:
    """到2025年 is a goal unless it opens a range (从2020年到2025年 is one all the same)."""
    after = text[match.end() : match.end() + 1]
    return after not in ("度", "版", "以", "第")


def _stated(match: re.Match[str]) -> PartialDate | None:
    year = read_number(match["y"])
    if year is None:
        return None
    if match["half"]:
        return partial(year, 1 if match["half"] == "上半年" else 2, 0, Precision.HALF)
    if match["q"]:
        return partial(year, read_number(match["q"]) or 0, 0, Precision.QUARTER)
    if match["d"]:
        return partial(
            year, read_number(match["m"]) or 0, read_number(match["d"]) or 0, Precision.DAY
        )
    if match["m"]:
        return partial(year, read_number(match["m"]) or 0, 0, Precision.MONTH)
    return partial(year)


def _of_signs(match: re.Match[str]) -> PartialDate | None:
    """2026-09-30前, 2026.9前."""
    precision = Precision.DAY if match["d"] else Precision.MONTH
    return partial(int(match["y"]), int(match["m"]), int(match["d"] or 0), precision)


def _year_before(text: str, at: int, span: Span, year: int | None) -> int | None:
    """The year last named in the item before a month without one, else that of the document."""
    named = list(_A_YEAR.finditer(text, span.start, at))
    return int(named[-1][1]) if named else year


def _ends_the_year(text: str, match: re.Match[str]) -> bool:
    """Whether 年底, 年内 says until when: the bare word may also tell of a time past."""
    if match["of"] or match["yearend"].endswith(("前", "内")):
        return True
    return _DONE.match(text, match.end()) is not None


def _yearless(text: str, match: re.Match[str], year: int | None) -> Limit | None:
    """年底前, 6月底前: of ``year``; without one the words stand and the date stays open."""
    at = Span(*match.span())
    if year is not None:
        year += _YEARS_ON.get(match["of"] or "", 0)
    if match["yearend"]:
        if not _ends_the_year(text, match):
            return None
        stated = partial(year) if year else None
    elif match["q"]:
        stated = partial(year or 2000, read_number(match["q"]) or 0, 0, Precision.QUARTER)
    elif match["half"]:
        stated = partial(year or 2000, 1 if match["half"] == "上" else 2, 0, Precision.HALF)
    elif match["d"]:
        stated = partial(year or 2000, int(match["m"]), int(match["d"]), Precision.DAY)
    else:
        stated = partial(year or 2000, int(match["m"]), 0, Precision.MONTH)
    if year is None:
        return open_limit(text, at, LimitKind.BY)
    return limit_at(text, at, stated) if stated else None
