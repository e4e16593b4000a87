"""The standing cast: one account of each standing, and a stranger."""

from django.contrib.auth.models import User
from django.test import Client

from pilotage_server.units.models import MembershipRow, Standing

CAST: dict[str, tuple[Standing, str, str, str]] = {
    "office": (Standing.OFFICE, "", "督查室", "Supervision office"),
    "transport": (Standing.LIAISON, "dl-transport", "市交通局联络员", "Transport liaison"),
    "commerce": (Standing.LIAISON, "dl-commerce", "市商务局联络员", "Commerce liaison"),
    "leader": (Standing.LEADER, "", "分管领导", "Leader in charge"),
    "drafter": (Standing.DRAFTER, "", "方案起草人", "Drafter"),
    "administrator": (Standing.ADMINISTRATOR, "", "系统管理员", "Administrator"),
}
"""By the name of the account: its standing, its unit, and its post in Chinese and in English."""
STRANGER = "stranger"


def member(name: str, role: Standing, unit: str = "", zh: str = "", en: str = "") -> User:
    """An account with a standing; the password is its name."""
    user = User.objects.create_user(name, password=name)
    MembershipRow.objects.create(
        user=user, role=role, unit=unit, post_zh=zh or name, post_en=en or name
    )
    return user


def one_of_cast(name: str) -> User:
    """That account; it is made unless it is there already, as where a ground stands."""
    found = User.objects.filter(username=name).first()
    if found:
        return found
    if name == STRANGER:
        return User.objects.create_user(name, password=name)
    return member(name, *CAST[name])


def whole_cast() -> dict[str, User]:
    """Everybody, by the name of the account."""
    return {name: one_of_cast(name) for name in (*CAST, STRANGER)}


def signed_in(user: User | None, language: str = "en") -> Client:
    """A browser in which ``user`` is signed in, reading pages in ``language``."""
    client = Client()
    client.cookies["language"] = language
    if user:
        client.force_login(user)
    return client
