"""A decision that arrives broken decides nothing, and what was written stays."""

import pytest
from django.urls import reverse

from news.models import ArticlePage

from .forms import posted
from .posts import handed_in, step

TITLE = "Hội nghị tổng kết, đã sửa"


@pytest.mark.parametrize("act", ["approve", "reject"])
@pytest.mark.parametrize(
    "given", ["", "{", "[1]", "null", '"x"', "NaN}", "9" * 5000, "[" * 100_000]
)
def test_a_decision_that_is_no_json_is_answered(client, index, bien, minh, act, given):
    post = handed_in(index, bien)
    client.force_login(minh)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    data = posted(client, address) | {"title": [TITLE], "action-workflow-action": ["x"]}
    data |= {"workflow-action-name": [act], "workflow-action-extra-data": [given]}

    response = client.post(address, data)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Quyết định gửi lên không trọn vẹn" in page
    assert f'value="{TITLE}"' in page
    assert not ArticlePage.objects.get(pk=post.pk).live
    assert step(post).status == "in_progress"
