"""The forms of the acts: what each asks, with its help. The ledger judges what was entered."""

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilotage.ledger import LONGEST_TEXT, Outlook, ProofKind, proof_kind_label
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.plans import store
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from .models import MatterRow, MatterUnitRow
from .proof_fields import DayInput, ProofFields

NEVER_ADDRESSED = ("state_council", "legislature")
"""Kinds of units that plans cite and that no supervision office sends a slip to."""


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text of several lines. The ledger says how long it may be; a browser that knew it would cut
    off what is pasted and say nothing.
    """
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def share_field(label: Any) -> forms.IntegerField:
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
        limit = given.get(self.limit_field)  # none when something else is wrong with it
        if limit and self._past() and not given.get("past"):
            day = long_day(limit, reader_language())
            said = gettext("%(day)s is past. Give a later day, or confirm it below.")
            self.add_error(self.limit_field, said % {"day": day})
        return given


class NothingForm(ActForm):
    """An act that says all by being taken."""


class ReasonForm(ActForm):
    """An act that needs its reason."""

    reason = words_field(_("Reason"))


class MayReasonForm(ActForm):
    """An act that may carry a reason."""

    reason = words_field(_("Reason"), required=False)


class UrgeForm(ActForm):
    """What is asked; ``slip`` is the rule of the slip that was due when the page was shown."""

    text = words_field(_("What is asked, and by when"))
    slip = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class CloseForm(ActForm):
    """The result; where required evidence is missing, also why the task is closed without it."""

    text = words_field(_("Result, and on what evidence it closes"))
    waiver = words_field(_("Why the task is closed without the missing evidence"), required=False)

    def nothing_missing(self) -> None:
        """Ask for no reason where there is nothing to waive."""
        del self.fields["waiver"]


def _kinds_field(**more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Evidence that closing needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


def _name_kinds(form: forms.Form) -> None:
    field: Any = form.fields["evidence"]
    language = reader_language()
    field.choices = [(one.value, proof_kind_label(one, language)) for one in ProofKind]


class RequireForm(ActForm):
    """What closing needs from now on; giving something up has its reason."""

    evidence = _kinds_field()
    reason = words_field(_("Reason, if less is needed than before"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _name_kinds(self)


class ArchiveForm(ActForm):
    """The number under which the archive keeps the volume."""

    volume = forms.CharField(label=_("Archive number"), required=False, max_length=80)


class OutlookField(forms.ChoiceField):
    """Whether the limit will be kept, by the definitions of the pack in force; may stay open."""

    def __init__(self, *, label: Any, other: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.RadioSelect)
        self.other = other

    def define(self, definitions: Callable[[], Mapping[str, str]]) -> None:
        """Offer the answers with what each means, which is asked for when they are shown."""

        def answers() -> list[tuple[str, Any]]:
            said = definitions()
            return [("", self.other)] + [(one.value, said.get(one.value, one)) for one in Outlook]

        self.choices = answers

    def valid_value(self, value: object) -> bool:
        return value in list(Outlook)

    def clean(self, value: Any) -> Outlook | None:
        said = super().clean(value)
        return Outlook(said) if said else None


class UntilForm(NewLimitForm):
    """A new limit with its reason."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = words_field(_("Reason, and how far the work is"))


class ExtendForm(NewLimitForm):
    """The decision on a request: a definite day, not necessarily the one asked for."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = words_field(_("Remark"), required=False)


class ReportForm(ProofFields, ActForm):
    """How far a unit is, what it says, and the files that show it."""

    claimed = share_field(_("Claimed progress, in percent"))
    text = words_field(
        _("What was done since the last report"),
        help_text=format_lazy(
            _("At most {longest} characters; what is longer goes with it as a file."),
            longest=f"{LONGEST_TEXT:,}",
        ),
    )
    next_step = words_field(_("Next step"), required=False)
    forecast = OutlookField(
        label=_("Forecast: will the limit be kept?"), other=_("No forecast this time")
    )
    expected = forms.DateField(
        label=_("Day you expect to finish, if late"), required=False, widget=DayInput()
    )
    number = forms.CharField(
        label=_("Document number, if the result is a document"), required=False, max_length=120
    )
    done = forms.BooleanField(
        label=_("The task is done; we ask for it to be closed"), required=False
    )

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are no files; a forecast is asked of the lead where a limit runs."""
        asked = ("claimed", "text", "next_step", *self._forecast_asked(), "number", "done")
        return [self[name] for name in asked]

    def _forecast_asked(self) -> tuple[str, ...]:
        return tuple(name for name in ("forecast", "expected") if name in self.fields)

    def no_forecast(self) -> None:
        """Leave the forecast to the lead."""
        for name in self._forecast_asked():
            del self.fields[name]


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


def lead_groups(matter: MatterRow, without: Container[str] = ()) -> list[Any]:
    """The choices of a lead unit: those of the plan, then the others; none of ``without``."""
    ours, others = ([one for one in units if one[0] not in without] for units in _units_of(matter))
    groups = [(gettext("Units of this plan"), ours), (gettext("Other units"), others)]
    return [("", "–"), *(group for group in groups if group[1])]


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

    evidence = _kinds_field()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _name_kinds(self)
        ours, others = _units_of(self.matter)
        lead: Any = self.fields["lead"]
        support: Any = self.fields["support"]
        lead.choices = lead_groups(self.matter)
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
