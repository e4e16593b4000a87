"""A register kept as a workbook: one row a unit, columns told by their heads in either language."""

import re
from collections.abc import Iterator, Mapping

from pilotage.base import Span, fingerprint, fold_width
from pilotage.document import BlockKind, Document, read_document

from .problems import NO_COLUMN

HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "编号", "代码", "单位编号", "单位代码"),
    "zh": ("zh", "chinese", "中文", "中文名称", "单位名称", "名称", "全称", "中文全称"),
    "en": ("en", "english", "name", "英文", "英文名称", "英文全称"),
    "short_zh": ("short_zh", "简称", "中文简称"),
    "short_en": ("short_en", "short", "英文简称"),
    "kind": ("kind", "类别", "类型"),
    "level": ("level", "层级", "级别"),
    "parent": ("parent", "上级", "上级单位", "上级编号"),
    "names": ("names", "aliases", "other names", "别名", "其他名称", "其他写法", "曾用名"),
    "collective": ("collective", "集合", "统称"),
}
"""A field of a unit and what its column may be called."""
_FIELDS = {head: field for field, heads in HEADS.items() for head in heads}
_BETWEEN = re.compile(r"[;；、|]")
_NO = ("", "0", "no", "false", "否")


def from_xlsx(data: bytes, name: str) -> dict[str, object]:
    """What a register in YAML would hold, from the workbook ``name``.

    Other names stand in one cell, parted by ``;`` or ``、``. A unit without an id gets one made of
    its name, so that it stays while the name does. PilotageError when the file is no workbook, or
    has no column of names.
    """
    document, _ = read_document(data, name)
    rows = _rows(document)
    columns = _columns(next(rows, []))
    if not {"zh", "en"} & set(columns):
        raise NO_COLUMN.refusal(register=name)
    units = [entry for row in rows if (entry := _entry(columns, row))]
    return {"register": name.rpartition(".")[0], "units": units}


def _rows(document: Document) -> Iterator[list[str]]:
    """The cells of the first sheet, row by row."""
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    return ([_words(document, cell) for cell in row.cells] for row in rows if row.table == 1)


def _words(document: Document, cell: Span) -> str:
    return cell.quote(document.text).strip()


def _columns(heads: list[str]) -> list[str]:
    """The field of each column; empty for a column that is none of ours."""
    return [_FIELDS.get(fold_width(head).strip().lower().replace("-", "_"), "") for head in heads]


def _entry(columns: list[str], row: list[str]) -> dict[str, object]:
    """One unit; empty for a row without a name."""
    said = {field: words for field, words in zip(columns, row, strict=False) if field and words}
    named = said.get("zh") or said.get("en")
    if not named:
        return {}
    entry: dict[str, object] = dict(said)
    entry.setdefault("id", f"u-{fingerprint(named, length=8)}")
    entry["names"] = [n.strip() for n in _BETWEEN.split(said.get("names", "")) if n.strip()]
    entry["collective"] = said.get("collective", "").lower() not in _NO
    return entry
