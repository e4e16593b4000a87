"""One of several processes that act on the same site: ``python -m tests.server.audit_writer …``.

``prepare`` makes the site; ``write NAME N`` takes N acts of three kinds as that account; ``check``
prints what a check of the record says, as JSON.
"""

import json
import sys

import django


def prepare() -> None:
    from django.core.management import call_command

    from pilotage_server.plans.actions import found_programme

    call_command("migrate", verbosity=0, interactive=False)
    found_programme("port", "口岸", "Port")


def write(name: str, times: int) -> None:
    """Each time: a document received, the one programme renamed, and one renaming that fails."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from pilotage.base import PilotageError
    from pilotage_server.documents.actions import receive
    from pilotage_server.plans.actions import rename
    from pilotage_server.plans.models import ProgrammeRow
    from pilotage_server.units.models import MembershipRow, Standing

    with transaction.atomic():  # as every act of the site: the row and its record are one
        user = User.objects.create_user(name, password=name)
        MembershipRow.objects.create(user=user, role=Standing.OFFICE, post_zh=name, post_en=name)
    programme = ProgrammeRow.objects.get()
    for time in range(times):
        receive(f"{name}-{time}.txt", [f"{name} {time}".encode()], user)
        rename(programme, f"{name}{time}", f"{name} {time}")
        try:
            rename(programme, "", "")
        except PilotageError:
            continue
        raise AssertionError("a programme lost its name")


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
        case ["check"]:
            check()
