"""What stands above the example programme."""

from pilotage.base import Language
from pilotage.trace import Link
from pilotage_server import clock
from pilotage_server.plans.actions import put_above, rule_link
from pilotage_server.plans.chain import chain_of, latest_link_rulings, uppers_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.walk import words_of
from pilotage_server.units.models import MembershipRow

from .prepare import read_in
from .sample import LinkRuling, link_rulings, papers


def take_in(row: PlanRow, language: Language, by: MembershipRow) -> None:
    """Upload the sample papers into the programme of ``row``, each at its level above it."""
    for paper in papers():
        with clock.standing_at(paper.at):
            name = f"{paper.file}.{language}.md"
            read = read_in(name, row.programme.code, by)
            put_above(row.programme, read, paper.level, by)


def rule_links(row: PlanRow, language: Language, by: MembershipRow) -> None:
    """Confirm and refuse the sample's links of the chain."""
    chain = chain_of(row, uppers_of(row))
    for ruling in link_rulings(language):
        link = next(one for one in chain.coverage.links if _is(one, ruling))
        answer = {"verdict": ruling.verdict, "plan": row.title}
        answer |= {"upper": words_of(link.upper), "lower": words_of(link.lower)}
        with clock.standing_at(ruling.at):
            last = latest_link_rulings(row).get(link.mark)
            rule_link(row, link.mark, answer, by, seen=last.pk if last else 0)


def _is(link: Link, ruling: LinkRuling) -> bool:
    return words_of(link.upper).startswith(ruling.upper) and words_of(link.lower).startswith(
        ruling.lower
    )
