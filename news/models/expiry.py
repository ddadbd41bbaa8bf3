"""What did readers see of a post that has expired, and since when is it archived?"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import model_from_serializable_data

from .articles import ArticlePage

# What readers see of Wagtail's own fields; the others are the page's for ever.
OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description")


class ExpiredPost(models.Model):
    """The last public version of a post whose time is over.

    The page's own row will not do: once a page is not live, Wagtail writes every
    draft into it, and readers of the archive would see what nobody approved.
    """

    article = models.OneToOneField(
        ArticlePage,
        on_delete=models.CASCADE,
        related_name="expired_post",
        verbose_name=_("post"),
    )
    # In its address: the draft's may be changed, too.
    slug = models.SlugField(_("slug"), max_length=255)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    expired_at = models.DateTimeField(_("expired at"))

    class Meta:
        verbose_name = _("expired post")
        verbose_name_plural = _("expired posts")

    def __str__(self) -> str:
        return self.content["title"]

    @property
    def url_path(self) -> str:
        above = self.article.url_path.rstrip("/").rpartition("/")[0]
        return f"{above}/{self.slug}/"

    def as_article(self) -> ArticlePage:
        """The post as it was when its time was over.

        Wagtail's `with_content_json` asks for every row that the content names.
        """
        article, content = self.article, self.content
        was = model_from_serializable_data(ArticlePage, content, check_fks=False)
        for field in (*ArticlePage._meta.local_concrete_fields, *OF_EVERY_PAGE):
            name = getattr(field, "attname", field)
            setattr(article, name, getattr(was, name))
        article.url_path = self.url_path
        article.expired_on, article.kept = self.expired_at, content
        return article


def keep(article: ArticlePage) -> None:
    """Called when a post has left the public; taken down by hand, nothing is kept."""
    if article.expired:
        ExpiredPost.objects.update_or_create(
            article=article,
            defaults={
                "slug": article.slug,
                "content": article.serializable_data(),
                "expired_at": article.expire_at or timezone.now(),
            },
        )


def forget(article: ArticlePage) -> None:
    # Wagtail tells of a "publication" too when one is only planned for later.
    if article.live:
        ExpiredPost.objects.filter(article=article).delete()
