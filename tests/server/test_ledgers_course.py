"""The facts of progress in the column of a matter: suspensions, and rows made before they were."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from pilotage.ledger import Method
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.models import MatterRow

from .audit_support import flaws
from .ledgers_support import at, member, under_way

pytestmark = pytest.mark.django_db


def test_a_suspension_is_kept_and_found_again_in_rows_made_before(cast: SimpleNamespace) -> None:
    matter, desk = under_way(cast)["5"], member(cast.office)
    waits: dict[str, Any] = {"waits_for": "省厅批复", "review": date(2021, 1, 4)}
    actions.suspend(matter, desk, reason="等待批复", posting=at(12, 1, 2020), **waits)
    actions.resume(matter, desk, reason="批复已到", posting=at(1, 4))
    actions.report(matter, member(cast.commerce), claimed=50, text="在办", posting=at(1, 5))
    actions.verify(matter, desk, verified=50, method=Method.DESK, text="查看材料", posting=at(1, 6))
    row = MatterRow.objects.get(pk=matter.pk)
    kept, folded = store.present(row, row.units.all()), store.state_of(row)
    assert kept.stopped == folded.stopped == ((date(2020, 12, 1), date(2021, 1, 4)),)
    assert (kept.checks, kept.limit_set_on) == (folded.checks, folded.limit_set_on)
    MatterRow.objects.filter(pk=matter.pk).update(course={})
    assert flaws() != []
    import_module("pilotage_server.ledgers.migrations.0005_tree").repack_courses(apps, None)
    assert MatterRow.objects.get(pk=matter.pk).course == row.course
    assert flaws() == []
