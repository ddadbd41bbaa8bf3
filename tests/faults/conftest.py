"""Readers at the door of the page cache, as in its own tests."""

from tests.caching.conftest import _connected, folder  # noqa: F401
