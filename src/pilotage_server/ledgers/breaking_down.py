"""The form by which a task is broken down: one sub-task, whose and by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilotage.base import Language
from pilotage_server.units import names
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

from .actions import Addressee, Part
from .forms import DispatchForm


class DecomposeForm(DispatchForm):
    """What the sub-task is. It opens with the limit of its task, which it may not pass."""

    heading = forms.CharField(label=_("Name of the sub-task"), max_length=200)
    text = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weight = forms.IntegerField(
        label=_("Weight among the sub-tasks"),
        required=False,
        help_text=_("A whole number; empty counts as 1, so that all count the same."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 100, "step": 1}),
    )
    field_order = ("heading", "text", "lead", "support", "limit", "weight", "past")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("milestones", "usual"):
            del self.fields[name]
        above = self.matter.limit
        limit: Any = self.fields["limit"]
        limit.help_text = gettext("Leave empty for an ongoing task.")
        if above:
            day = long_day(above, reader_language())
            limit.required = True
            limit.help_text = gettext("Not after %(day)s, the limit of the task.") % {"day": day}
            self.initial.setdefault("limit", above)

    def part(self) -> Part:
        """The sub-task that was entered; its units named in the language of the plan."""
        given = self.cleaned_data
        language: Language = "en" if self.matter.plan.language == "en" else "zh"
        units = [
            Addressee(unit=unit, name=names.full_name(unit, language), role=role)
            for unit, role in self.roles()
        ]
        return Part(
            heading=given["heading"],
            text=given["text"],
            units=units,
            limit=given["limit"],
            weight=given["weight"] if given["weight"] is not None else 1,
        )
