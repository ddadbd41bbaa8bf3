"""Entries that come with very many posts are entered as by themselves."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.forms.models import model_to_dict
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry

from news import bulk
from news.importers.pages.registers import Registers
from news.importers.pages.remembered import Remembered
from news.models import Author, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.indexes]
# One name twice, in decomposed letters, without any letter, and too long.
NAMES = ["Đỗ Đức", "Đỗ Đức ", "Ha\u0300 Ly", "…", "Lê " * 100]


@pytest.fixture
def offices():
    return [None, Organisation.objects.create(name="Sở Nội vụ")]


def left(authors):
    """All that is stored of them but their keys."""
    kind = ContentType.objects.get_for_model(Author)
    for author in Author.objects.filter(pk__in=[one.pk for one in authors]):
        own = {"content_type": kind, "object_id": str(author.pk)}
        references = ReferenceIndex.objects.filter(**own)
        yield (
            model_to_dict(author) | {"id": None},
            list(IndexEntry.objects.filter(**own).values("title", "body")),
            list(references.values_list("to_object_id", "content_path")),
        )


def entered(registers, offices):
    made = [registers.author(name, office) for name in NAMES for office in offices]
    if isinstance(registers, Remembered):
        registers.store()
    found = list(left(made))
    Author.objects.all().delete()
    return found


def test_an_author_leaves_what_entering_them_alone_leaves(offices):
    alone = entered(Registers(), offices)

    assert entered(Remembered(), offices) == alone
    assert all(index for _row, index, _references in alone)


def test_whoever_is_there_keeps_their_address_and_is_found(offices):
    there = Author.objects.create(name="Đỗ Đức", organisation=offices[1])
    registers = Remembered()
    other = Organisation.objects.create(name="Bưu điện tỉnh")

    assert registers.author("ĐỖ ĐỨC", offices[1]) == there
    namesake = registers.author("Đỗ Đức", other)
    assert registers.author("Đỗ Đức", other) is namesake
    registers.store()

    assert Author.objects.get(slug="do-duc") == there
    assert Author.objects.get(slug="do-duc-2") == namesake
    assert Author.objects.create(name="Mới").pk > namesake.pk


def test_nothing_is_stored_twice_or_of_nothing(offices, django_assert_num_queries):
    registers = Remembered()
    registers.author("Đỗ Đức", None)
    registers.store()

    with django_assert_num_queries(0):
        registers.store()
        bulk.enter([])

    assert Author.objects.count() == 1
