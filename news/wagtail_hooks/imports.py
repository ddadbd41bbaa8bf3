"""The import of old posts in Wagtail's admin: its addresses and its place."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy

from news.imports import acts, lists, one, progress, uploading
from news.imports.base import TITLE
from news.intake import folders


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    start = "news/imports/"
    of_one = f"{start}<int:pk>/"
    of_draft = f"{start}posts/<int:pk>/"
    uploads, posts = lists.Uploads, lists.Posts
    views = [
        (start, uploads.as_view(), "news_imports"),
        (
            f"{start}results/",
            uploads.as_view(results_only=True),
            "news_imports_results",
        ),
        (f"{start}upload/", uploading.Upload.as_view(), "news_import_upload"),
        (of_one, posts.as_view(), "news_import"),
        (f"{of_one}results/", posts.as_view(results_only=True), "news_import_results"),
        (f"{of_one}progress/", progress.Ask.as_view(), "news_import_progress"),
        (f"{of_one}start/", acts.Start.as_view(), "news_import_start"),
        (f"{of_one}read-on/", acts.ReadOn.as_view(), "news_import_read_on"),
        (f"{of_one}check/", acts.Check.as_view(), "news_import_check"),
        (f"{of_one}take-back/", acts.TakeBack.as_view(), "news_import_take_back"),
        (f"{of_one}throw-away/", acts.ThrowAway.as_view(), "news_import_throw_away"),
        (of_draft, one.Post.as_view(), "news_import_post"),
        (f"{of_draft}choose/", acts.Choose.as_view(), "news_import_choose"),
        (f"{of_draft}file/", acts.OriginalFile.as_view(), "news_import_file"),
        (
            f"{of_draft}photos/<int:place>/",
            acts.OriginalPhoto.as_view(),
            "news_import_photo",
        ),
    ]
    return [path(place, view, name=name) for place, view, name in views]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        # What every screen asks must cost no question: the address itself looks closer.
        may_write = page_permission_policy.user_has_any_permission(
            request.user, {"add"}
        )
        return folders.is_offered() and may_write


@hooks.register("register_log_actions")
def log_imports(actions: LogActionRegistry) -> None:
    for name, label, told in (
        ("start", _("Start an import"), _("The import was started")),
        ("take_back", _("Take an import back"), _("The import was taken back")),
    ):
        actions.register_action(f"news.import.{name}", label, told)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    url = reverse_lazy("news_imports")
    return ImportMenuItem(TITLE, url, name="news-imports", icon_name="upload", order=70)


@hooks.register("insert_global_admin_css")
def imports_css() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("news/admin/imports.css")
    )
