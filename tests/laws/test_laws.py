"""The laws over plans that Hypothesis makes up from the pieces real ones are made of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.compile import compile_document

from .laws import LAWS, Law

UNITS_EN = [
    "Municipal Bureau of Commerce",
    "Dalian Customs",
    "Municipal Development and Reform Commission",
    "Dalian District Administrative Committee of China (Liaoning) Pilot Free Trade Zone",
]
UNITS_ZH = [
    "市商务局",
    "大连海关",
    "市文化和旅游局",
    "中国（辽宁）自由贸易试验区大连片区管委会",
    "各区市县政府",
]
WORDS_EN = [
    "Build a trade centre",
    "Open two routes",
    "Publish the berth timetable",
    "Train 300 pilots each year",
]
WORDS_ZH = [
    "建设贸易中心",
    "开通两条航线",
    "推动港口合作",
    "培育龙头企业30家以上",
    "完善口岸通关机制",
]

english = st.builds(
    lambda n, head, body, units, limit: (
        f"  {n}. {head}. We will {body.lower()}{limit}. (Responsible units: {', '.join(units)})"
    ),
    st.integers(1, 30),
    st.sampled_from(WORDS_EN),
    st.sampled_from(WORDS_EN),
    st.lists(st.sampled_from(UNITS_EN), min_size=1, max_size=3),
    st.sampled_from(["", " by the end of 2027", " by June 2026"]),
)
chinese = st.builds(
    lambda n, head, body, limit, units, role: (
        f"{n}{head}。{limit}{body}。（{role}{'、'.join(units)}）"
    ),
    st.sampled_from(["（一）", "（二）", "1.", "2．", "①", ""]),
    st.sampled_from(WORDS_ZH),
    st.sampled_from(WORDS_ZH),
    st.sampled_from(["", "到2025年，", "2026年6月底前"]),
    st.lists(st.sampled_from(UNITS_ZH), min_size=1, max_size=3),
    st.sampled_from(["责任单位：", "牵头单位：", ""]),
)
frames = st.sampled_from(
    [
        "I. General Requirements",
        "III. Key Tasks",
        "IV. Safeguard Measures",
        "一、总体要求",
        "二、重点任务",
        "三、保障措施",
        "附件：1.清单",
        "2020年7月21日",
        "关于加快开放的实施方案",
        "",
    ]
)
noise = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
documents = st.lists(st.one_of(english, chinese, frames, noise), min_size=1, max_size=12).map(
    "\n\n".join
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(text=documents)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_law_holds_for_made_up_plans(law: Law, text: str) -> None:
    try:
        law(text, "made-up.txt")
    except PilotageError:
        assert not text.strip()


@given(
    data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a"])
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_a_plan_or_a_sentence(data: bytes, name: str) -> None:
    try:
        compile_document(data, name)
    except PilotageError as error:
        for language in ("en", "zh"):
            what, _ = error.told(language)
            assert what.endswith((".", "。"))
            assert "\n" not in what
