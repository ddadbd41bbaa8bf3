"""Which addresses does the portal answer, besides those of its pages?"""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from news.api import router

from . import contact, health, media

handler400 = "news.too_big.bad_request"
handler404 = "news.finding.page_not_found"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", router.urls),
    path("lien-he/", contact.show, name="portal-contact"),
    path("", include("news.urls")),
    path("", include(wagtail_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns.insert(0, path("media/<path:path>", media.serve))
