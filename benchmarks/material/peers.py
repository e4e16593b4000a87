"""Other programs on the same file, run by whatever Python has them: prints CPU seconds.

usage: PYTHON peers.py spacy|markitdown LANGUAGE FILE NAMES
"""

import json
import sys
import time
from pathlib import Path

PATTERNS = (
    [{"TEXT": {"REGEX": r"^20\d\d$"}}, {"TEXT": {"REGEX": "^(?:年|\\.)$"}}],
    [{"LIKE_NUM": True}, {"TEXT": {"IN": ["%", "％", "million", "个", "家"]}}],
)
CHUNK = 100_000
"""spaCy takes text in stretches; whole lines of about this many characters."""


def spacy_seconds(language: str, file: Path, names: list[str]) -> float:
    """A blank pipeline with an EntityRuler of the unit names and two token patterns."""
    import spacy  # type: ignore[import-not-found,unused-ignore]

    pipeline = spacy.blank(language)
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "UNIT", "pattern": name} for name in names])
    ruler.add_patterns([{"label": "FIGURE", "pattern": pattern} for pattern in PATTERNS])
    stretches = list(_stretches(file.read_text(encoding="utf-8")))
    pipeline(stretches[0][:2000])
    start = time.process_time()
    found = sum(len(document.ents) for document in pipeline.pipe(stretches))
    seconds = time.process_time() - start
    if not found:
        raise SystemExit("the ruler found nothing")
    return seconds


def _stretches(text: str):  # type: ignore[no-untyped-def]
    held, size = [], 0
    for line in text.splitlines(keepends=True):
        held.append(line)
        size += len(line)
        if size > CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def markitdown_seconds(file: Path) -> float:
    """A .docx to Markdown; the second of two conversions."""
    from markitdown import (  # type: ignore[import-not-found,unused-ignore]
        MarkItDown,
    )

    converter = MarkItDown()
    converter.convert(str(file))
    start = time.process_time()
    converter.convert(str(file))
    return time.process_time() - start


def main() -> None:
    """Print the seconds; fail when the program is not there."""
    name, language, file, names = sys.argv[1:]
    if name == "spacy":
        seconds = spacy_seconds(language, Path(file), json.loads(Path(names).read_text()))
    else:
        seconds = markitdown_seconds(Path(file))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
