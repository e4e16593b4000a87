"""The acts on a matter, one a file. Pages, commands and the demo all call these.

``at`` of the posting defaults to the site's clock; whoever restates history gives it.
"""

from .apply_edition import StaleEditionError, apply_edition
from .archive import archive
from .ask_extension import ask_extension
from .close import close
from .decline import decline
from .decompose import Part, decompose
from .dispatch import Addressee, dispatch
from .entering import NOTHING, ActRefusedError, Posting, StalePageError
from .extend import extend
from .issue import issue
from .refuse_extension import refuse_extension
from .report import report
from .require import require
from .resume import resume
from .return_ import return_
from .sign import sign
from .suspend import suspend
from .urge import urge
from .verify import verify
from .withdraw import withdraw

__all__ = [
    "NOTHING",
    "ActRefusedError",
    "Addressee",
    "Part",
    "Posting",
    "StaleEditionError",
    "StalePageError",
    "apply_edition",
    "archive",
    "ask_extension",
    "close",
    "decline",
    "decompose",
    "dispatch",
    "extend",
    "issue",
    "refuse_extension",
    "report",
    "require",
    "resume",
    "return_",
    "sign",
    "suspend",
    "urge",
    "verify",
    "withdraw",
]
