"""The one door to Daft, which shares the parts out: among the cores here, or over a cluster.

The same worker runs in both; only where it runs differs. Every worker writes what it made, and
what comes back is a count, so that this process holds next to nothing.
"""

import json
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from .parts import Part, unpacked
from .problems import ENGINE_FAILED, NO_DAFT, NO_RAY, UNKNOWN_ENGINE
from .store import Counts
from .worker import Worker

LOCAL = "local"
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
    parts: Iterable[Part],
    out: str,
    *,
    register: str | None = None,
    engine: str = LOCAL,
    workers: int | None = None,
) -> Iterator[tuple[str, Counts]]:
    """Make ``parts`` in the corpus at ``out``; each part's id and counts as soon as it is whole.

    ``workers`` is the number of processes, by default one a core. For a cluster, ``out``,
    ``register`` and the files are paths that its machines see too. PilotageError when the engine
    stops; what it finished stands.
    """
    daft = _daft()
    try:
        workers = workers or _cores(daft, engine)
        frame = daft.from_pydict({"part": [part.packed() for part in parts]})
        if engine != LOCAL:
            frame = frame.into_partitions(4 * workers)
        made = _remote(daft, workers)(out, register).make(frame["part"])
        for row in frame.select(made.alias("done")).iter_rows(results_buffer_size=workers):
            part_id, counts = json.loads(row["done"])
            yield part_id, Counts(*counts)
    except (RuntimeError, OSError, ValueError, ConnectionError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise ENGINE_FAILED.refusal(reason=said[-1][:300]) from error


def _daft() -> Any:
    os.environ.update(_QUIET)
    import daft

    return daft


def _cores(daft: Any, engine: str) -> int:
    """How many workers there can be; joins the cluster when one is named."""
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
            return [_made(self._worker, packed) for packed in parts.to_pylist()]

    return daft.cls(Remote, max_concurrency=workers, use_process=True)


def _made(worker: Worker, packed: str) -> str:
    part = unpacked(packed)
    return json.dumps([part.id, worker.make(part)])
