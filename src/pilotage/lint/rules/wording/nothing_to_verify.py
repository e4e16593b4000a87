import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import NOTHING_TO_VERIFY
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns
from pilotage.plan import Plan, Task, TaskKind

_VAGUE: Patterns = {
    "zh": re.compile(
        "加强|强化|推进|推动|促进|深化|优化|完善|提升|提高|加快|加大|支持|鼓励|引导|探索|落实|做好"
    ),
    "en": re.compile(
        r"(?i)\b(?:strengthen|promot|support|encourag|enhanc|improv|facilitat|deepen|explor"
        r"|accelerat|optimi[sz]|foster|advanc)\w*"
    ),
}
_DELIVERABLE: Patterns = {
    "zh": re.compile(
        r"\d|方案|办法|规定|规则|意见|细则|标准|规范|目录|清单|指南|指引|规划|计划|名单|平台|系统|中心|基地|项目|工程|试点"
        r"|示范|数据库|网站|园区?|机制|制度|体系|联盟|基金|资金|奖|大赛|论坛|会议|培训|条例|政策|台账|预案|报告|档案|机构|网络"
        r"|库|站|馆|线|港|法|证|码|窗口|通道|协议|合同|取消|停止|禁止|不得|下放|设立|建立|建设|公布|公开|发布|确认|提供|研发|研制|攻关|引进|招商|培育|应用|生产|开展|实行|实施|推广|纳入"
    ),
    "en": re.compile(
        r"(?i)\d|\b(?:plan|rule|regulation|standard|list|guid\w*|platform|system|cent(?:re|er)|pilot"
        r"|project|database|website|mechanism|fund|training|policy|polic\w+|report|agenc\w+|office"
        r"|network|zone|port|route|publish\w*|establish\w*|launch\w*|build\w*|creat\w+|develop\w*"
        r"|issu\w+|implement\w*|conduct\w*|program\w*|tool\w*|data|law|legislation|review\w*"
        r"|require\w*|adopt\w*|convert\w*|install\w*|expand\w*)\b"
    ),
}


class NothingToVerify(Rule):
    """Only verbs such as "strengthen", and nothing that could be looked at.

    What it finds
        A task made of strengthen, promote, deepen, support and the like, with no figure, no limit,
        and no thing that will be there afterwards: no list, rule, platform, project, pilot, report.

    Why it matters
        There is nothing to show, so the report says that the work was strengthened. Reviewers of
        national action plans refuse such commitments as not specific enough to be assessed.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）提升口岸服务。进一步加强协调，不断优化服务，积极促进发展。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Better links. Strengthen and promote links with the east. (Responsible unit: Customs)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）提升口岸服务。优化服务，公布口岸收费目录。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The Independent Reporting Mechanism of the Open Government Partnership asks first whether a
        commitment can be verified.
    """

    code = "L501"
    name = "nothing-to-verify"
    status = "trial"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            if not (task.limit or task.targets) and self._empty(plan, task):
                yield NOTHING_TO_VERIFY.at(head_of(plan, task), task=task.id, heading=name_of(task))

    def _empty(self, plan: Plan, task: Task) -> bool:
        said = " ".join(measure.text for measure in task.measures)
        for duty in task.units:
            said = said.replace(duty.name, "")
        vague, thing = _VAGUE[plan.language], _DELIVERABLE[plan.language]
        return bool(vague.search(said)) and not thing.search(said)
