import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import HIDDEN_DUTY
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches
from pilotage.plan import Plan, TaskKind

_DUTY: Patterns = {
    "zh": re.compile(
        r"(?:成立|组建|建立|设立|开辟|开通|制定|出台|编制)[^，。；、：\n]{0,24}?"
        r"(?:专班|领导小组|工作组|联席会议|指挥部|绿色通道|工作台账|实施细则"
        r"|实施方案|管理办法|专家库|专家委员会|智库)"
    ),
    "en": re.compile(
        r"(?i)\b(?:set(?:ting)? up|establish(?:ing)?|form(?:ing)?|creat(?:e|ing)"
        r"|open(?= an? | the )|implement(?:ation of|ing)?|build"
        r"|draw(?:ing)? up|formulat(?:e|ing))\b[^.;,\n]{0,60}?"
        r"\b(?:special (?:work )?(?:team|class)(?:es|s)?"
        r"|task force|leading group|working group|joint (?:meeting|conference)|green channel"
        r"|special funds?|ledger|expert (?:pool|committee)|think tank)\b"
    ),
}

_ADDRESSED: Patterns = {
    "zh": re.compile("引导|鼓励|支持|会同|负责|牵头|由|办公室|探索|依据|按照"),
    "en": re.compile(r"(?i)\b(?:encourag|support|guid)\w*|\boffice\b|\bunits?\b|\bbureau\b"),
}
"""Before the order in the same sentence: it is left to others, or somebody is named after all."""


class HiddenDuty(Rule):
    """A safeguard orders something definite and nobody is named to do it.

    What it finds
        In a safeguard without a unit: a special team or leading group to be set up, a green channel
        to be opened, a ledger, detailed rules to be drawn up. Each is told. What others are only
        encouraged to do, and what an office in the same sentence does, is let pass.

    Why it matters
        Safeguards are read as closing words, so that what they order is lost: the green channel is
        promised to investors and no office opens it.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        二、保障措施
        （一）加强组织领导。成立口岸建设工作专班，开辟重大项目绿色通道。
        （二）加强宣传引导。营造良好氛围。
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        二、保障措施
        （一）加强组织领导。成立口岸建设工作专班。（责任单位：市商务局）
        （二）加强宣传引导。营造良好氛围。
        ```

    Source
        The founding plan (Dalian, 2020): its safeguards promise special teams and a green channel
        for projects, and name no unit.
    """

    code = "L207"
    name = "hidden-duty"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.SAFEGUARD):
            if task.units:
                continue
            for found in matches(plan, task, _DUTY):
                if _ADDRESSED[plan.language].search(_clause(plan, found.start())):
                    continue
                yield HIDDEN_DUTY.at(
                    Span(*found.span()),
                    task=task.id,
                    heading=name_of(task),
                    words=" ".join(found[0].split()),
                )


def _clause(plan: Plan, position: int) -> str:
    """The words of the sentence before that place."""
    before = plan.text[max(0, position - 80) : position]
    return re.split(r"[。；\n]|\. ", before)[-1]
