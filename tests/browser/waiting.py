"""When is a page ready to go on with?

Playwright's own `wait_for_function` evaluates text within the page, which the policy of
the desk refuses; asking from outside is not refused.
"""

import time

from playwright.sync_api import Error, Page

SECONDS = 30


def until(page: Page, expression: str) -> None:
    """Asks again and again, until what it answers is true."""
    end = time.monotonic() + SECONDS
    while not is_so(page, expression):
        if time.monotonic() > end:
            raise TimeoutError(f"Not true for {SECONDS} seconds: {expression}")
        page.wait_for_timeout(50)


def is_so(page: Page, expression: str) -> bool:
    try:
        return bool(page.evaluate(expression))
    except Error:  # It is on its way to another page, or what is asked of is not there.
        return False
