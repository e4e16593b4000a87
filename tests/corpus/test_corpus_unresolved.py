"""The names a register does not settle, and the register to fill in that is made of them."""

from pathlib import Path

from pilotage.compile import compile_document
from pilotage.corpus import OpenName, all_names, open_names, open_names_text, register_stub
from pilotage.plan import Plan
from pilotage.unit import example_register, load_register


def plan(*units: str) -> Plan:
    items = "\n".join(
        f"（{'一二三'[at]}）开通航线。开通航线。（责任单位：{names}）"
        for at, names in enumerate(units)
    )
    return compile_document(f"大连市工作方案\n一、任务\n{items}\n".encode(), "plan.txt")


def test_the_most_frequent_name_comes_first_and_known_ones_not_at_all() -> None:
    found = open_names([plan("甲乙局、市商务局", "甲乙局"), plan("丙丁局、甲乙局")])
    assert [(n.name, n.tasks, n.plans) for n in found] == [("甲乙局", 3, 2), ("丙丁局", 1, 1)]


def test_the_stub_is_a_register_that_knows_the_names(tmp_path: Path) -> None:
    names = open_names([plan("甲乙局", '"怪"局')])
    path = tmp_path / "stub.yaml"
    path.write_text(register_stub(names), encoding="utf-8")
    register = load_register(path)
    assert register.name == "mine"
    assert all(register.resolve(name.name).unit for name in names)


def test_the_stub_serves_alone_for_the_files_it_was_made_from(tmp_path: Path) -> None:
    made = plan("甲乙局、市商务局", "各区市县政府、丙丁局")
    names, known = all_names([made])
    assert {n.name for n in names} >= {"甲乙局", "丙丁局"}
    assert "dl-commerce" in known
    path = tmp_path / "stub.yaml"
    path.write_text(register_stub(names, [example_register().units[i] for i in known]), "utf-8")
    alone = compile_document(made.text.encode(), "plan.txt", register=load_register(path))
    assert all(duty.unit for task in alone.tasks for duty in task.units)


def test_a_name_with_candidates_is_a_remark_and_no_unit(tmp_path: Path) -> None:
    path = tmp_path / "stub.yaml"
    path.write_text(register_stub([OpenName("办公室", 2, 1, ("a", "b"))]), encoding="utf-8")
    assert not load_register(path).units
    assert "a, b" in path.read_text(encoding="utf-8")


def test_the_table_speaks_both_languages_and_fits() -> None:
    names = [OpenName("一个名称非常非常长的单位" * 5, 12, 3, ("a",) * 40)]
    for language, head in (("zh", "文件中的写法"), ("en", "Name as written")):
        text = open_names_text(names, language, 80)  # type: ignore[arg-type]
        assert text.startswith(head)
        assert max(map(len, text.splitlines())) <= 80
    assert open_names_text([], "en") == "Every unit is known.\n"
