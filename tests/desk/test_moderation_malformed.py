"""A decision that arrives broken decides nothing, and what was written stays."""

import pytest
from django.test import Client
from django.urls import reverse

from news.models import ArticlePage, NewsIndexPage
from news.roles import EDITORS, MODERATORS
from tests import build
from tests.once import once

from .forms import posted
from .posts import handed_in, step

TITLE = "Hội nghị tổng kết, đã sửa"


class House:
    """A post that waits, and the form its moderator has open; built once for all."""

    def __init__(self, index: NewsIndexPage) -> None:
        bien, minh = build.person("bien", EDITORS), build.person("minh", MODERATORS)
        self.post, self.client = handed_in(index, bien), Client()
        self.client.force_login(minh)
        self.address = reverse("wagtailadmin_pages:edit", args=[self.post.pk])
        self.form = posted(self.client, self.address)


house = once(House)


@pytest.mark.exhaustive
@pytest.mark.django_db
@pytest.mark.parametrize("act", ["approve", "reject"])
@pytest.mark.parametrize(
    "given", ["", "{", "[1]", "null", '"x"', "NaN}", "9" * 5000, "[" * 100_000]
)
def test_a_decision_that_is_no_json_is_answered(house, act, given):
    data = house.form | {"title": [TITLE], "action-workflow-action": ["x"]}
    data |= {"workflow-action-name": [act], "workflow-action-extra-data": [given]}

    response = house.client.post(house.address, data)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Quyết định gửi lên không trọn vẹn" in page
    assert f'value="{TITLE}"' in page
    assert not ArticlePage.objects.get(pk=house.post.pk).live
    assert step(house.post).status == "in_progress"
