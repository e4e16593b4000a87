"""Registers of one's own: as YAML, as a workbook, and what is said of bad ones."""

from pathlib import Path

import pytest
import xlsxwriter

from pilotage.base import PilotageError
from pilotage.unit import load_register

UNIT = "- {{id: {id}, zh: 大连市甲局}}\n"


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(PilotageError) as caught:
        load_register(path)
    return caught.value.told("en")[0], caught.value.told("zh")[0]


def test_a_workbook_with_chinese_heads_is_a_register(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "ours.xlsx",
        ("编号", "单位名称", "英文名称", "简称", "别名", "备注"),
        ("jia", "大连市甲局", "Dalian Bureau of Alpha", "市甲局", "甲局；A局", "不读的一列"),
    )
    register = load_register(path)
    assert register.name == "ours"
    assert {register.resolve(n).unit for n in ("市甲局", "A局", "Dalian Alpha Bureau")} == {"jia"}


def test_a_row_without_an_id_keeps_the_id_its_name_gives(tmp_path: Path) -> None:
    heads = ("zh", "en", "short")
    first = load_register(workbook(tmp_path / "a.xlsx", heads, ("大连市甲局", "", "")))
    moved = load_register(
        workbook(tmp_path / "b.xlsx", heads, ("大连市乙局", "", ""), ("大连市甲局", "", "Alpha"))
    )
    unit = first.resolve("大连市甲局").unit
    assert unit is not None
    assert moved.resolve("大连市甲局").unit == unit


def test_a_workbook_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "ours.xlsx", ("zh", "names"), ("大连市甲局", "甲局"))
    assert load_register(path.rename(tmp_path / "ours.yaml")).resolve("甲局").unit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list", "no list “units”"),
        ("units: [{zh: 甲局}]", "Unit 1"),
        ("units: [{id: a}]", "has no name"),
        ("units:\n" + 2 * UNIT.format(id="a"), "the id a"),
        ("place: 甲市\nunits: []", "甲市"),
        ("units: [", "not valid YAML"),
    ],
)
def test_a_bad_register_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    english, _ = refusal(path)
    assert said in english
    assert "ours.yaml" in english


def test_a_workbook_without_names_is_told_in_both_languages(tmp_path: Path) -> None:
    english, chinese = refusal(workbook(tmp_path / "ours.xlsx", ("a", "b"), ("1", "2")))
    assert "no column of names" in english
    assert "没有名称列" in chinese


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "none.yaml")[0]
