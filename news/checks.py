"""Is the extension set up in a way that can work?"""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from news.conf import setting
from news.uploads.clamd import place


@register("news")
def page_model_is_wagtails(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    swapped = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")
    if swapped == "wagtailcore.Page":
        return []
    return [
        Error(
            f"WAGTAIL_PAGE_MODEL is {swapped}: news cannot run on another base page.",
            hint="An app's own page models are bound to wagtailcore.Page; remove it.",
            id="news.E001",
        )
    ]


@register("news")
def slugs_are_ascii(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if not getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True):
        return []
    return [
        Warning(
            "WAGTAIL_ALLOW_UNICODE_SLUGS is on: addresses may get accents.",
            hint="Set WAGTAIL_ALLOW_UNICODE_SLUGS = False.",
            id="news.W001",
        )
    ]


@register("news")
def photo_formats_are_known(
    app_configs: object, **kwargs: object
) -> list[CheckMessage]:
    unknown = set(setting("NEWS_PHOTO_FORMATS")) - {"avif", "webp", "jpeg"}
    return [
        Error(
            f"NEWS_PHOTO_FORMATS: “{name}” is no format that photos are made in.",
            hint="Take avif, webp or both; JPEG is always there.",
            id="news.E002",
        )
        for name in sorted(unknown)
    ]


@register("news")
def uploads_are_checked(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A form base of the site's own is believed to know what it does."""
    return [
        Warning(
            f"{name} is not set: uploads are neither checked nor freed of GPS data.",
            hint=f'Set {name} = "{form}", or a subclass of it.',
            id=number,
        )
        for name, form, number in UPLOAD_FORMS
        if not getattr(settings, name, "")
    ]


UPLOAD_FORMS = (
    ("WAGTAILIMAGES_IMAGE_FORM_BASE", "news.uploads.forms.PhotoForm", "news.W010"),
    (
        "WAGTAILDOCS_DOCUMENT_FORM_BASE",
        "news.uploads.forms.AttachmentForm",
        "news.W011",
    ),
)


def edits_are_approved_again(
    app_configs: object, **kwargs: object
) -> list[CheckMessage]:
    if getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        return []
    return [
        Warning(
            "An edit between two approvals goes out as if it had been approved twice.",
            hint="Set WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True.",
            id="news.W002",
        )
    ]


@register("news")
def scanner_has_an_address(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    address = setting("NEWS_CLAMAV")
    try:
        if address:
            place(address)
    except ValueError as error:
        hint = 'NEWS_CLAMAV = "127.0.0.1:3310", or "/run/clamav/clamd.ctl".'
        return [Error(f"NEWS_CLAMAV: {error}", hint=hint, id="news.E003")]
    return []
