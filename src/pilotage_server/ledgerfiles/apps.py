"""The Django app of ledgers kept as files."""

from django.apps import AppConfig


class LedgerFilesConfig(AppConfig):
    name = "pilotage_server.ledgerfiles"

    def ready(self) -> None:
        """The record watches; the worker enters what was asked for."""
        from pilotage_server.audit.kinds import watch
        from pilotage_server.documents.worker import work_also

        from .auditing import LEDGER_FILE, TEMPLATE
        from .worker import work_once

        watch(LEDGER_FILE)
        watch(TEMPLATE)
        work_also(work_once)
