import pytest

from .uploading import Desk


@pytest.fixture
def desk(client, bien, django_capture_on_commit_callbacks) -> Desk:
    client.force_login(bien)
    return Desk(client, django_capture_on_commit_callbacks)
