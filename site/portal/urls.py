"""Which addresses does the portal answer, besides those of its pages?"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from news import urls as news_urls
from news.api import router
from news.languages import serve

from . import contact, doors, health, icons, media
from .watching.scraping import metrics

handler400 = "news.too_big.bad_request"
handler404 = "news.finding.page_not_found"

urlpatterns = [
    path("favicon.ico", icons.favicon),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics),
    path(settings.DESK_ADDRESS, include("portal.factors.urls")),
    path(settings.DESK_ADDRESS, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", router.urls),
    path("", include(news_urls.of_the_site)),
    *i18n_patterns(
        path("lien-he/", contact.show, name="portal-contact"),
        path("", include(news_urls.in_each_language)),
        path(
            "_util/authenticate_with_password/"
            "<int:page_view_restriction_id>/<int:page_id>/",
            doors.guarded(authenticate_with_password),
            name="portal-password",
        ),
        # Wagtail's login and its check of a password, before all that may be a page.
        *wagtail_urls.urlpatterns[:-1],
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        prefix_default_language=False,
    ),
]

if settings.SERVE_MEDIA:
    urlpatterns.insert(0, path("media/<path:path>", media.serve))
