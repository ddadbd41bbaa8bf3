"""When is a portal that was just started at rest? When its worker has nothing to do."""

import time

from tests.browser.portal import Portal


def wait_for_photos(portal: Portal) -> None:
    """Until they are prepared the worker takes a processor, and pages are made anew."""
    waiting = "__import__('django_tasks_db.models').models.DBTaskResult"
    code = f"{waiting}.objects.exclude(status__in=['SUCCESSFUL', 'FAILED']).count()"
    while int(portal.manage("shell", "--no-imports", "-c", f"print({code})")):
        time.sleep(2)
