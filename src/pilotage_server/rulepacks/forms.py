"""The forms of a fork: its numbers, and from which day it is adopted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilotage.rulepack import LARGEST, Pack
from pilotage_server.units.language import reader_language

PREFIX = "n-"
"""Before the name of a number, so that it is no other field's."""


class ForkForm(forms.Form):
    """The numbers of ``pack``, each with its meaning."""

    def __init__(self, *args: Any, pack: Pack, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pack = pack
        for name, number in pack.parameters.items():
            self.fields[PREFIX + name] = forms.IntegerField(
                label=number.meaning.of(reader_language()),
                initial=number.value,
                min_value=0,
                max_value=LARGEST,
                widget=forms.NumberInput(attrs={"min": 0, "max": LARGEST, "step": 1}),
            )

    def numbers(self) -> dict[str, int]:
        """What was entered, by the names of the pack."""
        return {name: self.cleaned_data[PREFIX + name] for name in self.pack.parameters}


class AdoptForm(ForkForm):
    """The same numbers as they were tried, the day from which they hold, and why."""

    day = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Why, and who decided it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in self.pack.parameters:
            self.fields[PREFIX + name].widget = forms.HiddenInput()
