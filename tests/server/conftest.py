"""What the tests of the site share: messages, files, the cast, the ground they begin on."""

import gettext
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils.translation import trans_real
from pytest_django import DjangoDbBlocker, Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from pilotage_server.ledgers import kept, shelves
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.rulepacks.store import adopted_pack
from tools.mail_sink import Sink, mail_sink

from .cast import member, one_of_cast, signed_in, whole_cast
from .ground import HASHERS, Ground
from .ledgers_support import under_way

__all__ = ["member", "signed_in"]

ROOT = Path(__file__).resolve().parents[2]


def _compile_messages() -> None:
    """Tests see what the catalogues say now, also when they were compiled long ago or never."""
    spec = importlib.util.spec_from_file_location(
        "compile_messages", ROOT / "tools" / "compile_messages.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if module.compile_all():
        gettext._translations.clear()  # type: ignore[attr-defined]
        trans_real._translations.clear()  # type: ignore[attr-defined]


_compile_messages()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database is not run again where the tests run on PostgreSQL."""
    once = [item for item in items if item.get_closest_marker("once")]
    for item in once:
        if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid} is marked “once”, and asks the database.")
    if once and connection.vendor == "postgresql":
        items[:] = [item for item in items if item not in set(once)]
        config.hook.pytest_deselected(items=once)


@pytest.fixture(scope="session", autouse=True)
def _pictures_found_once() -> Iterator[None]:
    """A site looks for its pictures and styles as it starts; each ``Client`` is a start."""
    search, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, object]()

    def known(self: WhiteNoiseMiddleware) -> None:
        if not found:
            search(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", known)
        yield


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Files of a test go to its own folder, with quick password hashing."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PASSWORD_HASHERS = HASHERS
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """What a process keeps of one database would be wrong of the next.

    A number that a test rolled back comes again on SQLite, and not on PostgreSQL: an adopted pack
    would then be known on the one and asked for on the other.
    """
    kept.forget()
    adopted_pack.cache_clear()


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a site, where what a page reads is committed; a test runs in one transaction."""
    monkeypatch.setattr(shelves, "on_commit", lambda keep: keep())


@pytest.fixture(scope="session")
def _ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    found = Ground(whole_cast)
    yield found
    with django_db_blocker.unblock():
        found.lay(None)


@pytest.fixture
def _django_db_helper(_standing: None, _django_db_helper: None) -> None:
    """The transaction of a test lies within that of its ground."""


@pytest.fixture
def _standing(
    request: pytest.FixtureRequest, _ground: Ground, django_db_blocker: DjangoDbBlocker
) -> None:
    asked = "ground" in request.fixturenames
    with django_db_blocker.unblock():
        _ground.lay(getattr(request.module, "GROUND", under_way) if asked else None)


@pytest.fixture(scope="module")
def bare_ground(_ground: Ground, django_db_blocker: DjangoDbBlocker) -> None:
    """For a module that opens a transaction of its own: nothing stands beneath it."""
    with django_db_blocker.unblock():
        _ground.lay(None)


@pytest.fixture
def ground(db: None, _ground: Ground, media: Path) -> Any:
    """What the module's ``GROUND`` gave, or ``under_way``: made once, and the test's own."""
    return _ground.given(media)


@pytest.fixture
def matters(ground: dict[str, MatterRow]) -> dict[str, MatterRow]:
    """The example under way, its matters by their number: task 4 waits for a check, task 5 of the
    same unit is late, the rest is dispatched."""
    return ground


@pytest.fixture
def office(db: None) -> User:
    return one_of_cast("office")


@pytest.fixture
def transport(db: None) -> User:
    """Liaison of a unit that answers for tasks."""
    return one_of_cast("transport")


@pytest.fixture
def commerce(db: None) -> User:
    """Liaison of another unit."""
    return one_of_cast("commerce")


@pytest.fixture
def leader(db: None) -> User:
    return one_of_cast("leader")


@pytest.fixture
def drafter(db: None) -> User:
    return one_of_cast("drafter")


@pytest.fixture
def administrator(db: None) -> User:
    return one_of_cast("administrator")


@pytest.fixture
def stranger(db: None) -> User:
    """An account that can sign in and belongs to nothing."""
    return one_of_cast("stranger")


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Everybody at once."""
    return SimpleNamespace(**whole_cast())


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server that the site knows."""
    with mail_sink() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.PILOTAGE_SMTP = f"smtp://127.0.0.1:{found.port}"
        settings.PILOTAGE_ADDRESS = "https://pilotage.example"
        yield found
