"""What can stand in the way of a delivery, beside the mail server (``units.mailing``)."""

from pilotage_server.units.mailing import RefusedError, UndeliveredError


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
