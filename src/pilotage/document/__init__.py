"""What a file says, block by block: bytes to one canonical text with offsets."""

from .grids import read_grids
from .model import Aside, Block, BlockKind, Document, Grid
from .read import MAX_BYTES, read_cells, read_document

__all__ = [
    "MAX_BYTES",
    "Aside",
    "Block",
    "BlockKind",
    "Document",
    "Grid",
    "read_cells",
    "read_document",
    "read_grids",
]
