"""A site keeps somebody who keeps its accounts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError


def administrators() -> QuerySet[User]:
    """The accounts that can sign in and keep the accounts."""
    first = Q(membership__role=Standing.ADMINISTRATOR)
    further = Q(membership__further__role=Standing.ADMINISTRATOR)
    return User.objects.filter(first | further, is_active=True).distinct()


@contextmanager
def one_is_left() -> Iterator[None]:
    """A transaction that is refused when it would leave no administrator.

    The rows are locked first, so that two administrators cannot remove one another at once.
    """
    with transaction.atomic():
        keys = list(administrators().values_list("pk", flat=True))
        list(User.objects.select_for_update().filter(pk__in=keys))
        yield
        if keys and not administrators().exists():
            raise RefusalError(
                422,
                _("This is the last administrator; without one nobody could keep the accounts."),
                _("Make another account administrator first."),
            )
