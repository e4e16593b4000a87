"""What a person may do on a matter now, and why not the rest. Refused acts stay in sight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import (
    HELD,
    WORKFLOW,
    Act,
    Capacity,
    MatterState,
    Method,
    Step,
    act_label,
    may,
    tree_guard,
)
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow

from . import actions, binding, course_forms, forms, slips
from .actions import Addressee, Posting
from .breaking_down import DecomposeForm
from .models import EntryRow, MatterRow
from .rights import above_of, acting_unit, capacities
from .tree import around_of
from .usual import taken

Run = Callable[[MatterRow, MembershipRow, Any, Posting], EntryRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """The page of an act: its address, its form, what it calls. ``final`` cannot be undone."""

    slug: str
    form: type[forms.ActForm]
    run: Run
    final: bool = False


def _with(act: Callable[..., EntryRow], *fields: str) -> Run:
    def run(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
        given = {name: form.cleaned_data[name] for name in fields}
        return act(matter, by, **given, posting=posting)

    return run


def _report(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    fields = ("claimed", "text", "next_step", "done", "forecast", "expected", "number")
    given = {name: form.cleaned_data[name] for name in fields if name in form.cleaned_data}
    return actions.report(matter, by, **given, proofs=form.proofs(), posting=posting)


def _verify(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    given = form.cleaned_data
    return actions.verify(
        matter,
        by,
        verified=given["verified"],
        method=Method(given["method"]),
        text=given["text"],
        judgement=given.get("judgement"),
        **form.visit(),
        proofs=form.proofs(),
        posting=posting,
    )


def _urge(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    """The slip is entered only where it is still due by the rule that the page named."""
    due = slips.due_for(matter)
    slip = due if due and due.rule == form.cleaned_data["slip"] else None
    return actions.urge(matter, by, text=form.cleaned_data["text"], slip=slip, posting=posting)


def _dispatch(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    language: Language = "en" if matter.plan.language == "en" else "zh"
    units = [
        Addressee(unit=unit, name=names.full_name(unit, language), role=role)
        for unit, role in form.roles()
    ]
    return actions.dispatch(
        matter,
        by,
        units=units,
        limit=form.cleaned_data["limit"],
        milestones=form.cleaned_data["milestones"],
        evidence=form.cleaned_data["evidence"],
        rhythm=form.rhythm(),
        rule=_rule_of_limit(form),
        posting=posting,
    )


def _rule_of_limit(form: Any) -> str:
    """The rule whose usual limit was taken as it stands; none when another day was entered."""
    given, today = form.cleaned_data, clock.today()
    found = taken(rule_book(), today, given["usual"], "en") if given["usual"] else None
    return found.rule if found and found.day == given["limit"] else ""


def _decompose(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    return actions.decompose(matter, by, part=form.part(), posting=posting)


def _close(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    given = form.cleaned_data
    return actions.close(
        matter, by, text=given["text"], waiver=given.get("waiver", ""), posting=posting
    )


def _archive(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    volume = form.cleaned_data["volume"]
    bind = partial(binding.bound, matter, by, volume)
    return actions.archive(matter, by, bind=bind, volume=volume, posting=posting)


def _pass_on(matter: MatterRow, by: MembershipRow, form: Any, posting: Posting) -> EntryRow:
    language: Language = "en" if matter.plan.language == "en" else "zh"
    unit, reason = form.cleaned_data["lead"], form.cleaned_data["reason"]
    lead = Addressee(unit=unit, name=names.full_name(unit, language), role=Role.LEAD)
    return actions.pass_on(matter, by, lead=lead, reason=reason, posting=posting)


PAGES: dict[Act, ActPage] = {
    Act.DISPATCH: ActPage(slug="dispatch", form=course_forms.RhythmDispatchForm, run=_dispatch),
    Act.SIGN: ActPage(slug="sign", form=forms.NothingForm, run=_with(actions.sign)),
    Act.DECLINE: ActPage(
        slug="decline", form=forms.ReasonForm, run=_with(actions.decline, "reason")
    ),
    Act.REPORT: ActPage(slug="report", form=forms.ReportForm, run=_report),
    Act.VERIFY: ActPage(slug="verify", form=course_forms.VerifyForm, run=_verify),
    Act.RETURN: ActPage(slug="return", form=forms.ReasonForm, run=_with(actions.return_, "reason")),
    Act.URGE: ActPage(slug="urge", form=forms.UrgeForm, run=_urge),
    Act.ASK_EXTENSION: ActPage(
        slug="ask-extension",
        form=forms.UntilForm,
        run=_with(actions.ask_extension, "until", "reason"),
    ),
    Act.EXTEND: ActPage(
        slug="extend", form=forms.ExtendForm, run=_with(actions.extend, "until", "reason")
    ),
    Act.REFUSE_EXTENSION: ActPage(
        slug="refuse-extension",
        form=forms.ReasonForm,
        run=_with(actions.refuse_extension, "reason"),
        final=True,
    ),
    Act.SUSPEND: ActPage(
        slug="suspend",
        form=course_forms.SuspendForm,
        run=_with(actions.suspend, "reason", "waits_for", "review"),
    ),
    Act.RESUME: ActPage(
        slug="resume", form=forms.MayReasonForm, run=_with(actions.resume, "reason")
    ),
    Act.CLOSE: ActPage(slug="close", form=forms.CloseForm, run=_close, final=True),
    Act.REQUIRE: ActPage(
        slug="require", form=forms.RequireForm, run=_with(actions.require, "evidence", "reason")
    ),
    Act.ARCHIVE: ActPage(slug="archive", form=forms.ArchiveForm, run=_archive),
}
PAGES |= {
    Act.DECOMPOSE: ActPage(slug="decompose", form=DecomposeForm, run=_decompose),
    Act.WITHDRAW: ActPage(
        slug="withdraw", form=forms.ReasonForm, run=_with(actions.withdraw, "reason"), final=True
    ),
    Act.PROPOSE: ActPage(slug="propose", form=forms.NothingForm, run=_with(actions.propose)),
    Act.APPROVE: ActPage(
        slug="approve", form=forms.MayReasonForm, run=_with(actions.approve, "reason")
    ),
    Act.PASS_ON: ActPage(slug="pass-on", form=course_forms.PassOnForm, run=_pass_on),
    Act.ASK_PASS_ON: ActPage(
        slug="ask-pass-on", form=forms.ReasonForm, run=_with(actions.ask_pass_on, "reason")
    ),
    Act.REFUSE_PASS_ON: ActPage(
        slug="refuse-pass-on", form=forms.ReasonForm, run=_with(actions.refuse_pass_on, "reason")
    ),
    Act.INSTRUCT: ActPage(
        slug="instruct",
        form=course_forms.InstructForm,
        run=_with(actions.instruct, "text", "leader", "given", "answer_by"),
    ),
    Act.ANSWER: ActPage(
        slug="answer", form=course_forms.AnswerForm, run=_with(actions.answer, "number", "text")
    ),
}
BY_SLUG: Mapping[str, Act] = {page.slug: act for act, page in PAGES.items()}

_BEHIND = (
    *(Act.DISPATCH, Act.SIGN, Act.DECLINE, Act.RESUME, Act.REQUIRE, Act.ARCHIVE),
    *(Act.PROPOSE, Act.APPROVE, Act.ANSWER, Act.REFUSE_PASS_ON),
)
"""Acts of one moment: once it has gone by, a reason why not would only be noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A button: its word and page, whether it can be pressed, and if not, why."""

    act: Act
    matter: int
    word: str
    slug: str
    reason: str
    final: bool
    needs_words: bool

    @property
    def url(self) -> str:
        return reverse("ledgers:act", args=[self.matter, self.slug])

    @property
    def allowed(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The acts of one person on one matter, as the page sets them out."""

    expected: Offer | None
    usual: list[Offer]
    more: list[Offer]
    final: list[Offer]


