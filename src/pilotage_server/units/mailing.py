"""Handing an e-mail to the server that ``PILOTAGE_SMTP`` names, and what can stand in the way."""

import smtplib

from django.core.mail import EmailMessage, get_connection

from pilotage.base import PilotageError

PATIENCE = 20
"""Seconds to wait for the mail server."""


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


def hand_over(message: EmailMessage) -> None:
    """Hand ``message`` to the mail server. UndeliveredError when it is not taken."""
    message.connection = get_connection(timeout=PATIENCE)
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        text = f"{code} {_text(said)}"
        raise (refused(text) if 500 <= code < 600 else no_answer(text)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise no_answer(_short(error)) from error


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _short(error: Exception) -> str:
    """The first line of what the server or the system said."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}".splitlines()[0].rstrip(".")
    said = (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).strip()
    return (said or type(error).__name__).splitlines()[0].rstrip(".")
