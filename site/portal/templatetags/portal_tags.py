"""What only the portal's own templates ask for."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from news.versions import Versions
from portal import styles
from portal.frame import Frame

register = template.Library()


@register.simple_tag
def portal_styles() -> SafeString:
    return mark_safe(styles.PLACE)  # `portal.styles.Dress` knows what a page has.


@register.simple_tag(takes_context=True)
def portal_frame(context: Context, index: Any, versions: Versions) -> Frame:
    return Frame.of(context["request"], index or None, versions)
