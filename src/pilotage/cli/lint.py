"""``pilotage lint``."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language, PilotageError

from . import options
from .files import compiled, each, register_at
from .problems import CANNOT_WRITE, COMMENTS_NEED_A_FILE, NO_REASON, WOULD_OVERWRITE
from .project import Project, add_waivers, find_project, read_project
from .telling import colour, dump, fail, tell

if TYPE_CHECKING:
    from pilotage.lint import Judged
    from pilotage.plan import Plan
    from pilotage.report import Linted
    from pilotage.unit import Register

    Found = tuple[Plan, Judged, bytes]


@click.command("lint")
@options.files
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "docx"]), default="text"
)
@options.output
@click.option("--select", default="", help="Only these rules: codes or names, parted by commas.")
@click.option("--ignore", default="", help="Not these rules.")
@click.option(
    "--project",
    "project_file",
    type=click.Path(path_type=Path),
    help="Project file (default: the nearest pilotage.toml, or [tool.pilotage]).",
)
@click.option("--waive", help="Let what is found stand, for this reason, in the project file.")
@options.units
@options.language
def command(
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    select: str,
    ignore: str,
    project_file: Path | None,
    waive: str | None,
    units: Path | None,
    language: Language,
) -> NoReturn:
    """Check plan documents before they are issued. Exit code 1 when something is found.

    --format docx writes the draft itself, with what was found as Word comments.
    """
    _check(form, output, waive)
    project = _project(project_file).asked(_words(select), _words(ignore))
    register = register_at(units)
    results = [*each(files, lambda data, name: _found(data, name, register, project))]
    for file, (_, judged, _) in results:
        _tell_lapsed(file, judged, language)
    if waive is not None:
        _waive(results, project, waive, language)
    elif form == "docx" and output is not None:
        results = [*_comment(results, output, language)]
    else:
        _say(_rendered(results, form, language, several=len(files) > 1), output)
    if len(results) < len(files):
        sys.exit(2)
    sys.exit(1 if waive is None and any(judged.open for _, (_, judged, _) in results) else 0)


def _check(form: str, output: Path | None, waive: str | None) -> None:
    if form == "docx" and output is None and waive is None:
        fail(COMMENTS_NEED_A_FILE.refusal())
    if waive is not None and not waive.strip():
        fail(NO_REASON.refusal())


def _project(file: Path | None) -> Project:
    try:
        return (read_project(file) or Project(file=file)) if file else find_project(Path.cwd())
    except PilotageError as error:
        fail(error)


def _found(data: bytes, name: str, register: "Register", project: Project) -> "Found":
    from pilotage.lint import chosen, judge, lint

    plan = compiled(data, name, register)
    asked = {"select": project.select, "ignore": project.ignore}
    findings = lint(plan, register, **asked)
    rules = {rule.code for rule in chosen(**asked)}
    return plan, judge(plan, findings, project.waivers, rules), data


def _tell_lapsed(file: Path, judged: "Judged", language: Language) -> None:
    """Waivers whose words changed or whose finding is gone."""
    for waiver in judged.lapsed:
        said = (
            f"{file}：对{waiver.code}“{waiver.words}”的豁免已失效：文字已变，或问题已不存在。"
            if language == "zh"
            else f"{file}: the waiver of {waiver.code} “{waiver.words}” has lapsed: "
            "its words changed, or the finding is gone."
        )
        click.echo(f"pilotage: {said}", err=True)


def _waive(
    results: "list[tuple[Path, Found]]",
    project: Project,
    reason: str,
    language: Language,
) -> None:
    from pilotage.lint import waive

    waivers = [
        waive(plan, finding, reason.strip())
        for _, (plan, judged, _) in results
        for finding in judged.open
    ]
    try:
        file = add_waivers(project, waivers) if waivers else project.file
    except PilotageError as error:
        fail(error)
    told = f"已在{file}中豁免{len(waivers)}个问题。"
    click.echo(told if language == "zh" else f"Waived in {file}: {len(waivers)}.")


def _rendered(
    results: "list[tuple[Path, Found]]",
    form: str,
    language: Language,
    *,
    several: bool,
) -> str:
    from pilotage.report import findings_json, findings_sarif, findings_text

    if form == "sarif":
        return dump(findings_sarif(_linted(results), language)) + "\n"
    if form == "json":
        listed = {str(f): findings_json(judged.open, language) for f, (_, judged, _) in results}
        return (
            dump(listed if several else [one for found in listed.values() for one in found]) + "\n"
        )
    return "".join(
        findings_text(plan, judged.open, language, colour()) + _waived(judged, language)
        for _, (plan, judged, _) in results
    )


def _linted(results: "list[tuple[Path, Found]]") -> "Iterator[Linted]":
    from pilotage.report import Linted

    for file, (plan, judged, _) in results:
        yield Linted(path=file.as_posix(), plan=plan, findings=judged.open, waived=judged.waived)


def _waived(judged: "Judged", language: Language) -> str:
    if not judged.waived:
        return ""
    count = len(judged.waived)
    return f"另有{count}个已豁免。\n" if language == "zh" else f"{count} more waived.\n"


def _say(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text.encode())


def _comment(
    results: "list[tuple[Path, Found]]", output: Path, language: Language
) -> "Iterator[tuple[Path, Found]]":
    """Write each draft with its comments; a file that is no .docx is told of and left out."""
    from pilotage.report import commented_docx

    for file, found in results:
        plan, judged, data = found
        into = output.is_dir() or len(results) > 1
        place = output / f"{file.stem}.checked.docx" if into else output
        try:
            if place.exists() and place.samefile(file):
                raise WOULD_OVERWRITE.refusal(place=place)
            written = commented_docx(data, plan, judged.open, language)
        except PilotageError as error:
            tell(error, str(file))
            continue
        _write(place, written)
        yield file, found


def _write(place: Path, data: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    except OSError as error:
        fail(CANNOT_WRITE.refusal(place=place, reason=error.strerror))


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(",") if word.strip())
