"""The administrator keeps the accounts: adds, gives posts, deactivates, gives new passwords."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import actions, credentials
from pilotage_server.units.models import CredentialRow, FurtherPostRow, MembershipRow, Standing
from pilotage_server.units.problems import RefusalError

from .conftest import member, signed_in
from .ledgers_support import ISSUED, under_way
from .sign_in_support import Wall, browser, is_in, sign_in, with_codes

pytestmark = pytest.mark.django_db

POST = {"role": "liaison", "unit": "dl-commerce", "post_zh": "市商务局联络岗", "post_en": "Liaison"}


def send(client: Client, path: str, token: str = "a form", **form: str) -> Any:
    return client.post(path, {"post_token": token} | form)


def password_in(answer: Any) -> str:
    """The password shown on that page."""
    found = re.search(r'id="once-password">([a-z2-9-]{14})<', answer.content.decode())
    assert found
    return found[1]


def test_an_account_is_added_and_its_password_shown_once(administrator: User) -> None:
    desk = signed_in(administrator)
    answer = send(desk, "/accounts/add/", name="commerce", **POST)
    password = password_in(answer)
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(username="commerce")
    assert (user.membership.role, user.membership.unit) == ("liaison", "dl-commerce")
    again = send(desk, "/accounts/add/", name="commerce2", **POST)
    assert again["Location"] == f"/accounts/{user.pk}/"
    assert password not in desk.get(f"/accounts/{user.pk}/").content.decode()
    client = browser()
    sign_in(client, "commerce", password)
    assert client.get("/to-do/")["Location"] == "/account/password/"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "Administrator"}, "There is an account of this name."),
        ({"name": "a b"}, "Enter a valid username"),
        ({"unit": ""}, "This role acts for a unit."),
        ({"within": "dl-gov"}, "This role has the tasks of its unit."),
        ({"unit": "dl-nobody"}, "Select a valid choice"),
        ({"role": "king"}, "Select a valid choice"),
        ({"role": "administrator", "within": "dl-gov"}, "keeps all accounts"),
        ({"post_zh": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_with_a_new_account(
    administrator: User, given: dict[str, str], sentence: str
) -> None:
    form = {"name": "commerce", **POST} | given
    answer = send(signed_in(administrator), "/accounts/add/", **form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert User.objects.count() == 1


def test_a_deactivated_account_is_out_at_once_and_what_it_did_stays(cast: SimpleNamespace) -> None:
    matter = under_way(cast)["4"]
    theirs = signed_in(cast.commerce)
    assert is_in(theirs)
    desk, path = signed_in(cast.administrator), f"/accounts/{cast.commerce.pk}/deactivate/"
    assert "Deactivate the account commerce?" in desk.get(path).content.decode()
    assert is_in(theirs)
    send(desk, path)
    assert not is_in(theirs)
    assert sign_in(browser(), "commerce", "commerce").status_code == 422
    assert "Commerce liaison" in desk.get(f"/tasks/{matter.pk}/?all=1").content.decode()
    assert "deactivated" in desk.get("/accounts/").content.decode()
    send(desk, f"/accounts/{cast.commerce.pk}/reactivate/", token="another")
    assert sign_in(browser(), "commerce", "commerce").status_code == 302


def test_the_last_administrator_stays(administrator: User) -> None:
    desk, path = signed_in(administrator), f"/accounts/{administrator.pk}"
    as_office = {f"p0-{name}": value for name, value in (POST | {"role": "office"}).items()}
    for address, form in ((f"{path}/deactivate/", {}), (f"{path}/posts/0/", as_office)):
        answer = send(desk, address, **form)
        assert answer.status_code == 422
        assert "This is the last administrator" in answer.content.decode()
    assert is_in(desk)
    assert desk.get("/accounts/").status_code == 200


def test_the_last_administrator_stays_in_a_further_post_too(office: User) -> None:
    row = MembershipRow.objects.get(user=office)
    further = actions.add_post(office, POST | {"role": "administrator", "unit": ""})
    assert isinstance(further, FurtherPostRow)
    with pytest.raises(RefusalError):
        actions.remove_post(office, further.pk)
    member("second", Standing.ADMINISTRATOR)
    actions.remove_post(office, further.pk)
    assert not row.further.exists()


def test_an_administrator_who_is_deactivated_does_not_count(administrator: User) -> None:
    second = member("second", Standing.ADMINISTRATOR)
    actions.deactivate(second)
    with pytest.raises(RefusalError):
        actions.deactivate(administrator)


def test_a_new_password_ends_sessions_and_has_to_be_changed(
    administrator: User, office: User
) -> None:
    theirs = signed_in(office)
    answer = send(signed_in(administrator), f"/accounts/{office.pk}/password/")
    assert not is_in(theirs)
    client = browser()
    assert sign_in(client, "office", "office").status_code == 422
    sign_in(client, "office", password_in(answer))
    assert client.get("/tasks/")["Location"] == "/account/password/"


def test_codes_of_a_lost_telephone_are_turned_off(
    administrator: User, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_codes(office, Wall(monkeypatch))
    send(signed_in(administrator), f"/accounts/{office.pk}/codes/")
    assert not credentials.has_codes(office)
    client = browser()
    sign_in(client, "office", "office")
    assert is_in(client)


def test_an_account_is_signed_out_everywhere(administrator: User, office: User) -> None:
    theirs = signed_in(office)
    send(signed_in(administrator), f"/accounts/{office.pk}/sessions/")
    assert not is_in(theirs)


def test_posts_are_added_changed_and_taken_away(administrator: User, office: User) -> None:
    desk, path = signed_in(administrator), f"/accounts/{office.pk}"
    send(desk, f"{path}/posts/", **{f"new-{name}": value for name, value in POST.items()})
    row = FurtherPostRow.objects.get(member__user=office)
    changed = POST | {"unit": "dl-transport"}
    form = {f"p{row.pk}-{name}": value for name, value in changed.items()}
    send(desk, f"{path}/posts/{row.pk}/", token="second", **form)
    row.refresh_from_db()
    assert row.unit == "dl-transport"
    assert MembershipRow.objects.get(user=office).role == Standing.OFFICE
    wrong = form | {f"p{row.pk}-unit": ""}
    answer = send(desk, f"{path}/posts/{row.pk}/", token="third", **wrong)
    assert answer.status_code == 422
    assert "Choose the unit." in answer.content.decode()
    send(desk, f"{path}/posts/{row.pk}/remove/", token="fourth")
    assert not FurtherPostRow.objects.exists()


def test_a_post_of_another_account_is_not_changed_by_its_number(
    administrator: User, office: User, leader: User
) -> None:
    row = actions.add_post(leader, POST)
    desk = signed_in(administrator)
    form = {f"p{row.pk}-{name}": value for name, value in POST.items()}
    assert send(desk, f"/accounts/{office.pk}/posts/{row.pk}/", **form).status_code == 404
    assert send(desk, f"/accounts/{office.pk}/posts/{row.pk}/remove/").status_code == 404
    assert FurtherPostRow.objects.count() == 1


def test_an_account_without_a_post_is_listed_and_given_one(
    administrator: User, stranger: User
) -> None:
    desk = signed_in(administrator)
    assert "no post yet" in desk.get("/accounts/").content.decode()
    path = f"/accounts/{stranger.pk}/"
    assert "holds no post yet" in desk.get(path).content.decode()
    assert "Ask the administrator" in signed_in(stranger).get("/").content.decode()
    send(desk, f"{path}posts/", **{f"new-{name}": value for name, value in POST.items()})
    assert signed_in(stranger).get("/to-do/").status_code == 200


def test_a_post_can_be_kept_to_one_programme(administrator: User, cast: SimpleNamespace) -> None:
    matter = under_way(cast)["4"]
    other = ProgrammeRow.objects.create(
        code="other", name_zh="另一方案", name_en="Another programme", created_at=ISSUED
    )
    desk = signed_in(administrator)
    page = desk.get("/accounts/add/").content.decode()
    assert "Another programme" in page
    for programme, status in ((matter.plan.programme_id, 200), (other.pk, 404)):
        form = {**POST, "role": "office", "name": f"desk{programme}", "programme": str(programme)}
        send(desk, "/accounts/add/", token=f"t{programme}", **form)
        made = User.objects.get(username=f"desk{programme}")
        CredentialRow.objects.filter(user=made).update(must_change=False)
        assert signed_in(made).get(f"/tasks/{matter.pk}/").status_code == status


def test_the_list_asks_the_database_the_same_for_few_and_many(
    administrator: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        actions.add_post(member(f"u{number}", Standing.LEADER), POST)
    desk = signed_in(administrator)
    with django_assert_max_num_queries(10):
        desk.get("/accounts/")


@pytest.mark.parametrize("what", ["deactivate", "codes", "sessions"])
def test_whoever_ends_their_own_session_is_led_to_sign_in(administrator: User, what: str) -> None:
    member("second", Standing.ADMINISTRATOR)
    desk = signed_in(administrator)
    answer = send(desk, f"/accounts/{administrator.pk}/{what}/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/")
    assert not is_in(desk)
