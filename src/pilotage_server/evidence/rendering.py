"""Makes a picture of one file, run apart: ``TYPE PAGE WIDTH``; the file comes in, a picture goes
out.

What a browser gets is never the file: a picture is decoded and written anew, without what else was
in it (a place, a name, a script); a page of a PDF is painted. The first line that goes out is JSON:
how many pages there are, and the type of the picture that follows it. Exit 1 with nothing when the
file is damaged, locked, or too much.
"""

import io
import json
import sys
import warnings
from typing import Any

from pilotage_server.documents.apart import confine

COMPUTING = 15
MOST_POINTS = 64_000_000
"""Of a picture as it is unpacked; a large scan at 600 dpi has 35 million."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF")


def of_picture(data: bytes, width: int) -> tuple[int, str, bytes]:
    """The picture, upright, at most ``width`` points wide and twice as high."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_POINTS // 2  # the library warns here and refuses at the double
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image: Any = Image.open(io.BytesIO(data), formats=FORMATS)
        image.draft("RGB", (width, 2 * width))
        image = ImageOps.exif_transpose(image)
        see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((width, 2 * width))
    return 1, *_written(image, "PNG" if see_through else "JPEG")


def of_page(data: bytes, number: int, width: int) -> tuple[int, str, bytes]:
    """Page ``number`` of a PDF, ``width`` points wide; none after the last."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    count = len(document)
    if not 1 <= number <= count:
        return count, "", b""
    page = document[number - 1]
    wide, high = page.get_size()
    scale = min(width / max(wide, 1), 2 * width / max(high, 1))
    return count, *_written(page.render(scale=scale).to_pil().convert("RGB"), "JPEG")


def _written(image: Any, kind: str) -> tuple[str, bytes]:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return f"image/{kind.lower()}", out.getvalue()


def main(media_type: str, page: int, width: int) -> int:
    """Print the head and the picture; the exit code."""
    confine(COMPUTING)
    data = sys.stdin.buffer.read()
    try:
        made = of_page(data, page, width) if "pdf" in media_type else of_picture(data, width)
    except Exception:  # whatever a decoder says of a damaged file
        return 1
    pages, kind, picture = made
    head = json.dumps({"pages": pages, "type": kind})
    sys.stdout.buffer.write(head.encode() + b"\n" + picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
