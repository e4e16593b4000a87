"""The acts on a matter, one a file. Pages, commands and the demo all call these.

``at`` of the posting defaults to the site's clock; whoever restates history gives it.
"""

from .answer import answer
from .apply_edition import StaleEditionError, apply_edition
from .approve import approve
from .archive import archive
from .ask_approval import ask_approval
from .ask_extension import ask_extension
from .ask_pass_on import ask_pass_on
from .close import close
from .decline import decline
from .decompose import Part, decompose
from .dispatch import Addressee, dispatch
from .dispatch_planned import dispatch_planned
from .draw import draw
from .enter_many import enter_many
from .entering import NOTHING, ActRefusedError, Posting, StalePageError
from .extend import extend
from .instruct import instruct
from .issue import issue
from .pass_on import pass_on
from .propose import propose
from .refuse_extension import refuse_extension
from .refuse_pass_on import refuse_pass_on
from .report import report
from .require import require
from .resume import resume
from .return_ import return_
from .sign import sign
from .suspend import suspend
from .take_over import Ran, take_over
from .urge import urge
from .verify import verify
from .withdraw import withdraw

__all__ = [
    "NOTHING",
    "ActRefusedError",
    "Addressee",
    "Part",
    "Posting",
    "Ran",
    "StaleEditionError",
    "StalePageError",
    "answer",
    "apply_edition",
    "approve",
    "archive",
    "ask_approval",
    "ask_extension",
    "ask_pass_on",
    "close",
    "decline",
    "decompose",
    "dispatch",
    "dispatch_planned",
    "draw",
    "enter_many",
    "extend",
    "instruct",
    "issue",
    "pass_on",
    "propose",
    "refuse_extension",
    "refuse_pass_on",
    "report",
    "require",
    "resume",
    "return_",
    "sign",
    "suspend",
    "take_over",
    "urge",
    "verify",
    "withdraw",
]
