"""Everything a page can do: each page is served by an operation, or stands here with its reason.

The pages come from the URL configuration. Most are the twin of an operation in ``TWINS``; what is
told of a page by an operation of another stands in ``ALSO``.
"""

from pilotage_server.api.openapi import document

from .permissions_support import names
from .test_api_permissions import TWINS
from .test_permissions import FOR_PROGRAMS

SIGNING_IN = "signing in, for a person with a password; a program comes with its token"
ACCOUNTS = "accounts and posts are kept on the pages alone, so that no token widens its own rights"
LOOKS = "a look of the page in a person's browser"

PAGES_ALONE: dict[str, str] = {
    "home": "leads to the first page of the post",
    **dict.fromkeys(
        ("units:login", "units:code", "units:provider", "units:provider_back", "units:logout"),
        SIGNING_IN,
    ),
    **dict.fromkeys(("units:language", "units:theme"), LOOKS),
    **dict.fromkeys(
        (
            *("units:password", "units:set_up", "units:turn_off", "units:recovery"),
            *("units:end_session", "units:end_others", "units:wear", "units:accounts"),
            *("units:add_account", "units:one_account", "units:add_post", "units:change_post"),
            *("units:remove_post", "units:deactivate", "units:reactivate"),
            *("units:reset_password", "units:reset_codes", "units:end_sessions"),
        ),
        ACCOUNTS,
    ),
    "api:reference": "the same as docs/reference/api.md",
    "api:openapi": "the description of the operations themselves",
    "notices:feed": "a calendar at a secret address, which asks for no account",
    "evidence:preview": "pictures for the eye; the file itself is evidence_file",
    "evidence:picture": "the same",
    "plans:of_document": "leads to the plan of a document, which `document` names",
    "plans:confirm_issue": "the question before an act; a program has If-Match",
}

ALSO: dict[str, tuple[str, ...]] = {
    "units:account": ("me",),
    "api:tokens": ("list_tokens",),
    "ledgers:act": ("dispatch", "report", "report_with_evidence", "verify_with_photographs"),
    "plans:links": ("plan_links",),
    "ledgerfiles:side": ("choose_side",),
    "ledgerfiles:templates": ("list_templates", "bring_template"),
    "plans:editions": ("plan_difference", "list_plans"),
}


def test_every_page_is_served_or_has_its_reason() -> None:
    pages = {name for name in names() if not name.startswith(FOR_PROGRAMS)}
    served = {twin.page for twin in TWINS.values() if twin.page} | ALSO.keys()
    alone = PAGES_ALONE.keys()
    assert sorted(pages - served - alone) == []
    assert sorted(served & alone) == []
    assert sorted((served | alone) - pages) == []


def test_what_serves_a_page_is_there() -> None:
    known = {one["operationId"] for at in document()["paths"].values() for one in at.values()}
    assert {name for told in ALSO.values() for name in told} - known == set()
