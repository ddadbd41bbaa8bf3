"""Where are errors told, besides in the log? Where a setting says so."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn


def report_to(address: str) -> None:
    """Sentry, or what speaks its language (GlitchTip). Nothing of a person is sent.

    No body, no cookie, no address of who asked, no value of a variable: the line of
    the program, and the path that was asked for.
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


def without_the_person(event: dict, _hint: dict) -> dict:
    event.pop("user", None)
    request = event.get("request", {})
    kept = {"method", "url"}
    event["request"] = {name: request[name] for name in kept & set(request)}
    return event
