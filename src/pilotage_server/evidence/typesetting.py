"""Sets a volume as one PDF, run apart: ``FOLDER``; the folder holds ``volume.json`` and pictures.

The face is embedded, so that the volume reads the same on every machine. Exit 1 with nothing when
it cannot be set.
"""

import shutil
import sys
from pathlib import Path

from pilotage_server.documents.apart import confine

COMPUTING = 120
MEMORY = 4 * 1024**3
TEMPLATE = Path(__file__).with_name("volume.typ")


def main(folder: str) -> int:
    """Print the PDF; the exit code."""
    confine(COMPUTING, MEMORY)
    import pylopdf_fonts_zh_cn as faces
    import typst

    place = Path(folder)
    shutil.copy(TEMPLATE, place)
    try:
        made = typst.compile(
            str(place / TEMPLATE.name),
            root=folder,
            font_paths=[str(Path(str(faces.sans_path())).parent)],
            ignore_system_fonts=True,
            format="pdf",
        )
    except Exception:  # the library has its own kinds, none of which a person can mend
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
