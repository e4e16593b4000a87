from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.rule import Rule
from pilotage.plan import Plan


class UnreadText(Rule):
    """A stretch of the document was not understood.

    What it finds
        Text that compiling could place neither as a heading, nor as part of a task, nor as
        something set aside for a named reason.

    Why it matters
        A promise in text nobody read is a promise nobody keeps. Nothing is dropped in silence.

    Fails
        ```
        关于口岸工作的几点想法
        港口要发展，航线要加密。有关单位请抓紧研究，年底前拿出办法。
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The first invariant of the design: every character ends in a heading, a task, a set-aside
        or this problem.
    """

    code = "C104"
    name = "unread-text"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        return (problem for problem in plan.problems if problem.code == self.code)
