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


def hook_silent(said: str) -> UndeliveredError:
    """The other system did not take it."""
    return UndeliveredError(
        f"The other system did not take it: {said}.",
        "",
        zh=(f"对方系统未接收：{said}。", ""),
    )


def hook_strange(address: str) -> RefusedError:
    """Nothing is posted to an address that is none, or that lies inside the network."""
    return RefusedError(
        f"Nothing may be posted to {address}.",
        "Give an https address of the open net; for a system inside, the administrator sets "
        "PILOTAGE_HOOKS_PRIVATE=1.",
        zh=(
            f"不能向{address}推送。",
            "请填写公网https地址；对方在内网的，由管理员设置PILOTAGE_HOOKS_PRIVATE=1。",
        ),
    )


def hook_ended() -> RefusedError:
    """The hook was ended while a delivery waited."""
    return RefusedError("The hook was ended.", "", zh=("该推送已停用。", ""))
