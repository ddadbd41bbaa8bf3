"""What does the newsroom look like? Wagtail's admin with the board's accent."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import disks  # noqa: F401 - it registers its hooks
from .audit import bulk  # noqa: F401 - as well
from .audit import desk as audit  # noqa: F401 - as well
from .factors import desk  # noqa: F401 - as well
from .sessions import desk as sessions  # noqa: F401 - as well


@hooks.register("insert_global_admin_css")
def accent() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))
