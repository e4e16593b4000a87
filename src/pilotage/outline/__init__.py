"""What belongs under what: a document's blocks to the tree of its sections and items."""

from .from_document import from_document
from .model import FrontMatter, Node, Outline, Remark

__all__ = ["FrontMatter", "Node", "Outline", "Remark", "from_document"]
