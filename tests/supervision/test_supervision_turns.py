"""What stood green and turned red: spells, closings, and how they are counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pilotage.ledger import Act
from pilotage.rulepack import Light
from pilotage.supervision import Noted, Spell, TurnKind, WeekEnd, closings, green_spells, tallies

FIRST = date(2021, 1, 3)
LETTERS = {
    "g": Light.GREEN,
    "y": Light.YELLOW,
    "r": Light.RED,
    "s": Light.SUSPENDED,
    "c": Light.CLOSED,
    "e": Light.ENDED,
    "n": Light.NONE,
}


def weeks(letters: str) -> list[WeekEnd]:
    return [
        WeekEnd(
            on=FIRST + timedelta(weeks=place), light=LETTERS[one], lead="port", checker=str(place)
        )
        for place, one in enumerate(letters)
    ]


def told(letters: str) -> list[tuple[int, str]]:
    """Of each spell its last green week and what became of it."""
    return [
        ((one.until - FIRST).days // 7, one.turn.value if one.turn else "held")
        for one in green_spells(1, weeks(letters))
    ]


def test_green_that_goes_red_with_no_yellow_week_between() -> None:
    assert told("ngggr") == [(3, "straight")]
    assert told("gsr") == [(0, "straight")], "a suspension is no warning"


def test_green_that_went_yellow_first_was_a_warning() -> None:
    assert told("ggyr") == [(1, "warned")]
    assert told("gyyrrr") == [(0, "warned")]


def test_green_that_held() -> None:
    assert told("ggg") == [(2, "held")]
    assert told("ggc") == [(1, "held")]
    assert told("gge") == [(1, "held")]
    assert told("gy") == [(0, "held")], "yellow is no red yet"
    assert told("nnyrrc") == [], "it was never green"


def test_each_spell_counts_once() -> None:
    assert told("ggrrgr") == [(1, "straight"), (4, "straight")]
    assert told("gyggr") == [(0, "held"), (3, "straight")]
    assert told("ggsgg") == [(4, "held")], "a suspension does not end a spell"
    assert told("gcr") == [(0, "held")], "what is red after a closing is another story"


def test_the_checker_is_who_had_checked_when_it_was_last_green() -> None:
    assert [one.checker for one in green_spells(1, weeks("ggr"))] == ["1"]


@given(st.text(alphabet="".join(LETTERS), max_size=40))
def test_no_spell_turns_without_a_red_week_and_every_green_week_is_in_one(letters: str) -> None:
    found = green_spells(1, weeks(letters))
    red = {one.on for one in weeks(letters) if one.light is Light.RED}
    green = [one.on for one in weeks(letters) if one.light is Light.GREEN]
    for one in found:
        assert one.until in green
        assert (one.turned_on in red) == (one.turn is not None)
        assert one.turned_on is None or one.turned_on > one.until
    assert bool(found) == bool(green)
    assert len({one.until for one in found}) == len(found)


def noted(act: Act, day: int, by: str = "office") -> Noted:
    return Noted(act=act, on=date(2021, 3, day), by=by, lead="port")


def test_what_was_closed_and_taken_up_again_is_with_who_checked_it() -> None:
    steps = [
        noted(Act.VERIFY, 1, "desk"),
        noted(Act.CLOSE, 2, "chief"),
        noted(Act.REOPEN, 9),
        noted(Act.CLOSE, 20, "chief"),
    ]
    found = closings(1, steps, date(2021, 3, 1), date(2021, 3, 31))
    assert [(one.checker, one.turn, one.turned_on) for one in found] == [
        ("desk", TurnKind.REOPENED, date(2021, 3, 9)),
        ("desk", None, None),
    ]
    before = closings(1, steps, date(2021, 3, 1), date(2021, 3, 8))
    assert [one.turn for one in before] == [None], "as of that day it still held"
    assert closings(1, steps, date(2021, 3, 3), date(2021, 3, 31)) == found[1:]


def test_they_are_counted_by_unit_the_worst_first() -> None:
    def one(lead: str, turn: TurnKind | None, closed: bool = False) -> Spell:
        return Spell(key=1, until=FIRST, lead=lead, checker="", turn=turn, closed=closed)

    found = tallies(
        [
            one("port", None),
            one("port", TurnKind.WARNED),
            one("port", None),
            one("customs", TurnKind.STRAIGHT),
            one("customs", TurnKind.REOPENED, closed=True),
            one("fair", None, closed=True),
        ],
        of=lambda spell: spell.lead,
    )
    assert [(t.of, t.green, t.red, t.straight, t.share) for t in found] == [
        ("customs", 1, 1, 1, 100),
        ("port", 3, 1, 0, 33),
        ("fair", 0, 0, 0, None),
    ]
    assert [(t.closed, t.reopened) for t in found] == [(1, 1), (0, 0), (1, 0)]
