"""How evidence is named to people: the task it stands for, who sent it, what kind of file it is."""

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage_server.ledgers.filetypes import OFFICE
from pilotage_server.ledgers.models import MatterRow


def named(matter: MatterRow, language: Language) -> str:
    """Number and heading of a task: "4 Build the trade centre"."""
    return f"{matter.code(language)} {matter.heading(language)}"


def type_said(media_type: str) -> str:
    """The kind of file in plain words; its media type where there is no word."""
    words = {
        "application/pdf": "PDF",
        "application/ofd": "OFD",
        "application/zip": "zip",
        f"{OFFICE}wordprocessingml.document": "Word",
        f"{OFFICE}spreadsheetml.sheet": "Excel",
        f"{OFFICE}presentationml.presentation": "PowerPoint",
        "application/x-ole-storage": _("Office before 2007"),
        "text/plain": _("Plain text"),
        "video/mp4": _("Film"),
    }
    if media_type.startswith("image/"):
        return _("Picture (%(kind)s)") % {"kind": media_type.partition("/")[2].upper()}
    return words.get(media_type, media_type)
