"""Who names others beside itself, now that a post has come or gone: none is missed."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from news.indexing.neighbours import Post, naming, next_to, sides
from news.models.company import MOST, NEAREST
from tests import build

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
    near = sharing(post, [*others, post], NEAREST) - {post, *earlier, *later}
    related = sorted(near, key=lambda one: one.nearness(post))
    return [earlier, later, related[:MOST]]


def sharing(post: Post, posts: list[Post], places: int) -> set[Post]:
    """By moments, as the database is asked: among those up to its own is the post."""
    found = set()
    for label in post.labels:
        alike = [one for one in posts if label in one.labels]
        alike.sort(key=lambda one: one.mark)
        found.update([one for one in alike if one.moment <= post.moment][-places:])
        found.update([one for one in alike if one.moment > post.moment][:places])
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
