"""Where are errors told, besides in the log? Where a setting says so."""

import re
from typing import Any

import sentry_sdk
import structlog
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn

# Of an event; whatever else a release of sentry-sdk may add stays here.
KEPT = {
    *("event_id", "timestamp", "level", "platform", "logger", "release"),
    *("environment", "transaction", "sdk"),
}
# Links that are themselves keys, as nginx's log leaves them out, too.
SECRET = re.compile(r"(/xem-truoc/|/password_reset/).*")


def report_to(address: str) -> None:
    """Sentry, or what speaks its language (GlitchTip). Nothing of a person is sent.

    Sent are kinds of errors, lines of the program, method, path and number of the
    request; no message of an error, which quotes what was typed, and no value.
    """
    try:
        sentry_sdk.init(
            dsn=address,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            before_send=without_the_person,
        )
    except BadDsn as error:
        hint = "SENTRY_DSN is no address of a project: https://KEY@HOST/NUMBER"
        raise ImproperlyConfigured(hint) from error


def without_the_person(event: dict[str, Any], _hint: dict) -> dict[str, Any]:
    told = {name: event[name] for name in KEPT & set(event)}
    raised = event.get("exception", {}).get("values", [])
    told["exception"] = {"values": [without_words(one) for one in raised]}
    # As the program has it, with none of the values that were put in.
    if message := event.get("logentry", {}).get("message"):
        told["logentry"] = {"message": message}
    asked = event.get("request", {})
    if asked:
        address = SECRET.sub(r"\1-", asked.get("url", ""))
        told["request"] = {"method": asked.get("method", ""), "url": address}
    if number := structlog.contextvars.get_contextvars().get("request"):
        told["tags"] = {"request": number}
    return told


def without_words(error: dict[str, Any]) -> dict[str, Any]:
    kept = ("type", "module", "mechanism", "stacktrace")
    return {name: error[name] for name in kept if name in error}
