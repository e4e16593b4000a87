"""What belongs under what: a document's blocks to the tree of its sections and items."""

from .from_document import from_document
from .model import FrontMatter, Node, Outline, Remark
from .tables import is_sum

__all__ = ["FrontMatter", "Node", "Outline", "Remark", "from_document", "is_sum"]
