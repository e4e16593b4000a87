import re
from collections import Counter
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.problems import UNDEFINED_ACRONYM
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_ACRONYM = re.compile(r"(?<![\w.&/-])[A-Z]{3,6}s?(?![\w&/-])")
_KNOWN = re.compile(
    "USA|GDP|UNESCO|NATO|ASEAN|RCEP|WTO|OECD|CEO|PDF|HTML|XML|API|GPS|LED|USB|ISO|TEU|COVID|FAQ"
    "|NGO|URL|JSON|CSV|AND"
)


class UndefinedAcronym(Rule):
    """A short form in capitals is used and never written out.

    What it finds
        In a document in English: three to six capitals, used at least twice and nowhere put beside
        the full words in brackets. Words known everywhere, and lines all in capitals, pass.

    Why it matters
        The unit that is new to the matter does not know whom to call.

    Fails
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open routes. Ask the PCB for berths by 2027. (Responsible unit: Port Office)
        2. Train pilots. Train ten pilots of the PCB by 2027. (Responsible unit: Port Office)
        ```

    Passes
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open routes. Ask the Port Coordination Board (PCB). (Responsible unit: Port Office)
        2. Train pilots. Train ten pilots of the PCB by 2027. (Responsible unit: Port Office)
        ```

    Source
        Plain-language guidelines: a short form is explained at its first use.
    """

    code = "L706"
    name = "undefined-acronym"
    status = "trial"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        if plan.language != "en":
            return
        counts: Counter[str] = Counter()
        spans: dict[str, re.Match[str]] = {}
        for task in plan.tasks:
            for found in _ACRONYM.finditer(plan.text, *task.span):
                counts[found[0].rstrip("s")] += 1
                spans.setdefault(found[0].rstrip("s"), found)
        for name, count in counts.items():
            if count < 2 or _KNOWN.fullmatch(name) or _explained(plan.text, name):
                continue
            task_found = task_at(plan, spans[name].start())
            yield UNDEFINED_ACRONYM.at(
                Span(*spans[name].span()), task=task_found.id if task_found else None, words=name
            )


def _explained(text: str, name: str) -> bool:
    return bool(re.search(rf"[(“\"]{name}s?[)”\",]|\b{name}s? \([A-Z]", text))
