"""What does the explorer of a year cost an editor: as much for 15 posts as for 5."""

import pytest
from django.urls import reverse

from tests import build

# Measured; stock Wagtail asked an editor two queries more for every row.
# Four of them ask which languages there are, and what is translated.
# One of them: does this person have a second factor?
COUNTS = {"bien": 35, "minh": 36, "quantri": 33}


@pytest.mark.once
@pytest.mark.parametrize("posts", [5, 15])
@pytest.mark.parametrize("who", COUNTS)
def test_the_explorer_of_a_year(
    client, request, index, who, posts, django_assert_num_queries
):
    person = request.getfixturevalue(who)
    articles = [
        build.article(index, live=number % 2 == 0, owner=person)
        for number in range(posts)
    ]
    articles[1].get_workflow().start(articles[1], person)
    client.force_login(person)
    explorer = reverse("wagtailadmin_explore", args=[articles[0].get_parent().pk])
    client.get(explorer)

    with django_assert_num_queries(COUNTS[who]):
        response = client.get(explorer)

    assert len(response.context["pages"]) == posts
