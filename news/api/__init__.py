"""What can a program ask for? Public pages as JSON, read only, on Wagtail's own API.

A site offers it by `path("api/v2/", news.api.router.urls)`. Photos and attachments have
no address here: Wagtail's lists of them would name those of drafts, too.
"""

from wagtail.api.v2.router import WagtailAPIRouter

from .views import NewsPages

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", NewsPages)

__all__ = ["router"]
