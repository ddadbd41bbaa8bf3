"""What does a line of the log look like? For people, or as JSON for machines."""

import logging
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

# For every line, whoever writes it.
BEFORE = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
LAST = [
    ProcessorFormatter.remove_processors_meta,
    structlog.processors.EventRenamer("message"),
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


class Line(logging.Formatter):
    """The number of the request stands behind what was said while it was answered."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's
        number = structlog.contextvars.get_contextvars().get("request")
        said = super().formatMessage(record)
        return f"{said} [{number}]" if number else said


# By the names that `LOG_FORMAT` may have.
FORMATTERS: dict[str, dict[str, Any]] = {
    "line": {"()": Line},
    "json": {"()": ProcessorFormatter, "foreign_pre_chain": BEFORE, "processors": LAST},
}
