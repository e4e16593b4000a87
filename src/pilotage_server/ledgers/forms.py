"""The forms of the acts: what each asks, with its help. The ledger judges what was entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilotage.ledger import Method, Outlook
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.plans import store
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from .evidence import Proof, proof_of_upload
from .models import MatterRow, MatterUnitRow

PROOF_ROWS = 3
"""Rows of files in a report, each with its own date."""


NEVER_ADDRESSED = ("state_council", "legislature")
"""Kinds of units that plans cite and that no supervision office sends a slip to."""

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


class ActForm(forms.Form):
    """A form about one matter."""

    def __init__(self, *args: Any, matter: MatterRow, **more: Any) -> None:
        super().__init__(*args, **more)
        self.matter = matter


class NewLimitForm(ActForm):
    """A form that sets a limit in ``limit_field``; a day that is past is entered only knowingly."""

    limit_field = "until"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.is_bound and self._past():
            self.fields["past"] = forms.BooleanField(
                label=_("This day is past; enter it all the same"), required=False
            )

    def _past(self) -> bool:
        """Whether the day that was sent is before today."""
        try:
            found = self.fields[self.limit_field].clean(self.data.get(self.limit_field))
        except forms.ValidationError:
            return False
        return found is not None and found < clock.today()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self._past() and not given.get("past"):
            day = long_day(given[self.limit_field], reader_language())
            said = gettext("%(day)s is past. Give a later day, or confirm it below.")
            self.add_error(self.limit_field, said % {"day": day})
        return given


class NothingForm(ActForm):
    """An act that says all by being taken."""


class ReasonForm(ActForm):
    """An act that needs its reason."""

    reason = _text(_("Reason"))


class MayReasonForm(ActForm):
    """An act that may carry a reason."""

    reason = _text(_("Reason"), required=False)


class UrgeForm(ActForm):
    """What is asked; ``slip`` is the rule of the slip that was due when the page was shown."""

    text = _text(_("What is asked, and by when"))
    slip = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class CloseForm(ActForm):
    text = _text(_("Result, and on what evidence it closes"))


class OutlookField(forms.ChoiceField):
    """Whether the limit will be kept, by the definitions of the pack in force; may stay open."""

    def __init__(self, *, label: Any, other: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.RadioSelect)
        self.other = other

    def define(self, definitions: Mapping[str, str]) -> None:
        """Offer the answers with what each means."""
        self.choices = [("", self.other)] + [
            (one.value, definitions.get(one.value, one.value)) for one in Outlook
        ]

    def clean(self, value: Any) -> Outlook | None:
        said = super().clean(value)
        return Outlook(said) if said else None


class VerifyForm(ActForm):
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
    judgement = OutlookField(
        label=_("Your own judgement: will the limit be kept?"), other=_("No judgement")
    )


class UntilForm(NewLimitForm):
    """A new limit with its reason."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = _text(_("Reason, and how far the work is"))


class ExtendForm(NewLimitForm):
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


class ReportForm(ActForm):
    """How far a unit is, what it says, and the files that show it."""

    claimed = _share(_("Claimed progress, in percent"))
    text = _text(_("What was done since the last report"))
    next_step = _text(_("Next step"), required=False)
    forecast = OutlookField(
        label=_("Forecast: will the limit be kept?"), other=_("No forecast this time")
    )
    expected = forms.DateField(
        label=_("Day you expect to finish, if late"), required=False, widget=DayInput()
    )
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

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, PROOF_ROWS + 1):
            dated = given.get(f"dated_{row}")
            if dated and dated > clock.today():
                said = gettext("%(day)s is still to come; a proof is dated by what it shows.")
                day = long_day(dated, reader_language())
                self.add_error(f"dated_{row}", said % {"day": day})
        return given

    def proof_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of file field and date field, for the page."""
        return [(self[f"files_{row}"], self[f"dated_{row}"]) for row in range(1, PROOF_ROWS + 1)]

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are no files; a forecast is asked of the lead where a limit runs."""
        asked = ("claimed", "text", "next_step", *self._forecast_asked(), "done")
        return [self[name] for name in asked]

    def _forecast_asked(self) -> tuple[str, ...]:
        return tuple(name for name in ("forecast", "expected") if name in self.fields)

    def no_forecast(self) -> None:
        """Leave the forecast to the lead."""
        for name in self._forecast_asked():
            del self.fields[name]

    def proofs(self) -> list[Proof]:
        """The files sent, judged; PilotageError for the first that cannot be kept."""
        return [
            proof_of_upload(upload, self.cleaned_data.get(f"dated_{row}"))
            for row in range(1, PROOF_ROWS + 1)
            for upload in self.cleaned_data.get(f"files_{row}") or []
        ]


Units = list[tuple[str, str]]


def _units_of(matter: MatterRow) -> tuple[Units, Units]:
    """The units of the matter's plan, and the others of the register; each in reading order."""
    language = reader_language()
    rows = MatterUnitRow.objects.filter(matter__plan=matter.plan_id).exclude(unit="")
    ours = set(rows.values_list("unit", flat=True))
    named = [
        (unit.id, unit.full(language))
        for unit in register().units.values()
        if unit.id in ours or unit.kind not in NEVER_ADDRESSED
    ]
    if language == "en":
        named.sort(key=lambda one: one[1].casefold())
    return [one for one in named if one[0] in ours], [one for one in named if one[0] not in ours]


class MilestonesField(forms.CharField):
    """A day and a percentage a line: "2021-06-30 40". What they say together the ledger judges."""

    def __init__(self, *, label: Any, help_text: Any) -> None:
        area = forms.Textarea(attrs={"rows": 3, "placeholder": "2021-06-30 40"})
        super().__init__(
            label=label, help_text=help_text, required=False, max_length=2000, widget=area
        )

    def clean(self, value: Any) -> list[tuple[date, int]]:
        lines = [line.split() for line in super().clean(value).splitlines() if line.strip()]
        try:
            found = [(date.fromisoformat(day), int(share.rstrip("%％"))) for day, share in lines]
        except ValueError as error:
            said = gettext("Write a day and a percentage on each line, as 2021-06-30 40.")
            raise forms.ValidationError(said) from error
        return sorted(found)


class DispatchForm(NewLimitForm):
    """To whom a registered task goes, and by when; ``usual`` is the rule whose limit was taken."""

    limit_field = "limit"

    usual = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

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
    milestones = MilestonesField(
        label=_("Milestones"),
        help_text=_(
            "One a line: the day, and the percentage due by then. Without milestones progress is "
            "planned evenly from dispatch to limit."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ours, others = _units_of(self.matter)
        lead: Any = self.fields["lead"]
        support: Any = self.fields["support"]
        groups = [(gettext("Units of this plan"), ours), (gettext("Other units"), others)]
        lead.choices = [("", "–"), *(group for group in groups if group[1])]
        support.choices = [*ours, *others]

    def clean_limit(self) -> date | None:
        """The limit; ValidationError when it lies before the plan itself."""
        given: date | None = self.cleaned_data["limit"]
        issued = store.plan_of(self.matter.plan).issued
        if given and issued and given < issued:
            said = gettext("The plan is of %(day)s; a limit cannot lie before it.")
            raise forms.ValidationError(said % {"day": long_day(issued, reader_language())})
        return given

    def roles(self) -> list[tuple[str, Role]]:
        """The chosen units with their roles, the lead first and only once."""
        lead = self.cleaned_data["lead"]
        others = [one for one in self.cleaned_data["support"] if one != lead]
        return [(lead, Role.LEAD), *((one, Role.SUPPORT) for one in others)]