def refusal_of(
    member: MembershipRow,
    matter: MatterRow,
    state: MatterState,
    act: Act,
    language: Language,
    *,
    hint: bool = False,
) -> str:
    """Why ``member`` may not take ``act`` now, with what to do when asked; empty when it may."""
    above = above_of(matter)
    found = may(
        state,
        act,
        capacities(member, state, above=above),
        by=member.user.get_username(),
        unit=acting_unit(member, state, above),
    )
    if found is None and act in HELD:
        found = tree_guard(around_of(matter), act)
    if found is None:
        return ""
    said = [found.message(language), found.hint(language) if hint else ""]
    return (" " if language == "en" else "").join(one for one in said if one)


def offers(
    member: MembershipRow, matter: MatterRow, state: MatterState, language: Language
) -> Offers:
    """All the acts that lie with ``member`` on ``matter``, in the order of the workflow."""
    held = capacities(member, state, above=above_of(matter))
    found = [
        _offer(member, matter, state, act, language)
        for act in PAGES
        if held & WORKFLOW[act].who
        and (not state.step.is_final or state.step in WORKFLOW[act].moves)
    ]
    shown = [one for one in found if one.allowed or one.act not in _BEHIND]
    expected = _expected(shown, state, office=Capacity.OFFICE in held)
    rest = [one for one in shown if one is not expected]
    usual = [one for one in rest if one.allowed and not one.final][:2]
    final = [one for one in rest if one.allowed and one.final]
    return Offers(
        expected=expected,
        usual=usual,
        final=final,
        more=[one for one in rest if one not in usual and one not in final],
    )


