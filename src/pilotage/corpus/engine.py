"""The one door to Daft, which shares the parts out: among the cores here, or over a cluster.

The same worker runs in both; only where it runs differs. Every worker writes what it made, and
what comes back is a count, so that this process holds next to nothing.
"""

import json
import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from .parts import Part, unpacked
from .problems import ENGINE_FAILED, NO_DAFT, NO_RAY, UNKNOWN_ENGINE
from .store import Counts
from .worker import Worker

LOCAL = "local"
_SMALL = 4_000_000
"""Bytes that one process compiles while workers would still be starting."""
_QUIET = {
    "DAFT_PROGRESS_BAR": "0",
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "DO_NOT_TRACK": "true",
}
"""We draw our own bar, and nothing is reported to anyone."""


def check_engine(engine: str) -> None:
    """PilotageError unless ``engine`` is one we know and what it needs is installed."""
    if engine != LOCAL and not engine.startswith("ray://"):
        raise UNKNOWN_ENGINE.refusal(engine=engine)
    if find_spec("daft") is None:
        raise NO_DAFT.refusal()
    if engine != LOCAL and find_spec("ray") is None:
        raise NO_RAY.refusal()


def make_parts(
    parts: Sequence[Part],
    out: str,
    *,
    register: str | None = None,
    engine: str = LOCAL,
    workers: int | None = None,
) -> Iterator[Counts]:
    """Make ``parts`` in the corpus at ``out``; the counts of each as soon as it is whole.

    ``workers`` is the number of processes, by default one a core; a single one is this process,
    and so is a small lot by default, which is done before workers have started. For a cluster,
    ``out``, ``register`` and the files are paths that its machines see too. PilotageError when the
    engine stops; what it finished stands.
    """
    if engine == LOCAL and workers is None and sum(map(_size, parts)) < _SMALL:
        workers = 1
    if engine == LOCAL and workers == 1:
        made: Iterator[Counts] = map(Worker(out, register).make, parts)
    else:
        made = _shared_out(parts, (out, register), engine, workers)
    try:
        yield from made
    except (RuntimeError, OSError, ValueError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise ENGINE_FAILED.refusal(reason=said[-1][:300].rstrip(". ")) from error


def _size(part: Part) -> int:
    return sum(file.size for file in part.files)


def _shared_out(
    parts: Sequence[Part], settings: tuple[str, str | None], engine: str, workers: int | None
) -> Iterator[Counts]:
    daft = _daft()
    cores = _join(daft, engine)
    workers = workers or cores
    # Daft deals the parts out in turn, and a worker that is done waits for its turn: neighbours of
    # one size keep all of them busy.
    dealt = sorted(parts, key=_size, reverse=True)
    frame = daft.from_pydict({"part": [part.packed() for part in dealt]})
    if engine != LOCAL:
        frame = frame.into_partitions(4 * workers)
    made = _remote(daft, workers)(*settings).make(frame["part"])
    for row in frame.select(made.alias("counts")).iter_rows(results_buffer_size=16 * workers):
        yield Counts(*json.loads(row["counts"]))


def _daft() -> Any:
    os.environ.update(_QUIET)
    import daft

    return daft


def _join(daft: Any, engine: str) -> int:
    """Have Daft run here, or on the cluster named; how many cores there are."""
    if engine == LOCAL:
        daft.set_runner_native()
        return len(os.sched_getaffinity(0))
    import ray

    daft.set_runner_ray(address=engine)
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _remote(daft: Any, workers: int) -> Any:
    """The worker as Daft wants it: a class of which each process holds one."""

    class Remote:
        def __init__(self, out: str, register: str | None) -> None:
            self._worker = Worker(out, register)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def make(self, parts: Any) -> list[str]:
            return [json.dumps(self._worker.make(unpacked(p))) for p in parts.to_pylist()]

    return daft.cls(Remote, max_concurrency=workers, use_process=True)
