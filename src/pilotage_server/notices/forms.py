"""The forms of the notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

HOURS = [(hour, f"{hour}:00") for hour in range(25)]


class WishForm(forms.Form):
    """How an account is told."""

    address = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("Language of e-mails"), choices=[("zh", "中文"), ("en", "English")]
    )
    first_hour = forms.TypedChoiceField(label=_("Not before"), choices=HOURS[:-1], coerce=int)
    last_hour = forms.TypedChoiceField(label=_("Not after"), choices=HOURS[1:], coerce=int)


class HookForm(forms.Form):
    """Where the notices of a programme are posted."""

    programme = forms.TypedChoiceField(label=_("Programme"), coerce=int)
    address = forms.URLField(label=_("Address"), max_length=300, assume_scheme="https")

    def __init__(self, *given: Any, programmes: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["programme"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - told to the type checker
        field.choices = programmes


class QuietForm(forms.Form):
    """Days on which nobody is told anything."""

    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), max_length=200)
