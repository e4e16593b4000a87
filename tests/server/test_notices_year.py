"""A quarter of a simulated year (``benchmarks/year.py``): every notice once, and none else."""

from datetime import date

import pytest
from pytest_django import Settings

from benchmarks.year import faults, simulate
from tools.mail_sink import mail_sink


@pytest.mark.django_db
def test_three_months_tell_what_the_rules_ask_for_once_and_nothing_else(settings: Settings) -> None:
    """With the National Day of 2020, its swapped working days and the New Year."""
    with mail_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.PILOTAGE_SMTP = f"smtp://127.0.0.1:{sink.port}"
        first, last = date(2020, 9, 14), date(2020, 12, 14)
        outcome = simulate(8, 60, first, last, seed=7, sink=sink, mails=2)
    assert faults(outcome) == []
    told = {(circle, what) for *_rest, circle, what in outcome.found}
    asked = {("unit", f"asked {act}") for act in ("dispatch", "return", "urge")}
    up = {("head", "head"), ("leader", "leader")}
    assert told >= asked | up | {("unit", "near"), ("unit", "late")}
    assert max(outcome.digests.values()) <= 6
