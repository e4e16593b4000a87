"""What a checker is told of a report before verifying it. None of it stands in the way of a check:
the person decides, the program only says what it sees and where."""

from pilotage.base import Kind, Severity


def _doubt(code: str, name: str, en: str, zh: str, hint: tuple[str, str]) -> Kind:
    return Kind(
        code=code,
        name=name,
        severity=Severity.WARNING,
        en=en,
        zh=zh,
        hint_en=hint[0],
        hint_zh=hint[1],
    )


_ASK = ("Ask what was done since.", "请问明此后做了什么。")
_SEE = ("Ask for proof, or see it on the spot.", "请索要佐证，或者到现场核查。")

COPIED = _doubt(
    "V101",
    "copied",
    "The text is that of {whose}, word for word.",
    "文字与{whose}完全相同。",
    _ASK,
)
NEARLY_COPIED = _doubt(
    "V102",
    "nearly-copied",
    "{share} % of the text is that of {whose}.",
    "文字有{share}%与{whose}相同。",
    _ASK,
)
STANDS_STILL = _doubt(
    "V103",
    "stands-still",
    "The claim has stood at {claimed} % through {count} reports, since {since}.",
    "自{since}以来连续{count}次反馈，申报进度都是{claimed}%。",
    ("Ask what stands in the way.", "请问明卡在哪里。"),
)
OLD_PROOFS = _doubt(
    "V104",
    "old-proofs",
    "Progress rose by {points} points, but every file that came with it was put forward before.",
    "进度提高了{points}个百分点，所附材料却都是以前交过的。",
    _SEE,
)
NO_PROOF = _doubt(
    "V105",
    "no-proof",
    "{claimed} % is claimed, and no file has ever been put forward.",
    "申报进度{claimed}%，却从未提交过佐证材料。",
    _SEE,
)
FELL_BACK = _doubt(
    "V106",
    "fell-back",
    "The claim fell from {former} to {claimed} %.",
    "申报进度由{former}%降为{claimed}%。",
    ("Ask which of the two is right.", "请问明哪一个数属实。"),
)
BELOW_VERIFIED = _doubt(
    "V107",
    "below-verified",
    "{claimed} % is claimed, but {verified} % was verified on {day}.",
    "申报进度{claimed}%，而{day}已核实{verified}%。",
    ("One of the two figures has to be corrected.", "两个数必有一个要更正。"),
)
SAYS_ANOTHER_FIGURE = _doubt(
    "V108",
    "says-another-figure",
    "The text says “{words}”, the claim is {claimed} %.",
    "文字写的是“{words}”，申报进度却是{claimed}%。",
    ("Ask which of the two is right.", "请问明哪一个数属实。"),
)
DONE_AND_NOT_DONE = _doubt(
    "V109",
    "done-and-not-done",
    "It is reported as done, but the text says “{words}”.",
    "报的是办结，文字却写着“{words}”。",
    ("Ask what is still to be done.", "请问明还有什么没有办。"),
)
