"""The upload form: which file, and that nothing in it is classified."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLAIN = (".html", ".htm", ".md", ".markdown", ".txt")
"""Files that are all text: what is too much of it is known from their size."""


class UploadForm(forms.Form):
    """A file and the answer to the question about its marking."""

    file = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file of the plan.")},
    )
    marking = forms.ChoiceField(
        choices=[("none", "none"), ("marked", "marked")],
        error_messages={
            "required": gettext_lazy("Say whether the document carries a security marking."),
            "invalid_choice": gettext_lazy("Say whether the document carries a security marking."),
        },
    )
    again = forms.BooleanField(required=False)
    """Read the file although this very file was read before."""
    programme = forms.SlugField(required=False, allow_unicode=True, max_length=80)

    def clean_marking(self) -> str:
        marking: str = self.cleaned_data["marking"]
        if marking != "none":
            raise forms.ValidationError(
                _(
                    "A document with a security marking may not be kept here. The file was not "
                    "stored; work on it on the network meant for it."
                )
            )
        return marking

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        size, limit = file.size or 0, settings.UPLOAD_LIMIT
        if not size:
            raise forms.ValidationError(_("This file is empty. Choose the file of the plan."))
        if size > limit:
            raise forms.ValidationError(
                _(
                    "This file has %(size)d MB; at most %(limit)d MB are read. "
                    "Split it, or take its pictures out."
                ),
                params={"size": -(-size // 1048576), "limit": limit // 1048576},
            )
        text_limit = settings.TEXT_LIMIT
        if (file.name or "").lower().endswith(PLAIN) and size > text_limit:
            raise forms.ValidationError(
                _(
                    "This file holds %(size)d MB of text; a plan has at most %(limit)d MB. "
                    "Upload the plan alone."
                ),
                params={"size": -(-size // 1048576), "limit": text_limit // 1048576},
            )
        return file
