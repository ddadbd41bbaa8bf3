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


class ArticleCluster(ItemBase):
    tag = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="article_clusters"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_clusters"
    )

    class Meta:
        verbose_name = _("cluster of a post")
        verbose_name_plural = _("clusters of posts")


class ArticleTopic(ItemBase):
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="article_topics"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_topics"
    )

    class Meta:
        verbose_name = _("topic of a post")
        verbose_name_plural = _("topics of posts")


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
