"""A Chinese list of units cut into its names (GRAMMAR §4)."""

import re

from pilotage.base import Span

_HEAD = (
    "委员会|党组|委|局|厅|办公室|办|部|署|院|会|社|中心|政府|公司|集团|海关|银行|分行|支行|学校|大学|高校|研究院|所|站|队|部门|单位"
    "|专班|组|企业|台|馆|园区|新区|开发区|示范区|保税区|高新区|经开区|功能区|试验区|园|港|街道|乡镇|法院|工会|团委|妇联|残联|科协|文联"
    "|工商联|侨联|社科联|军区|基金|交易所|联盟|机构|主体|组织|地区|区县|市州|省市|各地|各市|各区|各县|盟市|关|协会|商会|学会"
)
_UNIT = re.compile(rf"(?:{_HEAD}|[省市县区州旗])(?:[（(][^（）()]*[）)])?$")
_GROUP = (
    r"(?:(?:各|相关|有关)(?:省|设区市?|区|市|县|州|盟|旗|乡镇|自治区|直辖市|县级市|开发区|功能区|相关|有关|级|地|地市|[（(](?:市、?区|县、?区|区、?县|市、区)[）)])"
    r"(?:[、和及]?(?:自治区|直辖市|县级市|开发区|功能区|区|市|县|州|旗|[（(][市县区、]+[）)]))*"
    r"(?:人民政府|党委、政府|党委和政府|政府|管委会|地区|部门)?"
    r"|(?:有关|相关)(?:部门|单位)[、和及](?:部门|单位))"
)
_TOKEN = re.compile(
    r"[^、，,；;。/\s各相有（(以及和与会等]*"  # within a name, up to where it may end
    rf"(?:(?P<group>{_GROUP}(?=[、，,；;及和等。]|$))"
    r"|(?P<bracket>[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)])"
    r"|(?P<separator>[、，,；;。/]|\s{2,})"
    r"|(?P<joint>以及|及其|及|和|与|会同)"
    r"|(?P<rest>等)|.)",
    re.DOTALL,
)
_NO_UNIT = re.compile(
    r"(?:持续|长期|常态化|常年)[\u4e00-\u9fff]{0,6}$|(?:完成)?(?:时限|时间|期限)[：:]|20[0-9]{2}年|每(?:年|季度?|月)"
)
_WORD = re.compile(r"\S+")
_TRIMMED = " \t\n　由：:*＊★"
_TO_SEPARATOR = re.compile(r"[^、，,；;。]*")
_AFTER_REST = re.compile(r"^(?:部门|单位|机构|企业|地|市|有关方面)$")


_PLACE = re.compile(
    r"^(?!各|相关|有关).*(?:集聚区|示范区|示范园|园区|产业园|园|港|新区|基地|试验区|平台|主体|组织|机构)$"
)


def is_office(name: str) -> bool:
    """Whether ``name`` alone, without a label beside it, can only be an office or a group."""
    return is_unit(name) and not _PLACE.match(name)


def is_unit(name: str) -> bool:
    """Whether ``name`` ends like the name of a unit, or of a group of them."""
    return 2 <= len(name) <= 40 and bool(_UNIT.search(name))


def split_units(text: str, names: Span) -> list[Span]:
    """The spans of the single names in ``names``.

    和, 及 and 与 part names only between two that end like units (文化和旅游部 stays whole); a
    final 等 is dropped, and what follows it is a name of its own (国务院相关部门).
    """
    spans: list[Span] = []
    start = names.start
    for match in _TOKEN.finditer(text, names.start, names.end):
        kind = match.lastgroup
        if kind is None or kind in ("group", "bracket"):
            continue
        begin, end = match.span(kind)
        if kind == "separator" or (
            kind == "joint" and _parts(text, start, Span(begin, end), names.end)
        ):
            _keep(text, start, begin, spans)
            start = end
        elif kind == "rest" and _ends_list(text, start, Span(begin, end)):
            _keep(text, start, begin, spans)
            start = end
            after = _TO_SEPARATOR.match(text, start, names.end)
            if after and _AFTER_REST.match(after[0]):
                start = after.end()
    _keep(text, start, names.end, spans)
    return spans


def _parts(text: str, start: int, joint: Span, end: int) -> bool:
    if joint.quote(text) == "及其":
        return False
    left = text[start : joint.start].strip(_TRIMMED)
    right_match = _TO_SEPARATOR.match(text, joint.end, end)
    right = right_match[0].strip(_TRIMMED) if right_match else ""
    return (not left or is_unit(left) or left.endswith("等")) and is_unit(right) and len(left) != 1


def _ends_list(text: str, start: int, rest: Span) -> bool:
    left = text[start : rest.start].strip(_TRIMMED)
    after = text[rest.end : rest.end + 1]
    return (not left or len(left) >= 2) and not after.isdigit() and after not in ("级",)


def _keep(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    if end > start and not _NO_UNIT.match(text, start, end):
        if " " in text[start:end]:
            spans.extend(_at_blanks(text, Span(start, end)))
        else:
            spans.append(Span(start, end))


def _at_blanks(text: str, span: Span) -> list[Span]:
    """Units of a cell parted by a blank or by a line break that became one: only when each part
    alone is a unit."""
    parts = [Span(*match.span()) for match in _WORD.finditer(text, *span)]
    return parts if all(is_unit(part.quote(text)) for part in parts) else [span]
