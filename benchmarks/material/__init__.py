"""What the benchmarks work on: texts and files made from our own examples by recombination."""

from .documents import write_corpus, write_docx
from .text import LANGUAGES, plan_text

__all__ = ["LANGUAGES", "plan_text", "write_corpus", "write_docx"]
