"""The words of what a new edition does to a matter, and why."""

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "keep": (
            "It asks for the same; the matter goes on as task {code}.",
            "要求不变，作为任务{code}继续办理。",
        ),
        "reword": (
            "The same task in other words ({share} % alike); what is reported from now on "
            "answers the new words.",
            "同一任务，文字有改动（相似度{share}%），今后按新的表述反馈。",
        ),
        "units": (
            "The new edition tells other units to act; those that stay keep what they signed "
            "and reported.",
            "新版调整了责任单位；留任单位的签收和反馈继续有效。",
        ),
        "lead": (
            "The new edition gives it to another lead, who signs for it first; what the other "
            "units signed and reported stands.",
            "新版更换了牵头单位，由新牵头单位先行签收；其他单位的签收和反馈继续有效。",
        ),
        "limit": (
            "The new edition sets another limit; the original limit stays on record.",
            "新版变更了时限；原时限保留在记录中。",
        ),
        "absorb": (
            "Task {others} is merged into it; its history goes on as task {code}.",
            "任务{others}并入本任务，原有记录随任务{code}延续。",
        ),
        "merge": (
            "Its sentences stand in task {code} of the new edition, which carries on task "
            "{carrier}; this matter ends there.",
            "内容已写入新版任务{code}，由原任务{carrier}承接，本任务就此合并。",
        ),
        "split": (
            "Split into tasks {others}; its history goes on as task {code}.",
            "拆分为任务{others}，原有记录随任务{code}延续。",
        ),
        "part": (
            "Split off from task {was}; registered as a task of its own.",
            "由原任务{was}拆出，单独立项。",
        ),
        "add": (
            "No task of the edition in force is like it; registered and dispatched anew.",
            "现行版没有相近任务，新立项并交办。",
        ),
        "reopen": (
            "It ended as task {was} of an earlier edition; taken up again where it stood, with "
            "its history.",
            "曾为早前版本的任务{was}，现恢复办理，接续原有进度和记录。",
        ),
        "cancel": (
            "No task of the new edition is like it; cancelled by authority of the new edition.",
            "新版没有相近任务，依据新版取消。",
        ),
        "stay": (
            "Closed, and without a task of its own in the new edition; it stays with the edition "
            "it was done under.",
            "已销号，新版未再单列，留在原版。",
        ),
    }
)
"""By the value of ``MoveKind``, and "lead" for units with another lead: English, Chinese."""

PART_REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "along": (
            "A sub-task: it goes on with its task, as {code}.",
            "子任务，随任务延续，编号{code}。",
        ),
        "into": (
            "A sub-task: its task is merged, so it goes on under task {above}, as {code}.",
            "子任务，随任务并入任务{above}，编号{code}。",
        ),
        "cancel": ("A sub-task: cancelled with its task.", "子任务，随任务取消。"),
        "reopen": (
            "A sub-task: taken up again with its task where it stood, as {code}.",
            "子任务，随任务恢复办理，编号{code}。",
        ),
        "limit": (
            "Its limit becomes that of the task above it, which it may not pass; the original "
            "limit stays on record.",
            "其时限改为上级任务的时限（不得更晚）；原时限保留在记录中。",
        ),
        "suspend": (
            "It is suspended, as the task is that it then stands under.",
            "所并入的任务已挂账，随之挂账。",
        ),
        "resume": (
            "It is resumed: it was suspended with its task, and goes under one that runs.",
            "原随任务挂账，所并入的任务正在办理，随之解除挂账。",
        ),
    }
)
"""By the value of ``PartKind``; "limit", "suspend" and "resume" are said after it."""
