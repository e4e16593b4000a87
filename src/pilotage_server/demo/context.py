"""The note at the foot of every page that says what is sample data."""

from django.http import HttpRequest

from pilotage.base import Language
from pilotage_server.units.language import reader_language

NOTE: dict[Language, str] = {
    "zh": "方案、任务、单位名称取自2020年7月21日方案，文句为转述；"
    "牵头、时限、进度、岗位、记录和佐证均为示例数据。",
    "en": "Plan, task and unit names come from the plan of 21 July 2020; "
    "its sentences are restated. Leads, limits, progress, posts, entries and evidence "
    "are sample data.",
}


def sample_note(_request: HttpRequest) -> dict[str, str]:
    """``sample_note`` for the frame of a page; settings ask for it where the demo runs."""
    return {"sample_note": NOTE[reader_language()]}
