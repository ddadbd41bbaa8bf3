"""Is the extension set up in a way that can work?"""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


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
