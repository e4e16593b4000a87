"""The API itself: its operations, gathered. Their addresses begin with ``/api/v1``."""

from ninja import NinjaAPI

from .access import Session, Token
from .problems import answer_refusals
from .routes import (
    acts,
    chain,
    documents,
    editions,
    evidence,
    ledgerfiles,
    letters,
    me,
    notices,
    overview,
    own,
    plans,
    record,
    reports,
    rulepacks,
    rulings,
    samples,
    searching,
    tasks,
    work,
    workbooks,
)

ROUTERS = (
    *(me.router, tasks.router, acts.router, own.router),
    *(evidence.router, work.router, reports.router, overview.router),
    *(samples.router, letters.router),
    *(documents.router, plans.router, rulings.router, editions.router, chain.router),
    *(
        rulepacks.router,
        workbooks.router,
        ledgerfiles.router,
        searching.router,
        record.router,
        notices.router,
    ),
)

api = NinjaAPI(
    title="Pilotage",
    version="1",
    urls_namespace="v1",
    docs_url=None,
    openapi_url=None,
    auth=[Token(), Session()],
)
for _router in ROUTERS:
    api.add_router("", _router)
answer_refusals(api)
