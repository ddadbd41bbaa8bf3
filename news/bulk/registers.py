"""How do new entries of a register come with very many posts that name them?"""

from collections.abc import Sequence

from django.db.models import Model
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from news import inserting

from .references import COLUMNS as REFERENCE
from .references import References


def enter(entries: Sequence[Model]) -> None:
    """Store entries of one register, and what saving each of them would have stored.

    They are complete, with their keys and slugs. Kept pages are not told: whoever
    brings the posts that name them forgets them all.
    """
    if not entries:
        return
    model, references = type(entries[0]), References()
    inserting.insert_all(model, entries)
    named = [row for entry in entries for row in references.of(entry)]
    inserting.insert(ReferenceIndex, REFERENCE, named)
    for backend in get_search_backends(with_auto_update=True):
        backend.get_index_for_model(model).add_items(model, entries)
