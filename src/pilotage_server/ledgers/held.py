"""Files of a form that came back: kept already, so that nobody has to choose them again.

A browser forgets chosen files when a form comes back with a question. What could be kept of them is
kept, and the form names each by a signed word, good for its own account and for half a day.
"""

from typing import Any

from django.contrib.auth.models import User
from django.core import signing

from . import evidence
from .evidence import Proof

HOURS = 12
_SALT = "pilotage.evidence.held"


def hold(proof: Proof, user: User) -> str:
    """Keep ``proof`` and give the word for it."""
    evidence.keep(proof)
    said = {
        "by": user.pk,
        "name": proof.name,
        "type": proof.media_type,
        "digest": proof.digest,
        "size": proof.size,
    }
    return signing.dumps(said, salt=_SALT, compress=True)


def held(word: str, user: User) -> Proof | None:
    """The proof that ``word`` stands for; None when it is another's, too old or no such word."""
    try:
        said: dict[str, Any] = signing.loads(word, salt=_SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    if said["by"] != user.pk or not evidence.path_of(said["digest"]).is_file():
        return None
    return Proof(
        name=said["name"], media_type=said["type"], digest=said["digest"], size=said["size"]
    )
