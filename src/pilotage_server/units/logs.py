"""What the serving terminal says of an answer that refuses."""

import copy
import logging


class PlainFormatter(logging.Formatter):
    """One line for a refusal that is meant (below 500); the whole trace for a fault of ours.

    Django marks what it says of an answer with the answer's status.
    """

    def format(self, record: logging.LogRecord) -> str:
        if getattr(record, "status_code", 500) < 500:
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)
