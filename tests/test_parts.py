"""A part of a page is made once for the same values, and again for others."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from news.addresses import Link
from news.parts import Parts
from tests import build


@pytest.fixture
def made():
    """Parts, and how often one was made."""
    parts, times = Parts(most=100), []

    def of(*values: object) -> str:
        def make() -> str:
            times.append(values)
            return "x" * 30

        return parts.of(*values, make=make)

    of.times = times
    return of


def test_the_same_values_are_made_once(made):
    made("card", Link("Cụm I", "/cum-i/"))
    made("card", Link("Cụm I", "/cum-i/"))
    made("card", Link("Cụm II", "/cum-i/"))

    assert len(made.times) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", mark_safe("<b>")),
        (Link("<b>", "/"), Link(mark_safe("<b>"), "/")),
        (("a", 1), ("a", True)),
    ],
)
def test_markup_is_never_taken_for_the_same_letters(made, one, other):
    made("card", one)
    made("card", other)

    assert len(made.times) == 2


def test_each_language_has_its_own(made):
    made("card")
    with override("en"):
        made("card")

    assert len(made.times) == 2


def test_so_many_bytes_are_kept(made):
    for number in (1, 2, 3, 2, 4, 2, 1):
        made(number)

    # The first went when the fourth came; the second had been asked for since.
    assert made.times == [(1,), (2,), (3,), (4,), (1,)]


@dataclass
class Loose:
    title: str


@dataclass(frozen=True)
class Holding:
    inside: object


@pytest.mark.django_db
@pytest.mark.parametrize("inside", ["post", Loose("x")])
def test_what_may_change_is_no_value(made, index, inside):
    value = build.article(index) if inside == "post" else inside

    for one in (value, (value,), Holding(value)):
        with pytest.raises(TypeError):
            made(one)


def test_debugging_a_template_sees_it_at_once(made, settings):
    settings.DEBUG = True

    made("card")
    made("card")

    assert len(made.times) == 2


def test_a_part_knows_nothing_but_its_values():
    page = "{% load news_tags %}{% news_part 'news/components/labels.html' labels=l %}"
    labels = [Link("Cụm <I>", "/cum-i/")]

    shown = Template(page).render(Context({"l": labels, "other": "nothing"}))

    assert "Cụm &lt;I&gt;" in shown
    assert '<a class="news-label" href="/cum-i/">' in shown
