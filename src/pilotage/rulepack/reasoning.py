"""The way to a verdict, told: what was given, what followed, which rules fell away and why."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pilotage.base import Language

from .condition import Condition, Facts, Op
from .facts import FACTS, FactKind
from .model import Pack, PackKind
from .verdict import Verdict

_SIGNS: Mapping[Op, tuple[str, str]] = MappingProxyType(
    {
        Op.IS: ("is", "为"),
        Op.AT_LEAST: ("at least", "不少于"),
        Op.AT_MOST: ("at most", "不超过"),
        Op.MORE_THAN: ("more than", "多于"),
        Op.LESS_THAN: ("less than", "少于"),
        Op.KNOWN: ("known", "已知"),
    }
)
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "given": ("Given", "已知事实"),
        "derived": ("It follows", "推得"),
        "rules": ("Rules, from the top", "逐条判断"),
        "verdict": ("Verdict", "结论"),
        "source": ("Source", "依据"),
        "found": ("found {found}", "实为{found}"),
        "holds": ("holds", "成立"),
        "edition": (
            "{pack}, edition {edition}, in force from {day}",
            "{pack}，第{edition}版，自{day}起施行",
        ),
        "rule": ("rule {rule}", "规则{rule}"),
    }
)


def _say(word: str, language: Language, **facts: object) -> str:
    return _WORDS[word][language == "zh"].format(**facts)


def condition_told(one: Condition, language: Language) -> str:
    """A condition as a reader says it: "working days to the limit at most 10"."""
    fact = FACTS[one.fact]
    gap = "" if language == "zh" else " "
    if one.op is Op.KNOWN:
        unknown = ("not known", "未知") if not one.bound else _SIGNS[Op.KNOWN]
        return f"{fact.label(language)}{gap}{unknown[language == 'zh']}"
    if fact.kind is FactKind.FLAG:
        return fact.label(language) if True in one.bound else fact.labels["no"][language == "zh"]
    if one.op is Op.IS:
        said = ("或" if language == "zh" else " or ").join(
            fact.phrase(value, language) for value in one.bound
        )
    else:
        said = str(one.bound).replace("-", "\N{MINUS SIGN}")
    return f"{fact.label(language)}{gap}{_SIGNS[one.op][language == 'zh']}{gap}{said}"


def reasoning(verdict: Verdict, given: Facts, language: Language = "en") -> list[str]:
    """The lines of the whole way, ready to be printed."""
    pack, facts = verdict.pack, verdict.facts
    day = FACTS["today"].phrase(pack.in_force_from, language)
    title = pack.title.of(language)
    lines = [_say("edition", language, pack=title, edition=pack.edition, day=day)]
    lines += _facts("given", {name: given[name] for name in given}, language)
    lines += _facts("derived", {n: v for n, v in facts.items() if n not in given}, language)
    lines += ["", _say("rules", language), *_tried(pack, verdict, language)]
    gives = _given_word(verdict, language)
    rule = _say("rule", language, rule=verdict.rule)
    lines += ["", _pair(_say("verdict", language), gives, rule, language)]
    lines.append(f"  {verdict.sentence(language)}")
    if verdict.asks(language):
        lines.append(f"  “{verdict.asks(language)}”")
    colon = "：" if language == "zh" else ": "
    source = pack.sources[verdict.decided.source].of(language)
    return [*lines, f"  {_say('source', language)}{colon}{source}"]


def _pair(name: str, value: str, remark: str, language: Language) -> str:
    """ "name: value (remark)", punctuated as the language does."""
    if language == "zh":
        return f"{name}：{value}（{remark}）"
    return f"{name}: {value} ({remark})"


def _given_word(verdict: Verdict, language: Language) -> str:
    fact = {
        PackKind.LIGHT: "progress_light",
        PackKind.SLIP: "last_slip",
        PackKind.NOTICE: "last_notice",
    }.get(verdict.pack.kind)
    return FACTS[fact].phrase(verdict.gives, language) if fact else verdict.gives


def _facts(head: str, facts: Facts, language: Language) -> list[str]:
    known = {name: value for name, value in facts.items() if value is not None}
    if not known:
        return []
    said = [
        f"  {FACTS[name].label(language)} [{name}] {_value(name, value, language)}"
        for name, value in known.items()
    ]
    return ["", _say(head, language), *said]


def _value(name: str, value: object, language: Language) -> str:
    said = FACTS[name].phrase(value, language)
    return f"\N{MINUS SIGN}{said}" if isinstance(value, int) and value < 0 else said


def _tried(pack: Pack, verdict: Verdict, language: Language) -> Iterator[str]:
    for rule in pack.rules:
        if rule is verdict.decided:
            gap = "；" if language == "zh" else "; "
            told = gap.join(condition_told(one, language) for one in rule.when)
            colon = "：" if language == "zh" else ": "
            yield f"  ✓ {rule.id} {rule.name}{colon}{told or _say('holds', language)}"
            return
        failed = next(one for one in rule.when if not one.holds(verdict.facts))
        value = verdict.facts.get(failed.fact)
        found = _say("found", language, found=_value(failed.fact, value, language))
        told = _pair(rule.name, condition_told(failed, language), found, language)
        yield f"  ✗ {rule.id} {told}"
