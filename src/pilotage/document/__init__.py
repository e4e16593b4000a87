"""What a file says, block by block: bytes to one canonical text with offsets."""

from .grids import read_grids
from .model import Aside, Block, BlockKind, Cells, Document, Grid
from .read import MAX_BYTES, read_cells, read_document

__all__ = [
    "MAX_BYTES",
    "Aside",
    "Block",
    "BlockKind",
    "Cells",
    "Document",
    "Grid",
    "read_cells",
    "read_document",
    "read_grids",
]
