"""YAML from disk or memory, safely. The only module that imports yaml."""

from pathlib import Path

from pilotage.base import PilotageError


def read_yaml(source: Path | bytes, name: str = "") -> object:
    """The value written in ``source``: a path, or the bytes of the file themselves.

    ``name`` is what the error calls the file when only its bytes are given. Raises PilotageError
    when the file cannot be opened or is no YAML; the sentence names the line.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    called = name or (source.name if isinstance(source, Path) else "the YAML text")
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
        found: object = yaml.load(data, Loader=loader)  # noqa: S506 - both loaders are the safe one
    except OSError as error:
        raise PilotageError(
            f"{called} cannot be opened ({error.strerror}).", "Check the path and the permissions."
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise PilotageError(
            f"{called} is not valid YAML{_place(error)}.", "Correct that line and try again."
        ) from error
    return found


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
