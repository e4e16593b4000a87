"""What many tests begin with, made once and left standing beneath them.

It stands in a transaction of its own; what a test does is rolled back to it. Tests that begin with
nothing, or with something else, have it taken away first: one ground stands at a time.
"""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from pilotage_server import clock

from .ledgers_support import MARCH_17

Builder = Callable[[SimpleNamespace], Any]
"""Enters things in the names of the cast; what it gives, each test gets a copy of."""
HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Ground:
    """The ground of this process; ``cast_of`` makes the accounts that a builder is given."""

    def __init__(self, cast_of: Callable[[], Mapping[str, User]]) -> None:
        self._cast_of = cast_of
        self._builder: Builder | None = None
        self._given: Any = None
        self._files = Path()
        self._open = ExitStack()
        self._block: object = None

    def lay(self, builder: Builder | None) -> None:
        """Let the ground of ``builder`` stand, or none."""
        if builder is self._builder:
            return
        if self._builder and connection.atomic_blocks[-1] is not self._block:
            raise RuntimeError("A transaction is open on this ground; ask for bare_ground first.")
        self._open.close()
        self._builder = self._given = None
        if builder is None:
            return
        with ExitStack() as stack:
            self._files = Path(stack.enter_context(TemporaryDirectory()), "media")
            self._block = transaction.atomic()
            stack.enter_context(self._block)
            stack.callback(transaction.set_rollback, True)
            settings = override_settings(MEDIA_ROOT=str(self._files), PASSWORD_HASHERS=HASHERS)
            language = translation.override("zh-hans")
            with settings, language, clock.standing_at(MARCH_17):
                self._given = builder(SimpleNamespace(**self._cast_of()))
            self._open = stack.pop_all()
        self._builder = builder

    def given(self, media: Path) -> Any:
        """A test's own copy of what the builder gave; its files go to ``media``."""
        if self._files.exists():
            shutil.copytree(self._files, media, dirs_exist_ok=True)
        return deepcopy(self._given)
