"""A security marking that the uploader overlooked: found in the text, the file is not kept.

The form of a marking is set by 国家秘密定密管理暂行规定 (grade, star, period) and its place by
GB/T 9704-2012, 7.2.2 (head of the first page). Only that form counts (机密★1年); the word alone
does not.
"""

import re

from pilotage.base import PilotageError

HEAD = 1_500
"""Characters of the text in which a head is looked for."""

_MARKING = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]|^\s*(?:TOP SECRET|SECRET|CONFIDENTIAL)\s*$", re.M)


def check_marking(text: str) -> None:
    """PilotageError when the head of ``text`` carries a security marking."""
    found = _MARKING.search(text[:HEAD])
    if not found:
        return
    mark = found[0].strip()
    raise MarkedError(
        f"The document carries the security marking “{mark}”, so it was removed from this site.",
        "Work on it on the network meant for it.",
        zh=(f"文件带有密级标注“{mark}”，已从本系统删除。", "请在规定的网络中办理。"),
    )


class MarkedError(PilotageError):
    """A document that may not be kept here."""
