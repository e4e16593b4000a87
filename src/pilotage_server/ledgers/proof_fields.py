"""The files of a report as fields of a form: rows of new files, and files sent before.

A form that comes back loses nothing: what could be kept of its files stands in it as a ticked box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilotage.base import PilotageError
from pilotage.ledger import ProofKind, proof_kind_label
from pilotage_server import clock
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

from .evidence import Proof, proof_of_upload
from .held import held, hold
from .models import EvidenceRow

PROOF_ROWS = 3
"""Rows of files in a report, each with its own date and kind."""

_DATED = _("Date of the proofs")
_KIND = _("What they are")


class DayInput(forms.DateInput):
    """A date field that browsers show a calendar for."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each judged by itself."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=FilesInput(), required=False, allow_empty_file=True, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class WordsField(forms.MultipleChoiceField):
    """Ticked boxes whose words the form judges itself."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **more)

    def valid_value(self, value: Any) -> bool:
        return isinstance(value, str)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of evidence that are files, for a list to choose from."""
    language = reader_language()
    return [(one.value, proof_kind_label(one, language)) for one in ProofKind if one.is_file]


class ProofFields(forms.Form):
    """Rows of files, each with kind and date, and the files that the unit has sent before."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user: User | None = None
        self._given: dict[str, EvidenceRow] = {}
        self._sent: dict[int, list[Proof]] = {}
        for row in range(1, PROOF_ROWS + 1):
            files, dated, kind = (
                format_lazy("{} {}", word, row) for word in (_("Files"), _DATED, _KIND)
            )
            self.fields[f"files_{row}"] = FilesField(label=files)
            self.fields[f"held_{row}"] = WordsField(label=_("Kept from before"))
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=kind, required=False, choices=[("", "–"), *kind_choices()]
            )
            self.fields[f"dated_{row}"] = forms.DateField(
                label=dated, required=False, widget=DayInput()
            )
        self.fields["again"] = WordsField(label=_("Files your unit has sent before"))

    def sent_by(self, user: User, given: Sequence[EvidenceRow]) -> None:
        """Who fills the form in, and the files that may serve once more."""
        self.user = user
        self._given = {str(row.pk): row for row in given}
        self._choices("again", [(key, _shown_row(row)) for key, row in self._given.items()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, PROOF_ROWS + 1):
            self._judge_day(row, given.get(f"dated_{row}"))
            self._sent[row] = [*self._held(row), *self._uploaded(row)]
        if not set(given.get("again") or ()) <= set(self._given):
            self.add_error("files_1", gettext("This file is not among those of your unit."))
        return given

    def _judge_day(self, row: int, dated: date | None) -> None:
        if dated and dated > clock.today():
            said = gettext("%(day)s is still to come; a proof is dated by what it shows.")
            self.add_error(f"dated_{row}", said % {"day": long_day(dated, reader_language())})

    def _held(self, row: int) -> Iterator[Proof]:
        for word in self.cleaned_data.get(f"held_{row}") or []:
            proof = held(word, self.user) if self.user else None
            if proof is None:
                said = gettext("A file of the form before was kept too long ago; choose it again.")
                self.add_error(f"files_{row}", said)
            else:
                yield proof

    def _uploaded(self, row: int) -> Iterator[Proof]:
        """The files that can be kept; each other gets its sentence."""
        for upload in self.cleaned_data.get(f"files_{row}") or []:
            try:
                yield proof_of_upload(upload)
            except PilotageError as error:
                self.add_error(f"files_{row}", " ".join(error.told(reader_language())).strip())

    def hold_files(self) -> None:
        """Before the form goes back: keep what came, and let it stand in the form, ticked."""
        if not self.user or not any(self._sent.values()):
            return
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for row, proofs in self._sent.items():
            words = [(hold(proof, self.user), _shown(proof)) for proof in proofs]
            self._choices(f"held_{row}", words)
            data.setlist(f"held_{row}", [word for word, _said in words])
        self.data = data

    def proof_rows(self) -> list[dict[str, Any]]:
        """The fields of each row, for the page; ``held`` is there when something was kept."""
        return [
            {
                "files": self[f"files_{row}"],
                "kind": self[f"kind_{row}"],
                "dated": self[f"dated_{row}"],
                "held": self[f"held_{row}"] if self._offers(f"held_{row}") else None,
            }
            for row in range(1, PROOF_ROWS + 1)
        ]

    def again_field(self) -> forms.BoundField | None:
        """The choice among files sent before; None when there is none."""
        return self["again"] if self._given else None

    def _offers(self, name: str) -> bool:
        field: Any = self.fields[name]
        return bool(field.choices)

    def proofs(self) -> list[Proof]:
        """The files of the form, each once, with the date and kind of its row."""
        found: dict[str, Proof] = {}
        for row, proofs in self._sent.items():
            dated, kind = (self.cleaned_data.get(f"{name}_{row}") for name in ("dated", "kind"))
            for proof in proofs:
                found.setdefault(proof.digest, replace(proof, dated=dated, kind=kind or ""))
        for key in self.cleaned_data.get("again") or []:
            proof = _proof_again(self._given[key])
            found.setdefault(proof.digest, proof)
        return list(found.values())


def _proof_again(row: EvidenceRow) -> Proof:
    """The same file for another request: its name, its date, and what it was said to be."""
    kinds = row.entry.payload.get("kinds") or {}
    return Proof(
        name=row.name,
        media_type=row.media_type,
        digest=row.digest,
        size=row.size,
        dated=row.dated,
        kind=kinds.get(row.digest, ""),
    )


def _shown(proof: Proof) -> str:
    return f"{proof.name} · {filesizeformat(proof.size)}"


def _shown_row(row: EvidenceRow) -> str:
    code = row.matter.code(reader_language())
    task = gettext("task %(code)s") % {"code": code}
    dated = row.dated.isoformat() if row.dated else gettext("no date")
    return f"{row.name} · {task} · {dated}"
