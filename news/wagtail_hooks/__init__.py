"""Where does the extension stand in Wagtail's admin? One subject a module."""

# Importing them registers their hooks.
from . import (  # noqa: F401
    accounts,
    desk,
    gatekeeping,
    imports,
    keeping,
    moderation,
    overview,
    passwords,
    previews,
    registers,
    repairing,
    reports,
    timing,
    translating,
    words,
    writing,
    years,
)
