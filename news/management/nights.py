"""What a site has done at night beside what the extension does (`news_at_night`)."""

import logging

from django.utils import timezone
from wagtail import hooks

from news.old_revisions import NIGHT

logger = logging.getLogger(__name__)


def at_night() -> None:
    """Called now and then by the scheduler; each act may be done twice."""
    if timezone.localtime().hour not in NIGHT:
        return
    for act in hooks.get_hooks("news_at_night"):
        try:
            act()
        except Exception:
            # The next night asks again; the other acts have their turn now.
            logger.exception("%s failed at night.", act.__name__)
