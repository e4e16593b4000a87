"""Forms of accounts: passwords, codes, posts."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from . import names, programmes
from .language import reader_language
from .models import OF_A_UNIT, POST_FIELDS, Post, Standing
from .tree import indented


def _password(label: Any, autocomplete: str, **attrs: str) -> forms.CharField:
    shown = forms.PasswordInput(attrs={"autocomplete": autocomplete, **attrs})
    return forms.CharField(label=label, strip=False, max_length=128, widget=shown)


class CurrentForm(forms.Form):
    """The password of the person who asks: what they do now weakens how they sign in."""

    current = _password(gettext_lazy("Current password"), "current-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError(
                _("This is not your password. Check it and enter it again.")
            )
        return current


class PasswordForm(CurrentForm):
    """A new password, twice."""

    new = _password(gettext_lazy("New password"), "new-password")
    repeat = _password(gettext_lazy("New password once more"), "new-password")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        new, repeat = given.get("new"), given.get("repeat")
        if new and new == given.get("current"):
            self.add_error("new", _("This is the password you have now. Choose another."))
        elif new:
            self._check(new)
        if new and repeat and new != repeat:
            self.add_error("repeat", _("The two differ. Enter the new password again."))
        return given

    def _check(self, new: str) -> None:
        try:
            validate_password(new, self.user)
        except forms.ValidationError as error:
            self.add_error("new", error)


class CodeForm(forms.Form):
    """The first code of a telephone that was just shown the secret."""

    code = forms.CharField(
        label=gettext_lazy("Code of the telephone"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "num"}
        ),
    )


class PostForm(forms.Form):
    """A role with its scope and the name of the post."""

    field_order = ["role", "post_zh", "post_en", "unit", "programme", "within"]
    role = forms.ChoiceField(label=pgettext_lazy("account", "Role"), choices=Standing.choices)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"),
        required=False,
        help_text=gettext_lazy("A liaison and a unit head act for this unit and those beneath it."),
    )
    programme = forms.TypedChoiceField(
        label=pgettext_lazy("account", "Programme"), required=False, coerce=int, empty_value=None
    )
    within = forms.ChoiceField(
        label=gettext_lazy("Only the tasks of"),
        required=False,
        help_text=gettext_lazy(
            "For other roles: tasks of this unit and those beneath it, no drafts of others."
        ),
    )
    post_zh = forms.CharField(label=gettext_lazy("Name of the post in Chinese"), max_length=80)
    post_en = forms.CharField(label=gettext_lazy("Name of the post in English"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = reader_language()
        listed = [
            (one, f"{'　' * depth}{names.full_name(one, language)}")
            for one, depth in indented(language)
        ]
        known = [(str(one.key), one.name(language)) for one in programmes.known()]
        choices = {
            "unit": [("", _("none")), *listed],
            "within": [("", _("all tasks")), *listed],
            "programme": [("", _("all programmes")), *known],
        }
        for name, given in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = given

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        role = given.get("role")
        if role in OF_A_UNIT and not given.get("unit"):
            self.add_error("unit", _("This role acts for a unit. Choose the unit."))
        if role in OF_A_UNIT and given.get("within"):
            self.add_error("within", _("This role has the tasks of its unit. Choose all tasks."))
        if role == Standing.ADMINISTRATOR and (given.get("programme") or given.get("within")):
            self.add_error("role", _("An administrator keeps all accounts. Leave the scope open."))
        return given

    def post(self) -> dict[str, Any]:
        """The fields of the post, as a row keeps them."""
        return {name: self.cleaned_data[name] for name in POST_FIELDS}


def post_form(post: Post, prefix: str) -> PostForm:
    """The form that changes ``post``."""
    initial = {name: getattr(post, name) for name in POST_FIELDS}
    return PostForm(initial=initial, prefix=prefix)


class AccountForm(PostForm):
    """A new account with its first post."""

    name = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("What is typed to sign in; letters, digits and @ . + - _"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    field_order = ["name", *PostForm.field_order]

    def clean_name(self) -> str:
        name: str = User.normalize_username(self.cleaned_data["name"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("There is an account of this name. Choose another."))
        return name
