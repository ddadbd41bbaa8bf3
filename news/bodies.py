"""How does the body of a post read on its page? Made once for the same words and files.

A block's template is given its value, where links lead (`addresses`), and which photo a
reader sees at once (`opening_photo`), but nothing of the page or the request: of the
same of these it makes the same text, and nothing has to be forgotten when they change.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from news import renditions
from news.at_hand import Library
from news.parts import parts
from news.uploads.photos import UNREADABLE
from news.vietnamese.reading_time import reading_minutes as minutes_of

# What a paragraph may name that is not in `addresses`, from an old editor.
ELSEWHERE = "<embed"


def shown(body: StreamValue, given: Mapping[str, Any]) -> SafeString:
    return mark_safe(str(body.render_as_block(dict(given))))


def stored(body: StreamValue, given: Mapping[str, Any], library: Library) -> SafeString:
    """The body of a stored post; `library` has the photos and files it names."""
    try:
        told = repr([*facts(body, given, library)])
    except UNREADABLE:
        # The next reader may find the file again.
        return shown(body, given)
    if ELSEWHERE in told:
        return shown(body, given)
    key = sha256(told.encode()).hexdigest()
    return parts.of("body", key, make=lambda: shown(body, given))


def reading_minutes(lead: str, body: StreamValue) -> int:
    """Whole minutes; the words of one text are counted once."""

    def made() -> SafeString:
        words = body.stream_block.get_searchable_content(body)
        return mark_safe(str(minutes_of(" ".join([lead, *words]))))

    told = lead + json.dumps(list(body.raw_data), cls=DjangoJSONEncoder)
    key = sha256(told.encode()).hexdigest()
    return int(parts.of("minutes", key, make=made))


def facts(
    body: StreamValue, given: Mapping[str, Any], library: Library
) -> Iterator[Any]:
    """Everything that the text is made of, as values."""
    opening = given["opening_photo"]
    yield json.dumps(list(body.raw_data)), opening and opening.pk
    yield sorted(given["addresses"].items())
    for model, things in library.items():
        for pk, thing in sorted(things.items()):
            yield model._meta.label, pk, thing and row(thing)
    for photo, use in renditions.used(body):
        yield use, photo.pk
        for spec, made in renditions.found(photo, use).items():
            yield spec, row(made)


def row(thing: Model | renditions.Prepared) -> list[tuple[str, Any]]:
    """Its columns, but those that were not read: these would be asked for now."""
    if isinstance(thing, renditions.Prepared):
        return [*thing.told.items()]
    known = thing.__dict__
    names = (field.attname for field in thing._meta.concrete_fields)
    return [(name, str(known[name])) for name in names if name in known]