def _offer(
    member: MembershipRow, matter: MatterRow, state: MatterState, act: Act, language: Language
) -> Offer:
    page = PAGES[act]
    return Offer(
        act=act,
        matter=matter.pk,
        word=word_of(act, state, language),
        slug=page.slug,
        reason=refusal_of(member, matter, state, act, language),
        final=page.final,
        needs_words=page.form is not forms.NothingForm,
    )


def word_of(act: Act, state: MatterState, language: Language) -> str:
    """The word of the button; a report that was checked already can only be checked again."""
    if act is Act.VERIFY and state.step is Step.IN_PROGRESS:
        return _("Check again")
    return act_label(act, language)


def title_of(act: Act, code: str) -> str:
    """What the page of an act is about, as one phrase; a question where it cannot be undone."""
    said = {
        Act.DISPATCH: _("Dispatch task %(code)s"),
        Act.SIGN: _("Sign for task %(code)s"),
        Act.DECLINE: _("Decline task %(code)s"),
        Act.REPORT: _("Report on task %(code)s"),
        Act.VERIFY: _("Check the report on task %(code)s"),
        Act.RETURN: _("Return the report on task %(code)s"),
        Act.URGE: _("Urge task %(code)s"),
        Act.ASK_EXTENSION: _("Ask for an extension of task %(code)s"),
        Act.EXTEND: _("Extend the limit of task %(code)s"),
        Act.REFUSE_EXTENSION: _("Refuse the extension of task %(code)s?"),
        Act.SUSPEND: _("Suspend task %(code)s"),
        Act.RESUME: _("Resume task %(code)s"),
        Act.CLOSE: _("Close task %(code)s?"),
        Act.DECOMPOSE: _("Break down task %(code)s"),
        Act.WITHDRAW: _("Withdraw sub-task %(code)s?"),
        Act.REQUIRE: _("Evidence that closing task %(code)s needs"),
        Act.ARCHIVE: _("Archive task %(code)s"),
        Act.PROPOSE: _("Put task %(code)s up for approval"),
        Act.APPROVE: _("Approve task %(code)s"),
        Act.PASS_ON: _("Pass task %(code)s on to another lead"),
        Act.ASK_PASS_ON: _("Ask for task %(code)s to be passed on"),
        Act.REFUSE_PASS_ON: _("Refuse to pass task %(code)s on"),
        Act.INSTRUCT: _("Enter an instruction on task %(code)s"),
        Act.ANSWER: _("Answer the instruction on task %(code)s"),
    }
    return said[act] % {"code": code}


def _expected(shown: list[Offer], state: MatterState, *, office: bool) -> Offer | None:
    """The one act expected next: what a matter in this state waits for from this person."""
    awaited = [Act.APPROVE, Act.DISPATCH, Act.SIGN, Act.RESUME, Act.ARCHIVE]
    if state.pending_extension:
        awaited.append(Act.EXTEND)
    if state.step is Step.REPORTED:
        awaited.append(Act.VERIFY)
    elif not office:
        awaited += [Act.ANSWER, Act.REPORT]
    able = {one.act: one for one in shown if one.allowed}
    return next((able[act] for act in awaited if act in able), None)
