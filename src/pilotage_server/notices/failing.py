"""What can stand in the way of a delivery."""

from pilotage.base import PilotageError


class UndeliveredError(PilotageError):
    """It could not be delivered now; it is tried again."""

    @classmethod
    def of_ours(cls) -> "UndeliveredError":
        """A fault of this program, which the log of the process tells of."""
        return cls(
            "A fault of this program stood in the way; its log says more.",
            "",
            zh=("本系统出错，详见运行日志。", ""),
        )


class RefusedError(UndeliveredError):
    """The receiver refused it for good; trying again would not help."""


def no_answer(said: str) -> UndeliveredError:
    """The mail server cannot be reached or asks to come back later."""
    return UndeliveredError(
        f"The mail server did not take it: {said}.",
        "",
        zh=(f"邮件服务器未接收：{said}。", ""),
    )


def refused(said: str) -> RefusedError:
    """The mail server refused the address."""
    return RefusedError(
        f"The mail server refused the address: {said}.",
        "",
        zh=(f"邮件服务器拒收该地址：{said}。", ""),
    )


def nothing_left() -> RefusedError:
    """Whoever was to read it has lost the post, or the tasks went to another."""
    return RefusedError(
        "Whoever was to read it may read none of it any more.",
        "",
        zh=("收件人已无权查看其中任何一项。", ""),
    )
