"""A security marking that the uploader overlooked: found in the text, the file is not kept.

The form of a marking is set by 国家秘密定密管理暂行规定 (grade, star, period) and its place by
GB/T 9704-2012, 7.2.2 (head of the first page); the English form is a line of its own, with its
handling words after two strokes. Only these forms count (机密★1年, SECRET//NOFORN); the word alone
in running text (商业秘密) does not.
"""

import re

from pilotage.base import PilotageError

HEAD = 1_500
"""Characters of the text in which a head is looked for."""

_GRADE = r"(?:绝[ \t\u3000]*密|机[ \t\u3000]*密|秘[ \t\u3000]*密)"
_PERIOD = r"(?:\d{1,2}[ \t]*(?:年|个月)|长期|启封前|公布前)"
_MARKING = re.compile(
    rf"(?<![\u4e00-\u9fff]){_GRADE}[ \t\u3000]*[★☆＊*](?:[ \t\u3000]*{_PERIOD})?"
    rf"|^[ \t\u3000]*{_GRADE}[ \t\u3000]*{_PERIOD}[ \t\u3000]*$"
    rf"|密[ \t\u3000]*级[ \t\u3000]*[:：][ \t\u3000]*{_GRADE}(?![\u4e00-\u9fff/、□])"
    r"|^[ \t]*(?:TOP SECRET|SECRET|CONFIDENTIAL)[ \t]*$"
    r"|\b(?:TOP SECRET|SECRET|CONFIDENTIAL)[ \t]?//[ \t]?[A-Z]{2,}",
    re.M,
)
_SECONDS = 15


def mark_in(text: str) -> str:
    """The security marking in the head of ``text``; empty when there is none."""
    found = _MARKING.search(text[:HEAD])
    return found[0].strip() if found else ""


def mark_of_file(data: bytes, name: str) -> str:
    """The marking that a file carries in its name or at the head of its text, else empty.

    It is read in a process of its own. A scan, or what cannot be read in time, has no text here.
    """
    from . import apart

    said = apart.run("pilotage_server.documents.heads", name, given=data, seconds=_SECONDS)
    return said.decode("utf-8", "replace") if said else ""


def check_marking(text: str) -> None:
    """MarkedError when the head of ``text`` carries a security marking."""
    mark = mark_in(text)
    if not mark:
        return
    raise MarkedError(
        f"The document carries the security marking “{mark}”, so it was removed from this site.",
        "Work on it on the network meant for it.",
        zh=(f"文件带有密级标注“{mark}”，已从本系统删除。", "请在规定的网络中办理。"),
    )


def check_file(data: bytes, name: str) -> None:
    """MarkedError when the file, which is not kept yet, carries a security marking."""
    mark = mark_of_file(data, name)
    if not mark:
        return
    raise MarkedError(
        f"The file “{name}” carries the security marking “{mark}”, so it was not kept.",
        "Hand it in on the network meant for it.",
        zh=(f"文件“{name}”带有密级标注“{mark}”，未予保存。", "请在规定的网络中报送。"),
    )


class MarkedError(PilotageError):
    """A document that may not be kept here."""
