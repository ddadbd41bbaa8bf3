"""How does an organisation end? Its posts stay, and new ones do not offer it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import Organisation
from news.refusals import Refusal


@transaction.atomic
def dissolve(
    organisation: Organisation, on: dt.date, successor: Organisation | None = None
) -> None:
    if organisation.established_on and on < organisation.established_on:
        raise Refusal(_("An organisation cannot end before it began."))
    if successor and organisation.pk in _line_of(successor):
        raise Refusal(_("An organisation cannot follow itself."))
    organisation.dissolved_on = on
    organisation.successor = successor
    organisation.save(update_fields=["dissolved_on", "successor"])
    data = {"on": on.isoformat(), "successor": str(successor or "")}
    log(organisation, "news.dissolve", data=data)


def _line_of(organisation: Organisation) -> set[int]:
    """Itself and everything that follows it; a circle that is there ends, too."""
    line: set[int] = set()
    while organisation and organisation.pk not in line:
        line.add(organisation.pk)
        organisation = organisation.successor
    return line
