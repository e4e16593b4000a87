"""Files of many formats: variants of the example plans, and of real documents where at hand."""

import random
import re
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

from .text import EXAMPLES, LANGUAGES, one_plan

Change = Callable[[list[str]], list[str]]
REAL = Path(__file__).parents[3] / "shared" / "corpus"
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_DIGIT = re.compile(rb"(?<![\d&#])[2-9](?=\d?%|\d?[ ,.;])")


def write_docx(path: Path, times: int, language: str = "zh") -> None:
    """The example plan as .docx, its paragraphs ``times`` over."""
    path.write_bytes(_docx(language, lambda body: body * times))


def write_corpus(folder: Path, files: int, seed: int = 0) -> None:
    """``files`` documents: plans as .txt (UTF-8, GB18030), .md, .html and .docx, one in eight a
    variant of a real document where those are at hand, one in a hundred spoilt."""
    draw = random.Random(seed)
    real = [p for p in sorted(REAL.glob("*.*")) if p.suffix in (".txt", ".html", ".docx")]
    for number in range(files):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 100 == 99:
            name, data = "spoilt.docx", _docx("zh", lambda body: body)[: draw.randint(0, 4000)]
        elif real and number % 8 == 7:
            name, data = _variant(draw.choice(real), draw)
        else:
            name, data = _made(draw)
        (place / f"{number:06d}-{name}").write_bytes(data)


def _made(draw: random.Random) -> tuple[str, bytes]:
    language = draw.choice(LANGUAGES)
    form = draw.choice(("txt", "txt", "gb", "md", "html", "docx"))
    if form == "docx":
        return "plan.docx", _docx(language, lambda body: [p for p in body if draw.random() < 0.9])
    text = one_plan(language, draw)
    lines = text.splitlines()
    match form:
        case "gb":
            return "plan.txt", text.encode("gb18030")
        case "md":
            return "plan.md", "\n\n".join((f"# {lines[0]}", *lines[1:])).encode()
        case "html":
            body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
            page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
            return "plan.html", page.encode()
        case _:
            return "plan.txt", text.encode()


def _variant(path: Path, draw: random.Random) -> tuple[str, bytes]:
    """A real document with other figures, so that no two are alike."""
    data = path.read_bytes()
    if path.suffix != ".docx":
        data = _DIGIT.sub(lambda _: str(draw.randint(2, 9)).encode(), data)
    return path.name, data


def _docx(language: str, change: Change) -> bytes:
    source = EXAMPLES / f"plan.{language}.docx"
    out = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = _changed(data.decode(), change).encode()
            new.writestr(name, data)
    return out.getvalue()


def _changed(xml: str, change: Change) -> str:
    found = list(_PARAGRAPH.finditer(xml))
    kept = change([match[0] for match in found])
    return xml[: found[0].start()] + "".join(kept) + xml[found[-1].end() :]
