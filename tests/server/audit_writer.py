"""One of several processes that act on the same site: ``python -m tests.server.audit_writer …``.

``prepare`` makes the site; ``write NAME N`` takes N acts of three kinds as that account; ``place
NAME N OWN OTHER`` puts one programme under another and takes it out again, N times, and prints how
often both stood under one another; ``check`` prints what a check of the record says, as JSON.
"""

import json
import sys
from time import sleep
from typing import Any

import django


def prepare() -> None:
    from django.core.management import call_command

    from pilotage_server.plans.actions import found_programme

    call_command("migrate", verbosity=0, interactive=False)
    found_programme("port", "口岸", "Port")


def found(code: str) -> None:
    from pilotage_server.plans.actions import found_programme

    found_programme(code, code, code)


def write(name: str, times: int) -> None:
    """Each time: a document received, the one programme renamed, and one renaming that fails."""
    from pilotage.base import PilotageError
    from pilotage_server.documents.actions import receive
    from pilotage_server.plans.actions import rename
    from pilotage_server.plans.models import ProgrammeRow

    user = _account(name).user
    programme = ProgrammeRow.objects.get()
    for time in range(times):
        receive(f"{name}-{time}.txt", [f"{name} {time}".encode()], user)
        rename(programme, f"{name}{time}", f"{name} {time}")
        try:
            rename(programme, "", "")
        except PilotageError:
            continue
        raise AssertionError("a programme lost its name")


def _account(name: str) -> Any:
    from django.contrib.auth.models import User
    from django.db import transaction

    from pilotage_server.units.models import MembershipRow, Standing

    with transaction.atomic():  # as every act of the site: the row and its record are one
        user = User.objects.create_user(name, password=name)
        return MembershipRow.objects.create(
            user=user, role=Standing.OFFICE, post_zh=name, post_en=name
        )


def place(name: str, times: int, own: str, other: str) -> None:
    from pilotage_server.plans.actions import put_under
    from pilotage_server.plans.models import ProgrammePlaceRow, ProgrammeRow
    from pilotage_server.units.models import MembershipRow
    from pilotage_server.units.problems import RefusalError

    by, circles, refused = _account(name), 0, 0
    mine, its = (ProgrammeRow.objects.get(code=code) for code in (own, other))
    while MembershipRow.objects.count() < 2:
        sleep(0.01)  # until the other is there too
    for _time in range(times):
        try:
            put_under(mine, its, by)
        except RefusalError:
            refused += 1
        circles += ProgrammePlaceRow.objects.filter(programme__in=(mine, its)).count() == 2
        sleep(0.02)  # the other's turn
        put_under(mine, None, by)
    print(json.dumps({"circles": circles, "refused": refused}))


def check() -> None:
    from pilotage_server.audit.models import RecordRow
    from pilotage_server.audit.verify import verify

    outcome = verify()
    numbers = list(RecordRow.objects.order_by("sequence").values_list("sequence", flat=True))
    found = {
        "found": outcome.found,
        "rows": outcome.rows,
        "things": outcome.things,
        "unbroken": numbers == list(range(1, len(numbers) + 1)),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["write", account, number]:
            write(account, int(number))
        case ["found", code]:
            found(code)
        case ["place", account, number, own, other]:
            place(account, int(number), own, other)
        case ["check"]:
            check()
