"""The forms of suspending, passing on, instructions and their answers, and of a check."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pilotage.ledger import Every, Instruction, MatterState, Method, Rhythm
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

from .course import unpacked
from .evidence import Proof, proof_of_upload
from .forms import (
    ActForm,
    DispatchForm,
    OutlookField,
    lead_groups,
    share_field,
    words_field,
)
from .models import MatterUnitRow
from .proof_fields import DayInput, FilesField


def _not_past(form: forms.Form, name: str, said: str) -> None:
    """A fault on ``name`` when its day is past; ``said`` takes the day."""
    found = form.cleaned_data.get(name)
    if found and found < clock.today():
        form.add_error(name, said % {"day": long_day(found, reader_language())})


def _not_to_come(form: forms.Form, name: str, said: str) -> None:
    """A fault on ``name`` when its day is still to come."""
    found = form.cleaned_data.get(name)
    if found and found > clock.today():
        form.add_error(name, said % {"day": long_day(found, reader_language())})


class SuspendForm(ActForm):
    """Why a task cannot go on, what it waits for, and when it is looked at again."""

    reason = words_field(_("Reason"))
    waits_for = forms.CharField(label=_("What it waits for"), max_length=300)
    review = forms.DateField(
        label=_("Day of review"),
        widget=DayInput(),
        help_text=_("On that day the office looks whether the task can go on."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        _not_past(self, "review", gettext("%(day)s is past. Give a later day."))
        return given


class PassOnForm(ActForm):
    """To which unit, and why."""

    lead = forms.ChoiceField(label=_("New lead unit"))
    reason = words_field(_("Reason"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        leads = MatterUnitRow.objects.filter(matter=self.matter, role=Role.LEAD.value)
        lead: Any = self.fields["lead"]
        lead.choices = lead_groups(self.matter, without=set(leads.values_list("unit", flat=True)))


class InstructForm(ActForm):
    """What a leader said of the task."""

    text = words_field(_("Words of the instruction"))
    leader = forms.CharField(label=_("Leader"), max_length=150)
    given = forms.DateField(label=_("Day of the instruction"), widget=DayInput())
    answer_by = forms.DateField(label=_("To be answered by"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        _not_to_come(self, "given", gettext("%(day)s is still to come."))
        return given


class AnswerForm(ActForm):
    """The answer to one of the instructions that wait."""

    number = forms.TypedChoiceField(label=_("Instruction"), coerce=int, widget=forms.RadioSelect)
    text = words_field(_("What was done, and with what result"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        number: Any = self.fields["number"]
        number.choices = [(one.number, self._named(one)) for one in self.waiting()]
        if len(number.choices) == 1:
            number.widget = forms.HiddenInput()
            self.initial["number"] = number.choices[0][0]

    def waiting(self) -> tuple[Instruction, ...]:
        """The instructions that wait for their answer."""
        return MatterState(**unpacked(self.matter.course)).unanswered

    def _named(self, one: Instruction) -> str:
        said = gettext("No. %(number)s, %(leader)s, %(day)s: “%(words)s”")
        day = long_day(one.given_on, reader_language())
        words = one.text if len(one.text) <= 60 else f"{one.text[:60]}…"
        return said % {"number": one.number, "leader": one.leader, "day": day, "words": words}


class RhythmDispatchForm(DispatchForm):
    """A dispatch that also says how often the lead reports."""

    every = forms.ChoiceField(
        label=pgettext_lazy("rhythm", "Reports"),
        required=False,
        choices=[
            ("", _("When asked")),
            (Every.WEEK.value, _("Weekly")),
            (Every.MONTH.value, _("Monthly")),
            (Every.QUARTER.value, _("Quarterly")),
            (Every.STAGE.value, _("By stage, at every milestone and at the limit")),
        ],
    )
    day = forms.IntegerField(
        label=_("By which day"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "max": 31, "step": 1}),
        help_text=_(
            "Weekly: 1 is Monday, 7 is Sunday. Monthly: the day of the month. Quarterly: the day "
            "of its third month. A month without that day ends on its last."
        ),
    )

    def rhythm(self) -> Rhythm | None:
        """What was chosen; the ledger judges the two together."""
        every, day = self.cleaned_data["every"], self.cleaned_data["day"]
        return Rhythm(every=Every(every), day=day or 0) if every else None


class VerifyForm(ActForm):
    """What the office found; of a check on the spot also its record."""

    verified = share_field(_("Verified progress, in percent"))
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
    text = words_field(_("What was found"))
    judgement = OutlookField(
        label=_("Your own judgement: will the limit be kept?"), other=_("No judgement")
    )
    went = forms.CharField(label=_("Who went"), required=False, max_length=300)
    place = forms.CharField(label=_("Where"), required=False, max_length=300)
    visited = forms.DateField(label=_("Day of the visit"), required=False, widget=DayInput())
    photographs = FilesField(label=_("Photographs"))

    VISIT = ("went", "place", "visited")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("method") == Method.VISIT:
            for name in self.VISIT:
                if name not in self.errors and not given.get(name):
                    self.add_error(name, gettext("A check on the spot says this."))
        _not_to_come(self, "visited", gettext("%(day)s is still to come."))
        return given

    def plain_fields(self) -> list[forms.BoundField]:
        """What every check says."""
        return [self[name] for name in ("verified", "method", "text", "judgement")]

    def visit_fields(self) -> list[forms.BoundField]:
        """The record of a check on the spot."""
        return [self[name] for name in (*self.VISIT, "photographs")]

    def visit(self) -> Mapping[str, Any]:
        """Who went, where and when, as far as it is told."""
        return {name: self.cleaned_data[name] for name in self.VISIT if self.cleaned_data[name]}

    def proofs(self) -> list[Proof]:
        """The photographs, judged; PilotageError for the first that cannot be kept."""
        dated = self.cleaned_data.get("visited")
        return [proof_of_upload(one, dated) for one in self.cleaned_data["photographs"] or []]
