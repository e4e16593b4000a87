"""A matter that people act on, for the tests that tell what happens act by act."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from pilotage.ledger import (
    Act,
    Capacity,
    Entry,
    MatterState,
    Refusal,
    capacities_of,
    check,
    fold,
)

Person = tuple[str, str | None]
"""An account, and its unit."""


class Matter:
    """A matter whose entries are made only through ``check``, one a day from ``start`` on."""

    def __init__(self, start: datetime, *, office: Collection[Person], leader: Person) -> None:
        self.entries: list[Entry] = []
        self.now = start
        self.office, self.leader = office, leader

    def state(self) -> MatterState:
        return fold(self.entries)

    def rights(self, who: Person) -> frozenset[Capacity]:
        office, leader = who in self.office, who == self.leader
        return capacities_of(self.state(), who[1], office=office, leader=leader)

    def refusal(self, who: Person, act: Act, payload: Mapping[str, object]) -> Refusal | None:
        rights = self.rights(who)
        return check(self.state(), act, rights, payload, by=who[0], unit=who[1])

    def code(self, who: Person, act: Act, **payload: object) -> str | None:
        found = self.refusal(who, act, payload)
        return found.code if found else None

    def on(self, year: int, month: int, day: int) -> "Matter":
        """Go on at nine o'clock, universal time, of that day."""
        self.now = datetime(year, month, day, 9, tzinfo=UTC)
        return self

    def do(self, who: Person, act: Act, **payload: object) -> "Matter":
        found = self.refusal(who, act, payload)
        assert found is None, found.message()
        self.entries.append(
            Entry(
                sequence=len(self.entries) + 1,
                act=act,
                at=self.now,
                by=who[0],
                unit=who[1],
                payload=payload,
            )
        )
        self.now += timedelta(days=1)
        return self
