"""How the difference of two editions is said: labels, reasons and changes, in both languages."""

from collections.abc import Iterator, Mapping
from datetime import date

from pilotage.base import Language
from pilotage.plan import (
    Aspect,
    Change,
    Difference,
    Ground,
    Link,
    Relation,
    Succession,
    Task,
    Value,
)

from .wording import counted, day, share, word

_LABELS: dict[str, tuple[str, str]] = {
    "added": ("added", "新增"),
    "removed": ("removed", "删去"),
    "split": ("split", "拆分"),
    "merged": ("merged", "合并"),
    "moved": ("moved", "移动"),
    "changed": ("changed", "修改"),
    "renumbered": ("renumbered", "仅改序号"),
    "unchanged": ("unchanged", "未变"),
}
_ASPECTS: dict[Aspect, tuple[str, str]] = {
    Aspect.TITLE: ("title", "标题"),
    Aspect.DOCUMENT_NUMBER: ("number", "文号"),
    Aspect.ISSUER: ("issuer", "发文机关"),
    Aspect.ISSUED: ("issued", "印发日期"),
    Aspect.NUMBER: ("number", "序号"),
    Aspect.SECTION: ("section", "章节"),
    Aspect.ORDER: ("order", "次序"),
    Aspect.KIND: ("kind", "类别"),
    Aspect.HEADING: ("heading", "标题"),
    Aspect.UNIT: ("unit", "单位"),
    Aspect.UNIT_NAME: ("name", "单位名称"),
    Aspect.ROLE: ("role", "分工"),
    Aspect.LIMIT: ("limit", "时限"),
    Aspect.TARGET: ("target", "目标"),
    Aspect.WORDS: ("words", "文字"),
}
_KINDS = {"task": ("task", "任务"), "safeguard": ("safeguard", "保障措施")}
_COUNTED = (Aspect.UNIT, Aspect.ROLE, Aspect.LIMIT, Aspect.TARGET, Aspect.WORDS)


def _in(pair: tuple[str, str], lang: Language) -> str:
    return pair[lang == "zh"]


def course(one: Succession) -> str:
    """What became of the task, in one word: a key of the labels."""
    if one.relation is not Relation.MATCHED:
        return one.relation.value
    if one.unchanged:
        return "unchanged"
    if one.renumbered:
        return "renumbered"
    return "moved" if one.moved else "changed"


def label(key: str, lang: Language) -> str:
    """The word for what became of a task."""
    return _in(_LABELS[key], lang)


def labels() -> Iterator[str]:
    """The keys of the labels, in the order in which they are counted."""
    return iter(_LABELS)


def aspect_word(aspect: Aspect, lang: Language) -> str:
    """The word for what differs."""
    return _in(_ASPECTS[aspect], lang)


def side(value: Value | None, aspect: Aspect, lang: Language) -> str:
    """One side of a change as it is read; empty when there is none."""
    if value is None:
        return ""
    if aspect is Aspect.KIND:
        return _in(_KINDS[value.text], lang)
    if aspect is Aspect.ISSUED:
        return day(date.fromisoformat(value.text), lang)
    if value.role:
        mark = "（{}）" if lang == "zh" else " ({})"
        role = word(value.role.value, lang)
        return value.text + mark.format(role if lang == "zh" else role.lower())
    return " ".join(value.text.split())


def change_words(change: Change, lang: Language) -> str:
    """What went and what came: “+ Customs”, “− Customs”, “June → July”."""
    old, new = (side(value, change.aspect, lang) for value in (change.old, change.new))
    if old and new:
        return f"{old} → {new}"
    return f"+ {new}" if new else f"− {old}"


def named(task: Task) -> str:
    """A task by its number and heading."""
    number = task.number or ""
    return f"{number}{' ' if number.isascii() else ''}{task.heading}".strip()


def reason(one: Succession, found: Difference, lang: Language) -> str:
    """Why the tasks were taken for one, or for none, in sentences."""
    names = {task.id: named(task) for task in (*found.old.tasks, *found.new.tasks)}
    if one.links:
        return ("" if lang == "zh" else " ").join(_link(x, one, names, lang) for x in one.links)
    if one.relation is Relation.ADDED:
        alone = _in(("Nothing like it in the earlier edition", "前一版中没有相近的任务"), lang)
    else:
        alone = _in(("Nothing like it in the later edition", "后一版中没有相近的任务"), lang)
    if one.nearest is None or not one.nearest.strength:
        return alone + ("。" if lang == "zh" else ".")
    other = names[one.nearest.old if one.relation is Relation.ADDED else one.nearest.new]
    alike = percent(one.nearest.strength, lang)
    if lang == "zh":
        return f"{alone}；最接近的是“{other}”，相似度{alike}。"
    return f"{alone}; the nearest, “{other}”, is {alike} alike."


def _link(link: Link, one: Succession, names: Mapping[str, str], lang: Language) -> str:
    if link.ground is Ground.SAME:
        return _in(("The words are the same.", "文字相同。"), lang)
    if link.ground is Ground.ALIKE:
        whole, heading, body = (percent(x, lang) for x in (link.strength, link.heading, link.body))
        if lang == "zh":
            return f"相似度{whole}（标题{heading}，正文{body}）。"
        return f"{whole} alike (headings {heading}, bodies {body})."
    merged = one.relation is Relation.MERGED
    part, rest = (link.old, link.new) if merged else (link.new, link.old)
    if lang == "zh":
        return f"“{names[part]}”的{link.sentences}句中有{link.covered}句见于“{names[rest]}”。"
    return (
        f"{link.covered} of {counted(link.sentences, 'sentence', 'sentences')} of "
        f"“{names[part]}” stand in “{names[rest]}”."
    )


def percent(part: float, lang: Language) -> str:
    """A share as a whole per cent."""
    return share(round(part * 100), 100, lang).replace(".0", "")


def tally(found: Difference) -> dict[str, int]:
    """How many successions there are of each label, in the order of the labels."""
    courses = [course(one) for one in found.successions]
    return {key: courses.count(key) for key in _LABELS}


def summary(found: Difference, lang: Language) -> str:
    """The whole difference in one or two sentences."""
    if found.empty:
        return _in(("No difference.", "没有差异。"), lang)
    courses = [(key, n) for key, n in tally(found).items() if n]
    aspects = [
        (aspect, n)
        for aspect in _COUNTED
        if (n := sum(aspect in one.aspects for one in found.successions))
    ]
    if lang == "zh":
        first = "，".join(f"{label(key, lang)}{n}项" for key, n in courses)
        second = "，".join(f"{aspect_word(a, lang)}{n}项" for a, n in aspects)
        return (f"任务：{first}。" if first else "") + (
            f"其中改动涉及：{second}。" if second else ""
        )
    first = ", ".join(f"{n} {label(key, lang)}" for key, n in courses)
    second = ", ".join(f"{aspect_word(a, lang)} in {n}" for a, n in aspects)
    return (f"Tasks: {first}. " if first else "") + (f"Changed: {second}." if second else "")
