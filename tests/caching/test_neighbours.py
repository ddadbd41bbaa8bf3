"""Who names others beside itself, now that a post has come or gone: none is missed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.indexing.neighbours import Post, naming, next_to, sides
from news.models.company import MOST, NEAREST
from tests import build

pytestmark = pytest.mark.once

START = build.moment(2020)
# Beyond these nobody is asked for: `news.models.company.beside`.
ASKED = NEAREST + 2


@st.composite
def newsrooms(draw):
    """A post that comes, and the others; many of a day, with few labels."""
    posts = []
    for pk in range(draw(st.integers(2, 60))):
        moment = START + timedelta(days=draw(st.integers(0, 40)))
        labels = draw(st.frozensets(st.integers(1, 4), max_size=3))
        posts.append(Post(pk, moment, labels))
    here = posts.pop(draw(st.integers(0, len(posts) - 1)))
    return here, posts


def company(post: Post, posts: list[Post]) -> list:
    """What stands beside a post: written down here as the page says it, on its own."""
    others = [one for one in posts if one != post]
    earlier, later = (side[:1] for side in sides(post, others))
    near = sharing(post, others, NEAREST) - {*earlier, *later}
    related = sorted(near, key=lambda one: one.nearness(post))
    return [earlier, later, related[:MOST]]


def sharing(post: Post, others: list[Post], places: int) -> set[Post]:
    """The nearest of each label on either side of a place, as the database is asked."""
    found = set()
    for label in post.labels:
        alike = [one for one in others if label in one.labels]
        for side in sides(post, alike):
            found.update(side[:places])
    return found


def asked(here: Post, posts: list[Post]) -> list[Post]:
    """Those that the database is asked for."""
    found = {one for side in sides(here, posts) for one in side[:2]}
    return list(found | sharing(here, posts, ASKED))


@settings(max_examples=400, deadline=None)
@given(newsrooms())
def test_whoever_names_others_than_before_is_found(newsroom):
    here, posts = newsroom
    changed = {
        post.pk
        for post in posts
        if company(post, posts) != company(post, [*posts, here])
    }
    near = asked(here, posts)

    found = {*naming(here, near), *next_to(here, near)}

    assert changed <= found


def test_posts_of_one_moment_stand_in_no_others_way():
    """Found by chance: two of its moment hid from it the one that would name it."""
    day = [START + timedelta(days=n) for n in range(40)]
    here = Post(29, day[29], frozenset({1, 2, 3}))
    posts = [
        *(Post(n, day[3], frozenset({1, 2, 4})) for n in (35, 52, 55)),
        *(Post(n, day[3], frozenset({1, 2, 3})) for n in (0, 13)),
        *(Post(n, day[3], frozenset({1, 4})) for n in (4, 14, 15)),
        Post(7, day[3], frozenset({2})),
        *(Post(n, day[3], frozenset({4})) for n in (31, 41, 44)),
        Post(25, day[21], frozenset({1, 2, 4})),
        Post(37, day[22], frozenset({1, 2})),
        Post(39, day[29], frozenset({1, 2, 4})),
        *(Post(n, day[29], frozenset({2})) for n in (48, 49)),
        Post(58, day[2], frozenset({1, 2, 4})),
        Post(12, day[2], frozenset({1, 2})),
    ]
    post = Post(47, day[2], frozenset({1, 2, 4}))
    assert company(post, posts) != company(post, [*posts, here])

    found = {*naming(here, asked(here, [*posts, post]))}

    assert post.pk in found
