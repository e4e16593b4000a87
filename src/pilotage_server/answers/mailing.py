"""The workbook of a unit is mailed to it: a unit without an account answers by its return."""

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilotage.base import Language
from pilotage_server.audit import reads
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.units import names
from pilotage_server.units.files import EXCEL
from pilotage_server.units.mailing import hand_over
from pilotage_server.units.models import MembershipRow, Standing

from .sheets import open_matters, workbook


class MailForm(forms.Form):
    """Where the workbook goes, and where it is to come back."""

    address = forms.EmailField(label=gettext_lazy("E-mail address of the unit"), max_length=254)
    back = forms.EmailField(
        label=gettext_lazy("Answers go to"),
        help_text=gettext_lazy("The address that the unit sends the filled-in workbook to."),
        max_length=254,
    )


def may_mail(member: MembershipRow) -> bool:
    """Whether ``member`` may have workbooks mailed: the office asks, a unit only answers."""
    return member.role == Standing.OFFICE


def known(member: MembershipRow, unit: str) -> dict[str, str]:
    """What the form begins with: where the record says that the last workbook of ``unit`` was
    mailed, and the address at which ``member`` is told."""
    before = RecordRow.objects.filter(what=What.EXPORTED, facts__unit=unit).order_by("-sequence")
    last = before.filter(facts__has_key="address").first()
    wish = getattr(member.user, "wish", None)
    return {
        "address": str(last.facts["address"]) if last else "",
        "back": wish.address if wish else member.user.email,
    }


def mail_workbook(
    member: MembershipRow, unit: str, language: Language, *, address: str, back: str, rest: bool
) -> None:
    """Mail the workbook of ``unit`` to ``address``; recorded first, as every one that is given out.

    UndeliveredError when the mail server does not take it; nothing was mailed then.
    """
    name = _("Answers of %(unit)s") % {"unit": names.short_name(unit, language)}
    data = workbook(member, unit, language, without_fresh=rest)
    count = len(open_matters(member, unit, without_fresh=rest))
    message = EmailMessage(
        f"{name} ({member.post(language)})",
        _body(unit, count, member.post(language), language),
        settings.DEFAULT_FROM_EMAIL,
        [address],
        reply_to=[back],
    )
    message.attach(f"{name}.xlsx", data, EXCEL)
    reads.exported(member.user, facts={"unit": unit, "address": address})
    hand_over(message)


def _body(unit: str, count: int, post: str, language: Language) -> str:
    said = [
        names.full_name(unit, language) + _(":"),
        ngettext(
            "Attached is the workbook with your %(n)s open task.",
            "Attached is the workbook with your %(n)s open tasks.",
            count,
        )
        % {"n": count},
        _("Fill in its white cells, save it, and send it back by answering this e-mail."),
        _("Grey cells are only shown. Write nothing classified into it."),
        post,
    ]
    return "\n\n".join(said) + "\n"
