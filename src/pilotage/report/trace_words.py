"""The words of a trace in both languages."""

from pilotage.base import Language
from pilotage.trace import Relation, Trace

from .wording import counted, share

_RELATIONS: dict[Relation, tuple[str, str]] = {
    Relation.IMPLEMENTS: ("implements", "落实"),
    Relation.REPEATS: ("repeats", "重申"),
    Relation.NARROWS: ("narrows", "部分落实"),
    Relation.EXTENDS: ("extends", "延伸"),
    Relation.REPLACES: ("replaces", "取代"),
}
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Trace: what answers what", "对应关系：上级要求由哪些任务落实"),
    "candidate": ("candidate", "待确认"),
    "uncovered": ("Upper items with no task below", "没有任务落实的上级事项"),
    "unmandated": ("Lower items with no mandate above", "没有上级依据的任务"),
    "unowned": ("Safeguards without owners", "没有责任单位的保障措施"),
    "uncompared": (
        "Not compared: the other side is in another language",
        "对方文件语言不同、未作比较的事项",
    ),
    "coverage": ("Coverage", "覆盖情况"),
    "links": ("Links", "对应关系"),
    "requirement": ("Requirement", "上级事项"),
    "lower": ("Lower item", "下级事项"),
    "none": ("none", "无"),
    "full": ("implements, repeats, extends or replaces", "落实、重申、延伸或取代"),
    "part": ("in part", "部分落实"),
    "ring": ("candidate, does not count", "待确认，不计入"),
    "both_documents": ("Upper: {upper}. Lower: {lower}.", "上级文件：{upper}。下级文件：{lower}。"),
}


def said(key: str, lang: Language) -> str:
    """One of the fixed words."""
    english, chinese = _WORDS[key]
    return chinese if lang == "zh" else english


def relation(one: Relation, lang: Language) -> str:
    """The word for a relation."""
    english, chinese = _RELATIONS[one]
    return chinese if lang == "zh" else english


def count(trace: Trace, lang: Language) -> str:
    """How much is linked, in one sentence; items that were not compared are not counted."""
    links = len(trace.asserted)
    above = len({id(link.upper) for link in trace.asserted})
    below = len({id(link.lower) for link in trace.asserted})
    uppers, lowers = above + len(trace.uncovered), below + len(trace.unmandated)
    if lang == "zh":
        return (
            f"共{links}条对应关系；上级事项{uppers}项，已有任务落实{above}项"
            f"（{share(above, uppers, lang)}）；下级事项{lowers}项，有上级依据{below}项"
            f"（{share(below, lowers, lang)}）。"
        )
    return (
        f"{counted(links, 'link', 'links')}; {above} of "
        f"{counted(uppers, 'upper item', 'upper items')}"
        f" answered ({share(above, uppers, lang)}); {below} of "
        f"{counted(lowers, 'lower item', 'lower items')} with a mandate"
        f" ({share(below, lowers, lang)})."
    )
