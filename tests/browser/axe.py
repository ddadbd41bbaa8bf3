"""What does axe find on a page? It is put there once, and tells of violations alone."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

# To name all that is well takes axe longer than to look.
TOLD = {"resultTypes": ["violations"]}
# In other colours a page is the same page: nothing else can be wrong with it.
COLOURS = {"runOnly": ["color-contrast"]}
RUN = "([where, options]) => axe.run(where || document, options)"


def found(page: Page, where: dict | None = None, only: dict | None = None) -> list[str]:
    """One report, or none; `only` is `COLOURS`, or everything."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    result = AxeResults(page.evaluate(RUN, [where, TOLD | (only or {})]))
    return [result.generate_report()] * bool(result.violations_count)
