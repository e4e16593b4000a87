"""Small plans of our own, and their way into the database."""

import html
import re

from django.contrib.auth.models import User

from pilotage_server.documents import actions, worker
from pilotage_server.documents.models import DocumentRow
from pilotage_server.plans.models import PlanRow

PLAN_ZH = """\
东港市口岸提升实施方案
为提升口岸能力，制定本方案。
一、重点任务
（一）建设智慧口岸。实现单证电子化。推进通关便利化。（责任单位：市商务局、市交通局）
（二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通局；配合单位：市商务局）
二、保障措施
（一）加强组织领导。各单位要落实责任。
"""

PLAN_EN = """\
Implementation Plan for the Port of Donggang
I. Key Tasks
1. Build a smart port. Make all documents electronic. Improve clearance. (Responsible units: \
Municipal Bureau of Commerce; Municipal Transportation Bureau)
2. Improve routes. Open 3 new routes by December 2021. (Lead unit: Municipal Transportation Bureau)
II. Safeguards
1. Strengthen leadership. All units shall take responsibility.
"""


def uploaded(by: User, text: str | bytes = PLAN_ZH, name: str = "plan.txt") -> DocumentRow:
    """A document as the upload page takes it in, compiled by the worker."""
    data = text if isinstance(text, bytes) else text.encode()
    document = actions.receive(name, [data], by)
    while worker.work_once():
        continue
    document.refresh_from_db()
    return document


def drafted(by: User, text: str = PLAN_ZH) -> PlanRow:
    """The draft made of an uploaded document."""
    return PlanRow.objects.get(document=uploaded(by, text))


def shown_text(page: str) -> str:
    """The words of the document on its page, without signs, reasons and white space."""
    _before, _tag, article = page.partition('<article class="doc"')
    article = article.partition(">")[2].partition("</article>")[0]
    article = re.sub(r"<sup>.*?</sup>|\u2060", "", article)
    article = re.sub(r'<p class="small dim why">.*?</p>', "", article)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", article)).split())
