"""A portal whose uploads lie in a bucket."""

import pytest

from portal.objects import reaching
from portal.settings import objects

from . import server


@pytest.fixture(scope="session")
def endpoint():
    with server.running() as address:
        yield address


@pytest.fixture(autouse=True)
def _rested():
    reaching.rest.end()
    # Tests of commands elsewhere may have left this process patient.
    reaching.limits = reaching.OF_A_WORKER
    yield
    reaching.rest.end()
    reaching.limits = reaching.OF_A_WORKER


@pytest.fixture
def bucket(endpoint, settings):
    place = server.place(endpoint)
    settings.STORAGES = settings.STORAGES | objects.storages(place)
    return place


@pytest.fixture
def take_away(settings):
    """From now on the bucket does not answer."""

    def away():
        place = server.place(server.NOWHERE, "tin")
        settings.STORAGES = settings.STORAGES | objects.storages(place)

    return away
