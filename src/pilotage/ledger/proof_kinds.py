"""Kinds of evidence that the closing of a task may need, and which of them are still missing.

After the field: a task is closed on papers that somebody can look at later (销号依据), and which
papers these are depends on the task; the office says so with the slip or afterwards.
"""

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType

from pilotage.base import Language


class ProofKind(StrEnum):
    """What a proof is. A document number is no file: it is stated in the report."""

    ACCEPTANCE = "acceptance"
    PHOTOGRAPH = "photograph"
    NUMBER = "number"
    APPROVAL = "approval"
    CONTRACT = "contract"
    MINUTES = "minutes"
    FIGURES = "figures"
    PAYMENT = "payment"

    @property
    def is_file(self) -> bool:
        """Whether a file of evidence can be of this kind."""
        return self is not ProofKind.NUMBER


_WORDS = MappingProxyType(
    {
        ProofKind.ACCEPTANCE: ("acceptance report", "验收报告"),
        ProofKind.PHOTOGRAPH: ("photograph", "现场照片"),
        ProofKind.NUMBER: ("document number", "文号"),
        ProofKind.APPROVAL: ("approval", "批复文件"),
        ProofKind.CONTRACT: ("contract or agreement", "合同协议"),
        ProofKind.MINUTES: ("minutes of a meeting", "会议纪要"),
        ProofKind.FIGURES: ("table of figures", "统计报表"),
        ProofKind.PAYMENT: ("payment voucher", "拨付凭证"),
    }
)


def proof_kind_label(kind: ProofKind, language: Language = "en") -> str:
    """The kind as forms and lists name it: "acceptance report", 验收报告."""
    en, zh = _WORDS[kind]
    return zh if language == "zh" else en


def proof_kinds_said(kinds: Iterable[ProofKind], language: Language = "en") -> str:
    """Several kinds as one phrase: "photograph, document number", 现场照片、文号."""
    return ("、" if language == "zh" else ", ").join(
        proof_kind_label(one, language) for one in kinds
    )


def in_order(kinds: Iterable[object]) -> tuple[ProofKind, ...]:
    """The kinds that ``kinds`` names, each once, in the order of ``ProofKind``."""
    named = {str(one) for one in kinds}
    return tuple(one for one in ProofKind if one.value in named) if named else ()
