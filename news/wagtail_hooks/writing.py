"""Addresses that the form of a post asks while somebody writes."""

from django.urls import URLPattern, path
from wagtail import hooks

from news.writing.pasting import paste
from news.writing.photos import AddPhotoView
from news.writing.views import FindingsOnCreate, FindingsOnEdit


@hooks.register("register_admin_urls")
def writing_urls() -> list[URLPattern]:
    return [
        path(
            "news/findings/<int:page_id>/",
            FindingsOnEdit.as_view(),
            name="news_findings",
        ),
        path(
            "news/findings/new/<int:parent_id>/",
            FindingsOnCreate.as_view(),
            name="news_findings_of_new",
        ),
        path("news/paste/", paste, name="news_paste"),
        path("news/photos/add/", AddPhotoView.as_view(), name="news_add_photo"),
    ]
