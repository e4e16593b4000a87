"""Pictures of the main pages of the running demo, and what is wrong with them.

usage: python -m tools.screenshots OUT [--address URL]

Starts a demo of its own unless an address is given. Writes OUT/NAME.LANGUAGE.WIDTH[.dark].png for
each page in both languages at 1440 and 390 pixels (1440 in the dark theme too) and prints every
console message, axe finding and sideways scroll. Exit 1 when there was one.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.browser import TONGUES, Look, Visitor, chromium, visitor
from tools.pages import MAIN_PAGES, MainPage, account
from tools.serving import running

LOOKS = tuple(
    look
    for language in TONGUES
    for look in (
        Look(language=language, width=1440),
        Look(language=language, width=390),
        Look(language=language, width=1440, theme="dark"),
    )
)


def main() -> int:
    """Take the pictures; the exit code says whether a page had a fault."""
    arguments = _arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    faults = 0
    with _address(arguments.address) as address, chromium() as browser:
        for page in MAIN_PAGES:
            person = visitor(browser, address, LOOKS[0])
            person.sign_in(*account(page.role))
            faults += sum(_picture(person, page, look, arguments.out) for look in LOOKS)
            person.context.close()
    print(f"{len(MAIN_PAGES) * len(LOOKS)} pictures in {arguments.out}, {faults} faults")
    return 1 if faults else 0


def _picture(person: Visitor, page: MainPage, look: Look, out: Path) -> int:
    """One page as one reader sees it; how many faults it has."""
    person.seen_as(look)
    status = person.go(page.path(person.read))
    person.page.screenshot(path=str(out / f"{page.name}.{look}.png"), full_page=True)
    found = person.faults() if status == 200 else [f"answered {status}"]
    for fault in found:
        print(f"{page.name} {look}: {fault}")
    return len(found)


@contextmanager
def _address(given: str | None) -> Iterator[str]:
    if given:
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--demo") as site:
        yield site.address


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--address", help="a demo that is running already")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
