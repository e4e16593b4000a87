"""Compile the hand-kept catalogues (``django.po``) of the site to ``django.mo``, with polib.

``python tools/compile_messages.py [DIR]`` compiles those newer than their result;
``python tools/compile_messages.py --missing`` lists what pages say and no catalogue translates.
"""

import ast
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

SITE = Path(__file__).parents[1] / "src" / "pilotage_server"

_CALL = re.compile(r"\b(?:n?p?gettext|_)\(")

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}


class Message(NamedTuple):
    """One message the site uses: the app folder that says it, its context and its English."""

    app: str
    context: str
    text: str


def compile_all(root: Path = SITE) -> list[Path]:
    """Compile every stale catalogue under ``root``; returns the files written."""
    written = []
    for source in sorted(root.rglob("django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        scratch = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(scratch))
        scratch.replace(target)
        written.append(target)
    return written


def used(root: Path = SITE) -> Iterator[Message]:
    """Every message of the templates and the code under ``root``."""
    from django.utils.translation.template import templatize

    for path in sorted(root.rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _of_template(code, path.relative_to(root).parts[0])
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _of_code(tree, path.relative_to(root).parts[0])


def _of_template(code: str, app: str) -> Iterator[Message]:
    """Messages of what ``templatize`` made of a template: calls among blanked-out text."""
    at = 0
    while found := _CALL.search(code, at):
        call = code[found.start() :]
        end = _call_end(call)
        yield from _of_code(ast.parse(call[:end].replace("\n", " ")), app)
        at = found.start() + end


def _call_end(call: str) -> int:
    """Where the call that ``call`` begins with ends: the shortest stretch that parses."""
    end = call.find(")")
    while end >= 0:
        try:
            ast.parse(call[: end + 1].replace("\n", " "))
            return end + 1
        except SyntaxError:
            end = call.find(")", end + 1)
    raise ValueError(call[:80])


def _of_code(tree: ast.AST, app: str) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [str(word) for word in words]
        if name in PLAIN | PLURAL and texts:
            yield Message(app, "", texts[0])
        elif name in CONTEXT and len(texts) == 2:
            yield Message(app, texts[0], texts[1])


def translated(root: Path = SITE) -> set[tuple[str, str]]:
    """Context and English of every message some catalogue under ``root`` translates."""
    found = set()
    for path in root.rglob("django.po"):
        for entry in polib.pofile(str(path)).translated_entries():
            found.add((entry.msgctxt or "", entry.msgid))
    return found


def contested(root: Path = SITE) -> list[tuple[str, str]]:
    """Context and English of messages that two apps translate differently: only one can win."""
    chinese = defaultdict(set)
    for path in root.rglob("django.po"):
        for entry in polib.pofile(str(path)).translated_entries():
            chinese[entry.msgctxt or "", entry.msgid].add(entry.msgstr)
    return sorted(message for message, texts in chinese.items() if len(texts) > 1)


def missing(root: Path = SITE) -> list[Message]:
    """Messages in use without a translation, in the order of the apps."""
    known = translated(root)
    lacking = {m for m in used(root) if (m.context, m.text) not in known}
    return sorted(lacking)


if __name__ == "__main__":
    if "--missing" in sys.argv:
        for message in missing():
            print(f"{message.app}\t{message.context}\t{message.text!r}")
    else:
        for made in compile_all(Path(sys.argv[1]) if len(sys.argv) > 1 else SITE):
            print(made)
