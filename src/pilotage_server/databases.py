"""Which database the site keeps its rows in, and what is said when it cannot be reached."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from pilotage.base import PilotageError

POSTGRESQL = ("postgresql", "postgres")
UNREACHABLE = (OperationalError, InterfaceError, ProgrammingError, ImproperlyConfigured)
"""What Django raises when the server does not answer, when its driver is not installed, or when a
table is not there.
"""


PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
"""Values are bound by the server, which reads and plans a statement once for each connection."""


def database(named: str, home: Path) -> dict[str, Any]:
    """Django's settings for the database ``named``: an address (``postgresql://…``) or an SQLite
    file, by default ``home/pilotage.sqlite3``. PilotageError for an address of another kind.

    Both keep an act that was answered: SQLite syncs its log at each commit, as PostgreSQL does.
    """
    scheme, separator, _rest = named.partition("://")
    if separator and scheme not in POSTGRESQL:
        raise PilotageError(
            f"PILOTAGE_DATABASE names a database of the kind “{scheme}”, which is not served.",
            "Give postgresql://account:password@host/name, or the path of an SQLite file.",
            zh=(
                f"PILOTAGE_DATABASE指向的“{scheme}”类数据库不受支持。",
                "请填写postgresql://账号:密码@主机/库名，或者SQLite文件的路径。",
            ),
        )
    if separator:
        found = dj_database_url.parse(named, conn_max_age=600, conn_health_checks=True)
        return {**found, "OPTIONS": {**found.get("OPTIONS", {}), **PREPARED}}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": named or str(home / "pilotage.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-16000;",
        },
        "CONN_MAX_AGE": None,
    }


NO_TABLE = ("no such table", "undefined table", "does not exist")
"""What SQLite and PostgreSQL say of a database in which no site was begun."""


def begun(surroundings: Mapping[str, str]) -> bool:
    """Whether a site was begun where the ``PILOTAGE_…`` variables point: looked at, nothing made.

    Every site has a key, given or kept in its home; one on SQLite has its file.
    """
    home = Path(surroundings.get("PILOTAGE_HOME", "var"))
    named = surroundings.get("PILOTAGE_DATABASE", "")
    has_key = surroundings.get("PILOTAGE_SECRET_KEY") or (home / "secret-key").is_file()
    if "://" in named:
        return bool(has_key)
    return bool(has_key) and (Path(named) if named else home / "pilotage.sqlite3").is_file()


def no_site() -> PilotageError:
    """That no site is there yet."""
    return PilotageError(
        "There is no site in this database yet.",
        "See that PILOTAGE_HOME or PILOTAGE_DATABASE names the one you mean; "
        "pilotage serve begins a new one.",
        zh=(
            "此数据库中还没有建立站点。",
            "请确认PILOTAGE_HOME或PILOTAGE_DATABASE指向所要的位置；"
            "运行pilotage serve可建立新站点。",
        ),
    )


def unreachable(error: Exception) -> PilotageError:
    """The sentence for one of ``UNREACHABLE``, with the first line of what the database said; of a
    database without tables, that no site is there.
    """
    if isinstance(error, OperationalError | ProgrammingError) and any(
        words in str(error) for words in NO_TABLE
    ):
        return no_site()
    said = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    return PilotageError(
        f"The database cannot be used: {said}.",
        "See that it runs and that PILOTAGE_DATABASE is right; "
        "PostgreSQL needs the extra postgres: .tools/bin/uv pip install --python .venv -e "
        "'.[postgres]' in a clone, pip install 'WHEEL[server,postgres]' from a wheel.",
        zh=(
            f"数据库无法使用：{said}。",
            "请确认数据库已启动、PILOTAGE_DATABASE填写正确；"
            "使用PostgreSQL须安装附加组件postgres：在源码目录中运行"
            ".tools/bin/uv pip install --python .venv -e '.[postgres]'，"
            "使用安装包的运行pip install '安装包文件[server,postgres]'。",
        ),
    )
