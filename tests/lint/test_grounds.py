"""Every rule says in both languages why it matters and where it comes from."""

import re

import pytest

from pilotage.lint import RULES, Documentation, Rule, grounds_of

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_its_grounds_in_both_languages(rule: type[Rule]) -> None:
    english, chinese = grounds_of(rule.code), grounds_of(rule.code, "zh")
    assert english
    assert chinese
    assert english.why == " ".join(Documentation.of(rule).why.split())
    for text in (chinese.summary, chinese.why, chinese.source):
        assert HAN.search(text)
        assert text.endswith(("。", "？"))
    assert not HAN.search(english.why.replace("《意见》", "").replace("（三）", ""))


def test_what_is_no_rule_has_no_grounds() -> None:
    assert grounds_of("C999") is None
    assert grounds_of("C999", "zh") is None
