"""Each entry as one sentence whose first bold word is the act. What a person wrote is quoted."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Language
from pilotage.ledger import (
    Act,
    Every,
    Method,
    Outlook,
    ProofKind,
    Rhythm,
    act_told,
    method_label,
    outlook_label,
    proof_kinds_said,
    rhythm_label,
)
from pilotage.rulepack import load_pack, pack_names
from pilotage_server.units import names
from pilotage_server.units.dates import long_day, percent

from .models import EntryRow
from .slips import slip_word

ICONS = {
    Act.DISPATCH: "flag",
    Act.SIGN: "pen",
    Act.DECLINE: "back",
    Act.REPORT: "send",
    Act.VERIFY: "check",
    Act.RETURN: "back",
    Act.URGE: "bell",
    Act.ASK_EXTENSION: "clock",
    Act.EXTEND: "clock",
    Act.REFUSE_EXTENSION: "x",
    Act.SUSPEND: "info",
    Act.RESUME: "send",
    Act.CLOSE: "stamp",
    Act.CARRY: "file",
    Act.MERGE: "down",
    Act.CANCEL: "x",
    Act.REOPEN: "back",
    Act.DECOMPOSE: "list",
    Act.WITHDRAW: "x",
    Act.REQUIRE: "file",
    Act.ARCHIVE: "stamp",
    Act.PROPOSE: "send",
    Act.APPROVE: "stamp",
    Act.PASS_ON: "flag",
    Act.ASK_PASS_ON: "back",
    Act.REFUSE_PASS_ON: "x",
    Act.INSTRUCT: "pen",
    Act.ANSWER: "send",
}

Told = Mapping[str, Any]


def sentence(entry: EntryRow, proofs: int, language: Language) -> SafeString:
    """What ``entry`` says, in ``language``; ``proofs`` is how many files came with it."""
    act = Act(entry.act)
    told = entry.payload | {"proofs": proofs, "unit": entry.unit}
    word = act_told(act, language)
    facts, quotes = _FACTS[act](told, language)
    stop = "。" if language == "zh" else "."
    gap = " " if facts and language == "en" and not facts.startswith((",", ":")) else ""
    end = stop if facts or not quotes else (":" if language == "en" else "：")
    space = "" if language == "zh" else " "
    return format_html(
        "<b>{}</b>{}{}{}{}",
        word,
        gap,
        facts,
        end,
        format_html_join("", "{}{}", ((space, one) for one in quotes if one)),
    )


def _quoted(words: str) -> str:
    return f"“{words}”" if words else ""


Facts = tuple[str, list[str]]
"""What the act says of itself, and what the person wrote, quoted."""


def _dispatched(told: Told, language: Language) -> Facts:
    count = len(told["units"])
    facts = ngettext("to %(count)s unit", "to %(count)s units", count) % {"count": count}
    if told.get("limit"):
        facts += _(", limit %(day)s") % {"day": _day(told["limit"], language)}
    if told.get("rule"):
        facts += _(" by the usual limit (%(rule)s)") % {"rule": _rule(told["rule"], language)}
    if told.get("slip"):
        facts += _(", slip no. %(slip)s") % {"slip": told["slip"]}
    if told.get("evidence"):
        facts += _("; closing needs %(kinds)s") % {"kinds": _kinds(told, language)}
    if told.get("every"):
        rhythm = Rhythm(every=Every(told["every"]), day=told.get("day") or 0)
        facts += _(", reports %(rhythm)s") % {"rhythm": rhythm_label(rhythm, language)}
    return facts, []


def _reported(told: Told, language: Language) -> Facts:
    facts = percent(told["claimed"], language)
    if told["done"]:
        facts += _(", the task done")
    if told["proofs"]:
        facts += ngettext(" with %(count)s proof", " with %(count)s proofs", told["proofs"]) % {
            "count": told["proofs"]
        }
    facts += _came(told, language)
    if told.get("number"):
        facts += _(", document %(number)s") % {"number": told["number"]}
    if told.get("forecast"):
        facts += _(", forecast: %(outlook)s") % {"outlook": _outlook(told["forecast"], language)}
    if told.get("expected"):
        facts += _(", expected %(day)s") % {"day": _day(told["expected"], language)}
    following = told.get("next")
    quotes = [_quoted(told["text"])]
    if following:
        quotes.append(_("Next: “%(step)s”") % {"step": following})
    return facts, quotes


def _signed(told: Told, language: Language) -> Facts:
    return _came(told, language), []


def _came(told: Told, language: Language) -> str:
    """Whose words they are and where they came from, when the unit did not type them here."""
    unit = {"unit": names.short_name(told["unit"] or "", language)}
    if told.get("via") == "workbook":
        return _(", for %(unit)s from its workbook") % unit
    if told.get("via") == "ledger":
        return _(", for %(unit)s from a ledger file") % unit
    return ""


def _verified(told: Told, language: Language) -> Facts:
    share = percent(told["verified"], language)
    method = method_label(Method(told["method"]), language)
    facts = _("%(share)s, %(method)s") % {"share": share, "method": method}
    if told.get("judgement"):
        outlook = _outlook(told["judgement"], language)
        facts += _(", judged: %(outlook)s") % {"outlook": outlook}
    if told.get("visited"):
        facts += _("; %(went)s went to %(place)s on %(day)s") % {
            "went": told["went"],
            "place": told["place"],
            "day": _day(told["visited"], language),
        }
    if told["proofs"]:
        facts += ngettext(", %(count)s photograph", ", %(count)s photographs", told["proofs"]) % {
            "count": told["proofs"]
        }
    return facts, [_quoted(told["text"])]


def _outlook(said: str, language: Language) -> str:
    return outlook_label(Outlook(said), language)


def _urged(told: Told, language: Language) -> Facts:
    """The slip by its colour, and the rule by which it was due."""
    quotes = [_quoted(told["text"])]
    if not told.get("colour"):
        return "", quotes
    pack, edition, rule = (*str(told.get("rule", "")).split("/"), "–", "–", "–")[:3]
    facts = _("with the %(colour)s, due by rule %(rule)s (%(pack)s, edition %(edition)s)") % {
        "colour": slip_word(told["colour"]),
        "rule": rule,
        "pack": load_pack(pack).title.of(language) if pack in pack_names() else pack,
        "edition": edition,
    }
    return facts, quotes


def _rule(written: str, language: Language) -> str:
    """ "default-limits/1/7.1" as people say it."""
    pack, edition, rule = (*written.split("/"), "–", "–", "–")[:3]
    return _("rule %(rule)s of %(pack)s, edition %(edition)s") % {
        "rule": rule,
        "pack": load_pack(pack).title.of(language) if pack in pack_names() else pack,
        "edition": edition,
    }


def _until(told: Told, language: Language) -> Facts:
    facts = _("to %(day)s") % {"day": _day(told["until"], language)}
    return facts, [_quoted(told.get("reason", ""))]


def _extended(told: Told, language: Language) -> Facts:
    facts, quotes = _until(told, language)
    return facts + _("; the original limit is kept"), quotes


def _carried(told: Told, language: Language) -> Facts:
    same = told["code"] == told["was"]
    said = (
        _("to edition %(edition)s, as task %(code)s still")
        if same
        else _("to edition %(edition)s as task %(code)s, before task %(was)s")
    )
    facts = said % {
        "edition": told["edition"],
        "code": code_in(told["code"], language),
        "was": code_in(told["was"], language),
    }
    if told.get("anew"):
        facts += _(", in other words")
    if told.get("units"):
        count = len(told["units"])
        facts += ngettext(", now %(count)s unit", ", now %(count)s units", count) % {"count": count}
    if told.get("limit"):
        facts += _(", limit now %(day)s; the original limit is kept") % {
            "day": _day(told["limit"], language)
        }
    elif told.get("ongoing"):
        facts += _(", ongoing from now on; the original limit is kept")
    return facts, []


def _decomposed(told: Told, language: Language) -> Facts:
    lead = told["units"][0]
    facts = _("sub-task %(code)s, %(unit)s") % {
        "code": code_in(told["code"], language),
        "unit": names.short_name(lead["unit"], language) if lead["unit"] else lead["name"],
    }
    if told.get("limit"):
        facts += _(", limit %(day)s") % {"day": _day(told["limit"], language)}
    return facts, [_quoted(told["heading"])]


def _merged(told: Told, language: Language) -> Facts:
    facts = _("into task %(code)s of edition %(edition)s") % {
        "code": code_in(told["into"], language),
        "edition": told["edition"],
    }
    return facts, []


def _by_authority(told: Told, _language: Language) -> Facts:
    facts = _("by authority of edition %(edition)s, %(authority)s")
    return facts % {"edition": told["edition"], "authority": told["authority"]}, []


def code_in(code: str, language: Language) -> str:
    """The number of a task as entries keep it ("4", "S3"), for a reader of ``language``."""
    return code.replace("S", "保") if language == "zh" else code


def _kinds(told: Told, language: Language) -> str:
    known = [one for one in ProofKind if one.value in told["evidence"]]
    return proof_kinds_said(known, language)


def _required(told: Told, language: Language) -> Facts:
    said = _kinds(told, language)
    facts = _("for closing: %(kinds)s") % {"kinds": said} if said else _("for closing: none")
    return facts, [_quoted(told.get("reason", ""))]


def _archived(told: Told, _language: Language) -> Facts:
    if not told.get("volume"):
        return "", []
    return _("as volume %(number)s") % {"number": told["volume"]}, []


def _closed(told: Told, _language: Language) -> Facts:
    quotes = [_quoted(told["text"])]
    if told.get("waiver"):
        quotes.append(_("Without the missing evidence: “%(reason)s”") % {"reason": told["waiver"]})
    return "", quotes


def _suspended(told: Told, language: Language) -> Facts:
    """Older ledgers do not say what a task waits for."""
    facts = ""
    if told.get("waits_for"):
        said = _("waiting for %(what)s, to be looked at again on %(day)s")
        if told.get("with_above"):
            said = _("with the task above it, waiting for %(what)s, looked at again on %(day)s")
        facts = said % {"what": told["waits_for"], "day": _day(told["review"], language)}
    return facts, [_quoted(told["reason"])]


def _passed_on(told: Told, language: Language) -> Facts:
    new = told["units"][0]
    unit = names.short_name(new["unit"], language) if new["unit"] else new["name"]
    return _("to %(unit)s, which signs for it anew") % {"unit": unit}, [_quoted(told["reason"])]


def _instructed(told: Told, language: Language) -> Facts:
    facts = _("from %(leader)s, given %(given)s, to be answered by %(day)s") % {
        "leader": told["leader"],
        "given": _day(told["given"], language),
        "day": _day(told["answer_by"], language),
    }
    return facts, [_quoted(told["text"])]


def _answered(told: Told, _language: Language) -> Facts:
    return _("no. %(number)s") % {"number": told["number"]}, [_quoted(told["text"])]


def _only(name: str) -> Callable[[Told, Language], Facts]:
    def told_in(told: Told, _language: Language) -> Facts:
        return "", [_quoted(told[name])] if told.get(name) else []

    return told_in


def _day(text: str, language: Language) -> str:
    return long_day(date.fromisoformat(text), language)


_FACTS: Mapping[Act, Callable[[Told, Language], Facts]] = {
    Act.DISPATCH: _dispatched,
    Act.SIGN: _signed,
    Act.DECLINE: _only("reason"),
    Act.REPORT: _reported,
    Act.VERIFY: _verified,
    Act.RETURN: _only("reason"),
    Act.URGE: _urged,
    Act.ASK_EXTENSION: _until,
    Act.EXTEND: _extended,
    Act.REFUSE_EXTENSION: _only("reason"),
    Act.SUSPEND: _suspended,
    Act.RESUME: _only("reason"),
    Act.CLOSE: _closed,
    Act.CARRY: _carried,
    Act.MERGE: _merged,
    Act.CANCEL: _by_authority,
    Act.REOPEN: _by_authority,
    Act.DECOMPOSE: _decomposed,
    Act.WITHDRAW: _only("reason"),
    Act.REQUIRE: _required,
    Act.ARCHIVE: _archived,
    Act.PROPOSE: _only("reason"),
    Act.APPROVE: _only("reason"),
    Act.PASS_ON: _passed_on,
    Act.ASK_PASS_ON: _only("reason"),
    Act.REFUSE_PASS_ON: _only("reason"),
    Act.INSTRUCT: _instructed,
    Act.ANSWER: _answered,
}
