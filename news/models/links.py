"""Where do the links of a text lead, and which addresses do they have?"""

from collections.abc import Iterable, Iterator

from django.urls import NoReverseMatch
from wagtail.documents import get_document_model
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from news.rich_text import LONGEST_NUMBER


def linked(blocks: Iterable[dict]) -> Iterator[tuple[str, int]]:
    """What the stored blocks of a body link to: the kind of thing, and its number."""
    for block in blocks:
        match block:
            case {"type": "paragraph", "value": str(html)}:
                for tag in FIND_A_TAG.findall(html):
                    attributes = extract_attrs(tag)
                    kind, pk = attributes.get("linktype"), attributes.get("id", "")
                    if kind and pk.isdecimal() and len(pk) < LONGEST_NUMBER:
                        yield kind, int(pk)
            case {"type": "attachment", "value": {"document": int(pk)}}:
                yield "document", pk


def document_url(pk: int, file: str) -> str:
    try:
        # Without a collection the database would be asked for the first one.
        return get_document_model()(pk=pk, file=file, collection_id=None).url
    except NoReverseMatch:
        # The project serves no documents.
        return ""
