"""The form of a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilotage_server.units import posts
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

from .actions.tokens import LONGEST
from .models import Scope


class TokenForm(forms.Form):
    """For which program, in which post, what it may do, and for how long."""

    name = forms.CharField(label=_("Which program is it for?"), max_length=80)
    post = forms.ChoiceField(label=_("In which post does it act?"))
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than the post may do on the pages."),
    )
    days = forms.IntegerField(
        label=_("For how many days?"), min_value=1, max_value=LONGEST, initial=90
    )

    def __init__(self, *args: Any, member: MembershipRow, **more: Any) -> None:
        super().__init__(*args, **more)
        self.held = dict(posts.of_user(member.user))
        language = reader_language()
        field: Any = self.fields["post"]
        field.choices = [(str(key), post.post(language)) for key, post in self.held.items()]
        if len(self.held) == 1:
            field.widget = forms.HiddenInput()
            field.initial = "0"
