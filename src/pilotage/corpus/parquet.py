"""The one door to Parquet."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .from_plan import Row
from .problems import NO_DAFT
from .tables import Table


def write_table(table: Table, rows: Sequence[Row], path: Path) -> None:
    """``rows`` of ``table`` as one Parquet file; OSError when it cannot be written."""
    import pyarrow.parquet as pq

    pq.write_table(_arrow(table, rows), path, compression="zstd")


def read_columns(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a Parquet file, only these columns of them."""
    import pyarrow.parquet as pq

    found = pq.read_table(path, columns=list(columns)).to_pydict()
    return zip(*(found[name] for name in columns), strict=True)


def check_parquet() -> None:
    """PilotageError unless Parquet can be read and written here."""
    if find_spec("pyarrow") is None:
        raise NO_DAFT.refusal()


def _arrow(table: Table, rows: Sequence[Row]) -> Any:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "date": pa.date32(),
    }
    schema = pa.schema([(c.name, types[c.type]) for c in table.columns])
    by_column = zip(*rows, strict=True) if rows else ([] for _ in table.columns)
    arrays = [pa.array(values, field.type) for values, field in zip(by_column, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
