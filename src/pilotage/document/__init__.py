"""What a file says, block by block: bytes to one canonical text with offsets."""

from .model import Aside, Block, BlockKind, Cells, Document
from .read import MAX_BYTES, read_cells, read_document

__all__ = [
    "MAX_BYTES",
    "Aside",
    "Block",
    "BlockKind",
    "Cells",
    "Document",
    "read_cells",
    "read_document",
]
