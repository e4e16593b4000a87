"""The forms of the acts: what each asks, with its help. The ledger judges what was entered."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilotage.ledger import Method
from pilotage.plan import Role
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from .evidence import Proof, proof_of_upload
from .models import MatterUnitRow

PROOF_ROWS = 3
"""Rows of files in a report, each with its own date."""


_DATED = _("Date of the proofs")


class DayInput(forms.DateInput):
    """A date field that browsers show a calendar for."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _share(label: Any) -> forms.IntegerField:
    """A percentage. The browser knows its bounds; the ledger words what lies outside them."""
    return forms.IntegerField(
        label=label, widget=forms.NumberInput(attrs={"min": 0, "max": 100, "step": 1})
    )


class NothingForm(forms.Form):
    """An act that says all by being taken."""


class ReasonForm(forms.Form):
    """An act that needs its reason."""

    reason = _text(_("Reason"))


class MayReasonForm(forms.Form):
    """An act that may carry a reason."""

    reason = _text(_("Reason"), required=False)


class TextForm(forms.Form):
    """An act with a few words."""

    text = _text(_("Words"))


class UrgeForm(forms.Form):
    text = _text(_("What is asked, and by when"))


class CloseForm(forms.Form):
    text = _text(_("Result, and on what evidence it closes"))


class VerifyForm(forms.Form):
    """What the office found."""

    verified = _share(_("Verified progress, in percent"))
    method = forms.ChoiceField(
        label=_("How it was checked"),
        choices=[
            (Method.DESK.value, _("On the papers")),
            (Method.PHONE.value, _("By telephone")),
            (Method.VISIT.value, _("On the spot")),
        ],
        widget=forms.RadioSelect,
        initial=Method.DESK.value,
    )
    text = _text(_("What was found"))


class UntilForm(forms.Form):
    """A new limit with its reason."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = _text(_("Reason, and how far the work is"))


class ExtendForm(forms.Form):
    """The decision on a request: a definite day, not necessarily the one asked for."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = _text(_("Remark"), required=False)


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


class ReportForm(forms.Form):
    """How far a unit is, what it says, and the files that show it."""

    claimed = _share(_("Claimed progress, in percent"))
    text = _text(_("What was done since the last report"))
    next_step = _text(_("Next step"), required=False)
    done = forms.BooleanField(
        label=_("The task is done; we ask for it to be closed"), required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for row in range(1, PROOF_ROWS + 1):
            files, dated = (format_lazy("{} {}", word, row) for word in (_("Files"), _DATED))
            self.fields[f"files_{row}"] = FilesField(label=files)
            self.fields[f"dated_{row}"] = forms.DateField(
                label=dated, required=False, widget=DayInput()
            )

    def proof_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of file field and date field, for the page."""
        return [(self[f"files_{row}"], self[f"dated_{row}"]) for row in range(1, PROOF_ROWS + 1)]

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are no files."""
        return [self[name] for name in ("claimed", "text", "next_step", "done")]

    def proofs(self) -> list[Proof]:
        """The files sent, judged; PilotageError for the first that cannot be kept."""
        return [
            proof_of_upload(upload, self.cleaned_data.get(f"dated_{row}"))
            for row in range(1, PROOF_ROWS + 1)
            for upload in self.cleaned_data.get(f"files_{row}") or []
        ]


def _units_by_name() -> list[tuple[str, str]]:
    """Every unit of the register; those that have a task already stand first."""
    language = reader_language()
    busy = set(MatterUnitRow.objects.exclude(unit="").values_list("unit", flat=True))
    named = [(unit.id, unit.full(language)) for unit in register().units.values()]
    return sorted(named, key=lambda one: (one[0] not in busy, one[1]))


class DispatchForm(forms.Form):
    """To whom a registered task goes, and by when."""

    lead = forms.ChoiceField(label=_("Lead unit"))
    support = forms.MultipleChoiceField(
        label=_("Supporting units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    limit = forms.DateField(
        label=_("Limit"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave empty for an ongoing task."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        units = _units_by_name()
        lead: Any = self.fields["lead"]
        support: Any = self.fields["support"]
        lead.choices = [("", "–"), *units]
        support.choices = units

    def roles(self) -> list[tuple[str, Role]]:
        """The chosen units with their roles, the lead first and only once."""
        lead = self.cleaned_data["lead"]
        others = [one for one in self.cleaned_data["support"] if one != lead]
        return [(lead, Role.LEAD), *((one, Role.SUPPORT) for one in others)]
