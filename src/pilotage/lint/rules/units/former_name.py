import re
from collections.abc import Iterator
from datetime import date

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import FORMER_NAME
from pilotage.lint.rule import Rule
from pilotage.plan import Basis, Plan

_LOCAL_2019 = date(2019, 4, 1)
_NATIONAL_2018 = date(2018, 4, 20)
_GONE: tuple[tuple[str, date, str], ...] = (
    (r"银保监会|银行保险监督管理委员会", date(2023, 5, 18), "国家金融监督管理总局"),
    (r"银保监(?:分)?局|银保监办", date(2023, 7, 20), "国家金融监督管理总局的派出机构"),
    (r"(?<!保)银监会|(?<!银)保监会", date(2018, 4, 8), "国家金融监督管理总局"),
    (r"(?<!银)保监局|(?<!保)银监(?:分)?局", date(2018, 12, 17), "国家金融监督管理总局的派出机构"),
    (r"乡村振兴局$|扶贫(?:开发)?(?:领导小组)?办(?:公室)?$", date(2024, 1, 1), "农业农村部门"),
    (r"环境保护部|^环保部", _NATIONAL_2018, "生态环境部"),
    (r"环境保护[厅局]|环保[厅局]", _LOCAL_2019, "生态环境厅（局）"),
    (r"国土资源部", _NATIONAL_2018, "自然资源部"),
    (r"国土资源[厅局]|国土房产局", _LOCAL_2019, "自然资源厅（局）"),
    (r"工商总局|质检总局|食品药品监管总局", _NATIONAL_2018, "市场监管总局"),
    (
        r"工商(?:行政管理)?局|质监局|质量技术监督局|食品药品监(?:督管理|管)局",
        _LOCAL_2019,
        "市场监管局",
    ),
    (r"^文化部$|^国家旅游局$|^旅游局$", _NATIONAL_2018, "文化和旅游部"),
    (r"卫生计生委|卫计委|卫生和计划生育委员会", _LOCAL_2019, "卫生健康委"),
    (r"安全监管总局|安监总局", _NATIONAL_2018, "应急管理部"),
    (r"安全监管局|安监局|安全生产监督管理局", _LOCAL_2019, "应急管理局"),
    (r"^农业部$", _NATIONAL_2018, "农业农村部"),
    (r"[省市区县](?:国税局|地税局|国家税务局|地方税务局)", date(2018, 7, 20), "税务局"),
    (r"出入境检验检疫局", _NATIONAL_2018, "海关"),
    (r"法制办(?:公室)?$", _LOCAL_2019, "司法行政部门"),
    (r"新闻出版广电(?:总)?局", _LOCAL_2019, "广播电视部门或新闻出版部门"),
)
"""What a name ended in, the day from which no plan should still say it, and who follows."""
_NAMES = tuple((re.compile(name), gone, heir) for name, gone, heir in _GONE)


class FormerName(Rule):
    """A unit is named as it was called before a reform.

    What it finds
        A unit under a name that was no longer in use when the plan was issued: 银保监局 after July
        2023, 环保局 or 卫计委 after the local reforms that ended in March 2019. A plan without a
        date of issue, and one issued while the name was in use, are let pass. Each name is told
        once.

    Why it matters
        Two offices may claim to follow the old one, or none. The task is sent to an address that
        no longer opens letters.

    Fails
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2024年3月1日
        一、重点任务
        （一）建设智慧口岸。2024年12月底前完成。（牵头单位：市环保局）
        （二）优化航线布局。2024年12月底前完成。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2017年3月1日
        一、重点任务
        （一）建设智慧口岸。2017年12月底前完成。（牵头单位：市环保局）
        （二）优化航线布局。2017年12月底前完成。（牵头单位：市交通运输局）
        ```

    Source
        The State Council's reforms of March 2018 and March 2023, with the days on which the new
        offices opened; local reforms of 2018 were to be done by March 2019.
    """

    code = "L206"
    name = "former-name"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        told: set[str] = set()
        for task in plan.tasks:
            for duty in task.units:
                if duty.span is None or duty.basis is Basis.RULED or duty.name in told:
                    continue
                told.add(duty.name)
                if heir := _heir(plan.issued, duty.name):
                    yield FORMER_NAME.at(
                        Span(*duty.span),
                        task=task.id,
                        heading=name_of(task),
                        unit=duty.name,
                        heir=heir,
                    )


def _heir(issued: date | None, name: str) -> str | None:
    """Who follows the unit so called, when it was gone on the day of issue."""
    if issued is None:
        return None
    return next((heir for old, gone, heir in _NAMES if issued >= gone and old.search(name)), None)
