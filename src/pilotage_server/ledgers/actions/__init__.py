"""The acts on a matter, one a file. Pages, commands and the demo all call these.

``at`` of the posting defaults to the site's clock; whoever restates history gives it.
"""

from .apply_edition import StaleEditionError, apply_edition
from .ask_extension import ask_extension
from .close import close
from .decline import decline
from .dispatch import Addressee, dispatch
from .entering import NOTHING, ActRefusedError, Posting, StalePageError
from .extend import extend
from .issue import issue
from .refuse_extension import refuse_extension
from .report import report
from .resume import resume
from .return_ import return_
from .sign import sign
from .suspend import suspend
from .take_over import Ran, take_over
from .urge import urge
from .verify import verify

__all__ = [
    "NOTHING",
    "ActRefusedError",
    "Addressee",
    "Posting",
    "Ran",
    "StaleEditionError",
    "StalePageError",
    "apply_edition",
    "ask_extension",
    "close",
    "decline",
    "dispatch",
    "extend",
    "issue",
    "refuse_extension",
    "report",
    "resume",
    "return_",
    "sign",
    "suspend",
    "take_over",
    "urge",
    "verify",
]
