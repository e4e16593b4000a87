"""Settings of a site that several processes share: SQLite under ``PILOTAGE_HOME``, or PostgreSQL.

``PILOTAGE_TEST_POSTGRES`` names an empty PostgreSQL database as ``postgresql://user@host:port/name``
(a host may be a folder, percent-encoded, for a local socket); psycopg must be importable.
"""

import os
from urllib.parse import unquote, urlsplit

from pilotage_server.settings import *  # noqa: F403

_URL = urlsplit(os.environ.get("PILOTAGE_TEST_POSTGRES", ""))
if _URL.scheme == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _URL.path.lstrip("/"),
            "USER": unquote(_URL.username or ""),
            "PASSWORD": unquote(_URL.password or ""),
            "HOST": unquote(_URL.hostname or ""),
            "PORT": str(_URL.port or ""),
        }
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
