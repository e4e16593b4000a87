"""Verdicts a second, on one core, beside the bare comparison that a verdict cannot do without.

usage: python -m benchmarks.rules [--matters N] [--runs N]

Matters of all kinds, made up by a fixed seed, are judged in the three channels; a verdict is one
channel's, with its rule, edition and facts. The reference loops over the same matters and asks the
calendar for the working days left: the ratio says what rules as data add. The sentences, which are
made only where they are shown, are counted by themselves. Budget (issue 5): 50,000 a second.
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from pilotage.ledger import Check, MatterState, Outlook, Step
from pilotage.rulepack import Channel, WorkCalendar, load_pack
from pilotage.supervision import Lights, lights

BUDGET = 50_000
TODAY = date(2021, 3, 17)
CALENDAR = WorkCalendar()
PACKS = {
    Channel.LIMIT: load_pack("days-left"),
    Channel.PROGRESS: load_pack("points-behind"),
    Channel.FORECAST: load_pack("judged-forecast"),
}


def matter(chance: random.Random) -> MatterState:
    """One matter somewhere in its course."""
    dispatched = TODAY - timedelta(days=chance.randrange(1, 300))
    limit = TODAY + timedelta(days=chance.randrange(-60, 300))
    verified = chance.choice([None, *range(0, 101, 5)])
    checked = TODAY - timedelta(days=20)
    return MatterState(
        step=chance.choice([Step.IN_PROGRESS] * 8 + [Step.SUSPENDED, Step.CLOSED]),
        limit=limit,
        original_limit=limit,
        dispatched_on=dispatched,
        claimed=verified,
        verified=verified,
        forecast=chance.choice([None, *Outlook]),
        forecast_on=TODAY - timedelta(days=9),
        checks=(Check(on=checked, verified=verified, limit=limit),) if verified else (),
        suspended_since=dispatched,
        closed_on=dispatched,
    )


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run: other people's work on the machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure by turns and print one line."""
    parser = argparse.ArgumentParser(description="Verdicts a second.")
    parser.add_argument("--matters", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    chance = random.Random(733)
    matters = [matter(chance) for _ in range(arguments.matters)]
    found: list[Lights] = []

    def judged() -> None:
        found[:] = [lights(one, TODAY, CALENDAR, PACKS) for one in matters]

    def said() -> None:
        for one in found:
            for verdict in one.each:
                verdict.sentence("zh")

    def compared() -> None:
        for one in matters:
            assert one.limit
            CALENDAR.working_days_between(TODAY, one.limit)

    judged()
    runs = [(seconds(judged), seconds(compared), seconds(said)) for _ in range(arguments.runs)]
    ours, reference, words = (median(column) for column in zip(*runs, strict=True))
    verdicts = 3 * len(matters)
    print(
        f"rules: {verdicts / ours:,.0f} verdicts/s (budget {BUDGET:,}), "
        f"{ours / reference:.1f} x counting the days alone, "
        f"{verdicts / words:,.0f} sentences/s, median of {arguments.runs} runs"
    )


if __name__ == "__main__":
    main()
