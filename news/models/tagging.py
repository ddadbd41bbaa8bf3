"""How is a post tied to its clusters and topics, and how are they typed?"""

from django.db import models
from django.forms import Field
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.forms.tags import TagField

from news.cluster_field import ClusterField
from news.comparisons import compare_tags
from news.vietnamese.composition import composed

from .taxonomy import Cluster, ClusterTerm, Topic


class Tie(ItemBase):
    """`published_at` is the post's: so the nearest posts of a tag are found at once."""

    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class ArticleCluster(Tie):
    tag = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="article_clusters"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_clusters"
    )

    class Meta:
        verbose_name = _("cluster of a post")
        verbose_name_plural = _("clusters of posts")
        indexes = [
            models.Index(fields=["tag", "published_at"], name="news_cluster_by_date")
        ]


class ArticleTopic(Tie):
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="article_topics"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_topics"
    )

    class Meta:
        verbose_name = _("topic of a post")
        verbose_name_plural = _("topics of posts")
        indexes = [
            models.Index(fields=["tag", "published_at"], name="news_topic_by_date")
        ]


def date_ties(article: models.Model) -> None:
    """Let the ties of a post know its date, before it is stored."""
    for ties in (article.article_clusters, article.article_topics):
        if any(tie.published_at != article.published_at for tie in ties.all()):
            # The list in memory, which is stored with the post.
            for tie in ties.get_object_list():
                tie.published_at = article.published_at


class RegisteredClusters(ClusterTaggableManager):
    """Clusters are ticked in the register's list, never typed anew."""

    def formfield(self, **kwargs: object) -> Field:
        return ClusterField(
            queryset=Cluster.objects.prefetch_related(
                models.Prefetch("terms", queryset=this_years_terms())
            ),
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
        )


def this_years_terms() -> models.QuerySet:
    year = timezone.localdate().year
    return ClusterTerm.objects.filter(year=year).select_related("leader")


class ComposedTopicField(TagField):
    def clean(self, value: str) -> list[str]:
        # A topic typed in decomposed letters is the one that is there already.
        return [composed(name) for name in super().clean(value)]


class ComposedTopics(ClusterTaggableManager):
    def formfield(self, **kwargs: object) -> Field:
        return super().formfield(**kwargs | {"form_class": ComposedTopicField})


compare_tags(RegisteredClusters, ComposedTopics)
