"""A write sent twice does its work once: the header ``Idempotency-Key``.

The key is claimed in the transaction of the write; the same write sent meanwhile waits for it and
gets its answer. A refusal takes the claim back with all else: it did nothing, so there is nothing
to repeat. Answers are kept for two days (``KEPT``), by the wall clock.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.units.problems import RefusalError

from .models import AnswerRow

P = ParamSpec("P")
Operation = Callable[Concatenate[Any, P], HttpResponse]

KEPT = timedelta(days=2)
SWEEP = 100
"""How often old answers are looked for: with every hundredth new one."""

KEY = re.compile(r"[\x21-\x7e]{1,200}")
HEADERS = ("Content-Type", "Location", "ETag", "Cache-Control")


def once(operation: Operation[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Let a write be repeated: with a key known already, its first answer comes back."""

    @wraps(operation)
    def repeatable(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = _key(request)
        if key is None:
            return operation(request, *args, **kwargs)
        with transaction.atomic():
            return _answered(request, key, lambda: operation(request, *args, **kwargs))

    return repeatable


def once_outside(operation: Operation[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """The same for a write that another server takes part in, so that nobody here waits for that
    one: the key is claimed before, and the same write sent meanwhile is refused (409)."""

    @wraps(operation)
    def repeatable(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = _key(request)
        if key is None:
            return operation(request, *args, **kwargs)
        asked = _digest(request)
        claim = {"asked": asked, "at": clock.wall()}
        row, is_new = AnswerRow.objects.get_or_create(user=request.user, key=key, defaults=claim)
        if not is_new:
            return _again(row, asked)
        try:
            answer = operation(request, *args, **kwargs)
        except Exception:
            row.delete()
            raise
        _keep(row, answer)
        return answer

    return repeatable


def _key(request: Any) -> str | None:
    """The key of a write, None without one; RefusalError (422) for what is none."""
    key: str | None = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not KEY.fullmatch(key):
        raise RefusalError(
            422,
            _("The Idempotency-Key is not 1 to 200 visible ASCII characters."),
            _("Send a fresh random one with each new write, such as a UUID."),
        )
    return key


def _answered(request: Any, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    asked, now = _digest(request), clock.wall()
    mine = AnswerRow(user=request.user, key=key, asked=asked, at=now)
    AnswerRow.objects.bulk_create([mine], ignore_conflicts=True)
    row = AnswerRow.objects.get(user=request.user, key=key)
    if row.status or row.asked != asked:
        return _again(row, asked)
    answer = act()
    if row.pk % SWEEP == 0:
        AnswerRow.objects.filter(at__lt=now - KEPT).delete()
    _keep(row, answer)
    return answer


def _keep(row: AnswerRow, answer: HttpResponse) -> None:
    AnswerRow.objects.filter(pk=row.pk).update(
        status=answer.status_code,
        headers={name: answer[name] for name in HEADERS if name in answer},
        body=answer.content.decode(),
    )


def _again(row: AnswerRow, asked: str) -> HttpResponse:
    if row.asked != asked:
        raise RefusalError(
            422,
            _("This Idempotency-Key was sent before with another write."),
            _("Send a fresh key with each new write."),
        )
    if not row.status:
        raise RefusalError(
            409,
            _("The same write was sent before and is not done yet."),
            _("Send it again a little later, with the same key."),
        )
    answer = HttpResponse(row.body, status=row.status, headers=row.headers)
    answer["Idempotency-Replayed"] = "true"
    return answer


def _digest(request: Any) -> str:
    """The digest of a write: its method, address and content; of files, their bytes."""
    digest = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name in sorted(request.POST):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
