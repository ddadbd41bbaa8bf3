"""What only the portal's own templates ask for."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal import styles

register = template.Library()


@register.simple_tag
def portal_styles() -> SafeString:
    return mark_safe(styles.styles())  # Our own file; a policy names its digest.
