"""Settings of a site that several processes share, with quick password hashing."""

from pilotage_server.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
