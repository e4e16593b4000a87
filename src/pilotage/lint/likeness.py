"""How alike sentences are: the share of short runs of letters that two of them have in common."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pilotage.base import wording

_COMMON = 8
"""A run in more sentences than this says nothing of any two of them."""
_LEAST_SHARED = 3
"""Two sentences that share fewer rare runs are not compared."""


class Likeness:
    """Sentences indexed by their runs, so that only those that share some are compared."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._runs = [_runs(text) for text in texts]

    def pairs(self, least: float) -> Iterator[tuple[int, int]]:
        """Places of two texts at least so alike (0 to 1, shared runs over all), earlier first."""
        counts = Counter(run for runs in self._runs for run in runs)
        telling = {run for run, count in counts.items() if 1 < count <= _COMMON}
        index: dict[str, list[int]] = defaultdict(list)
        for at, runs in enumerate(self._runs):
            known = runs & telling
            shared = Counter(i for run in known for i in index[run])
            for before, count in sorted(shared.items()):
                if count >= _LEAST_SHARED and self._alike(before, at) >= least:
                    yield before, at
            for run in known:
                index[run].append(at)

    def _alike(self, one: int, other: int) -> float:
        a, b = self._runs[one], self._runs[other]
        return len(a & b) / len(a | b) if a and b else 0.0


def _runs(text: str) -> set[str]:
    """Every three letters that follow one another."""
    letters = wording(text)
    return {"".join(run) for run in zip(letters, letters[1:], letters[2:], strict=False)}
