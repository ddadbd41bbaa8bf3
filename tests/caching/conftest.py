import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@pytest.fixture(autouse=True)
def _connected():
    """As Django's own test client has it: the test's connection stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def folder(tmp_path, settings):
    """Where this test keeps its pages, and tells of what has changed."""
    settings.NEWS_PAGE_CACHE = str(tmp_path)
    return tmp_path
