"""What follows by itself when something is saved or published?"""

from typing import Any

from django.db.models import Model
from django.db.models.fields import CharField, TextField
from django.db.models.signals import pre_save
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from news.filing import date_first_publication, file_under_its_year
from news.models import ArticlePage
from news.vietnamese.composition import composed

TEXT_BEARERS = (Page, Revision, AbstractImage, AbstractDocument)


def connect() -> None:
    pre_save.connect(normalise, dispatch_uid="news.normalise")
    page_published.connect(file, sender=ArticlePage, dispatch_uid="news.file")


def normalise(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Composed letters (NFC) in everything saved: "ế" is one character, not three."""
    if isinstance(instance, TEXT_BEARERS) or sender._meta.app_label == "news":
        for name in text_fields(sender):
            if name in instance.__dict__:
                setattr(instance, name, composed(instance.__dict__[name]))


def file(instance: ArticlePage, revision: Revision, **kwargs: Any) -> None:
    date_first_publication(instance, revision)
    file_under_its_year(instance)


def text_fields(model: type[Model]) -> list[str]:
    """Fields whose values may hold text; file fields keep the names storage gave."""
    kinds = (CharField, TextField)
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) or field.get_internal_type() == "JSONField"
    ]
