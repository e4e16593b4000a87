"""Written names against a register: one candidate or left open, and only in its own place."""

from pathlib import Path

import pytest

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.unit import example_register, load_register

PLAN = (
    "{title}\n\n一、重点任务\n\n（一）开通航线。开通两条航线。（市商务局、商务部、大连海关负责）\n"
)


def units_of(title: str) -> list[tuple[str, str | None]]:
    plan = compile_document(PLAN.format(title=title).encode(), "plan.txt")
    return [(duty.name, duty.unit) for duty in plan.tasks[0].units]


def test_short_names_mean_the_offices_of_the_plans_own_place() -> None:
    assert dict(units_of("大连市开放工作方案"))["市商务局"] == "dl-commerce"
    assert dict(units_of("开放工作方案"))["市商务局"] == "dl-commerce"


def test_in_the_plan_of_another_city_only_full_and_national_names_resolve() -> None:
    found = dict(units_of("上海市开放工作方案"))
    assert found["市商务局"] is None
    assert found["大连海关"] == "dl-customs"
    ministry = example_register().resolve("商务部").unit
    assert ministry
    assert found["商务部"] == ministry


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Municipal Commerce Bureau", "dl-commerce"),
        ("the Municipal Bureau of Commerce", "dl-commerce"),
        ("Port Office of the Municipal Government", "dl-port-office"),
        ("市口岸办", "dl-port-office"),
        ("大连市商务局", "dl-commerce"),
        ("Unheard-of Agency", None),
    ],
)
def test_spellings_of_one_unit_meet(written: str, unit: str | None) -> None:
    assert example_register().resolve(written).unit == unit


def test_two_units_of_one_name_stay_open_with_both() -> None:
    found = example_register().resolve("Financial Bureau")
    assert found.unit is None
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    "text",
    [
        "units: 3\n",
        "- a\n- b\n",
        "units:\n- zh: 市商务局\n",
        "units:\n- id: a\n",
        "place: Atlantis\nunits:\n- {id: a, zh: 市商务局}\n",
        "units: [\n",
    ],
)
def test_a_register_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PilotageError) as caught:
        load_register(path)
    assert "register.yaml" in caught.value.what or "YAML" in caught.value.what
    assert "\n" not in caught.value.what


def test_a_users_register_resolves_its_own_units(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(
        "register: mine\nunits:\n- {id: a, zh: 某局, names: [甲局]}\n", encoding="utf-8"
    )
    assert load_register(path).resolve("甲局").unit == "a"
