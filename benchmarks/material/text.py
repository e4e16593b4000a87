"""Plans of any length, made from the example plans by recombination.

Items, sentences, units, limits and figures are drawn anew for every plan, so that no paragraph
comes back unchanged and caches have little to hold on to. The same seed gives the same text.
"""

import random
import re
from functools import lru_cache
from pathlib import Path

from pilotage.base import Language
from pilotage.language import chinese_number
from pilotage.unit import example_register

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_NUMBERS = ("I", "II", "III", "IV", "V", "VI")
_FIGURE = re.compile(r"(?<![\d〔\[])\d{1,3}(?![\d〕\]年月日])")


def plan_text(language: Language, size: int, seed: int = 0) -> str:
    """Plans one after another, at least ``size`` bytes of UTF-8."""
    draw = random.Random(f"{language} {seed}")
    plans: list[str] = []
    length = 0
    while length < size:
        plan = one_plan(language, draw)
        plans.append(plan)
        length += len(plan.encode())
    return "\n".join(plans)


def one_plan(language: Language, draw: random.Random) -> str:
    """One plan of the usual length: some 17 items under four to six headings."""
    lines = _front(language, draw)
    running = 0
    for section in range(1, draw.randint(4, 6) + 1):
        lines.append(_heading(language, section, draw))
        for _ in range(draw.randint(3, 5)):
            running += 1
            lines.append(_item(language, running, draw))
    return "\n".join(lines) + "\n"


def _front(language: Language, draw: random.Random) -> list[str]:
    year, month, day = draw.randint(2015, 2025), draw.randint(1, 12), draw.randint(1, 28)
    topic = draw.choice(_headings(language))
    if language == "zh":
        return [
            f"大连市{topic}实施方案",
            f"大政办发〔{year}〕{draw.randint(1, 99)}号",
            "各区、市、县人民政府，市政府各有关部门：",
            draw.choice(_sentences(language)),
            f"大连市人民政府办公室 {year}年{month}月{day}日",
        ]
    return [
        f"Implementation Plan for {topic}",
        f"Da Zheng Ban Fa [{year}] No. {draw.randint(1, 99)}",
        "To the people's governments of all districts and the departments concerned:",
        draw.choice(_sentences(language)),
    ]


def _heading(language: Language, section: int, draw: random.Random) -> str:
    words = draw.choice(_headings(language))
    if language == "zh":
        return f"{chinese_number(section)}、{words}"
    return f"{_NUMBERS[section - 1]}. {words}"


def _item(language: Language, running: int, draw: random.Random) -> str:
    heading = draw.choice(_headings(language))
    said = [_figures(s, draw) for s in draw.choices(_sentences(language), k=draw.randint(2, 6))]
    units = draw.sample(_units(language), draw.randint(2, 5))
    year = draw.randint(2021, 2027)
    if language == "zh":
        limit = draw.choice(
            ("", f"，{year}年底前完成", f"，{year}年{draw.randint(1, 12)}月底前完成")
        )
        note = f"（牵头单位：{units[0]}；配合单位：{'、'.join(units[1:])}{limit}）"
        return f"（{chinese_number(running)}）{heading}。{''.join(said)}{note}"
    limit = draw.choice(("", f" Complete this by the end of {year}."))
    note = f" Responsible units: {', '.join(units)}."
    return f"{running}. {heading}. {' '.join(said)}{limit}{note}"


def task_text(running: int, limit: str, draw: random.Random) -> str:
    """A Chinese item with that number and those words of a limit; all else is drawn."""
    said = [_figures(s, draw) for s in draw.choices(_sentences("zh"), k=draw.randint(2, 4))]
    lead, *others = draw.sample(_units("zh"), draw.randint(2, 5))
    note = f"（牵头单位：{lead}；配合单位：{'、'.join(others)}，{limit}）"
    heading = draw.choice(_headings("zh"))
    return f"（{chinese_number(running)}）{heading}。{''.join(said)}{note}"


def _figures(sentence: str, draw: random.Random) -> str:
    return _FIGURE.sub(lambda _: str(draw.randint(2, 99)), sentence)


@lru_cache
def _lines(language: Language) -> tuple[str, ...]:
    files = sorted(EXAMPLES.glob(f"*.{language}.md"))
    return tuple(line for file in files for line in file.read_text(encoding="utf-8").splitlines())


@lru_cache
def _headings(language: Language) -> tuple[str, ...]:
    """The examples' headings without their numbers."""
    number = r"^#{2,3} +(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[IVX]+\. |\d+\. )?"
    found = (re.sub(number, "", line) for line in _lines(language) if line.startswith("##"))
    return tuple(h for h in dict.fromkeys(found) if h)


@lru_cache
def _sentences(language: Language) -> tuple[str, ...]:
    """The examples' sentences; responsibility notes left out."""
    pattern = r"[^。\n]{12,}。" if language == "zh" else r"[A-Z][^.\n]{20,}\.(?= |$)"
    prose = [line for line in _lines(language) if line[:1] not in "#（(|"]
    found = (s.strip() for line in prose for s in re.findall(pattern, line))
    note = re.compile("责任单位|牵头单位|[Rr]esponsible")
    return tuple(s for s in dict.fromkeys(found) if not note.search(s))


@lru_cache
def _units(language: Language) -> tuple[str, ...]:
    return tuple(sorted({unit.full(language) for unit in example_register().units.values()}))
