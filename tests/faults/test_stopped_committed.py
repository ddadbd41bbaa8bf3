"""What no test's own transaction may be around: such tests commit, and go last."""

import pytest

from news.models import Photo
from tests import build

from .standing import read_only

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.faults,
]


def test_a_photo_that_has_no_sizes_yet_keeps_no_page_from_being_read(client, index):
    photo = build.photo()
    post = build.article(index, title="Hội nghị", body=[build.photo_block(photo)])
    Photo.get_rendition_model().objects.all().delete()

    with read_only():
        response = client.get(post.url)

    assert response.status_code == 200
    assert "Hội nghị" in response.content.decode()
