"""The standing cast: one account of each standing, and a stranger."""

import gettext
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import trans_real
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from pilotage_server.ledgers import kept, shelves
from pilotage_server.rulepacks.store import adopted_pack
from pilotage_server.units.models import MembershipRow, Standing
from tools.mail_sink import Sink, mail_sink

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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
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


def member(name: str, role: Standing, unit: str = "", zh: str = "", en: str = "") -> User:
    """An account with a standing; the password is its name."""
    user = User.objects.create_user(name, password=name)
    MembershipRow.objects.create(
        user=user, role=role, unit=unit, post_zh=zh or name, post_en=en or name
    )
    return user


@pytest.fixture
def office(db: None) -> User:
    return member("office", Standing.OFFICE, zh="督查室", en="Supervision office")


@pytest.fixture
def transport(db: None) -> User:
    """Liaison of a unit that answers for tasks."""
    unit = "dl-transport"
    return member("transport", Standing.LIAISON, unit, "市交通局联络员", "Transport liaison")


@pytest.fixture
def commerce(db: None) -> User:
    """Liaison of another unit."""
    unit = "dl-commerce"
    return member("commerce", Standing.LIAISON, unit, "市商务局联络员", "Commerce liaison")


@pytest.fixture
def leader(db: None) -> User:
    return member("leader", Standing.LEADER, zh="分管领导", en="Leader in charge")


@pytest.fixture
def drafter(db: None) -> User:
    return member("drafter", Standing.DRAFTER, zh="方案起草人", en="Drafter")


@pytest.fixture
def administrator(db: None) -> User:
    return member("administrator", Standing.ADMINISTRATOR, zh="系统管理员", en="Administrator")


@pytest.fixture
def stranger(db: None) -> User:
    """An account that can sign in and belongs to nothing."""
    return User.objects.create_user("stranger", password="stranger")


@pytest.fixture
def cast(
    office: User,
    transport: User,
    commerce: User,
    leader: User,
    drafter: User,
    administrator: User,
    stranger: User,
) -> SimpleNamespace:
    """Everybody at once."""
    return SimpleNamespace(
        **{
            user.username: user
            for user in (office, transport, commerce, leader, drafter, administrator, stranger)
        }
    )


def signed_in(user: User | None, language: str = "en") -> Client:
    """A browser in which ``user`` is signed in, reading pages in ``language``."""
    client = Client()
    client.cookies["language"] = language
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server that the site knows."""
    with mail_sink() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.PILOTAGE_SMTP = f"smtp://127.0.0.1:{found.port}"
        settings.PILOTAGE_ADDRESS = "https://pilotage.example"
        yield found
