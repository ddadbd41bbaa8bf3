"""What exists: the extension's models, in the order they lean on each other."""

from .taxonomy import (
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Organisation,
    Topic,
)

from .photos import Attachment, Photo, PhotoRendition  # isort: skip
from .tagging import ArticleCluster, ArticleTopic  # isort: skip
from .articles import ArticlePage  # isort: skip
from .rows import Byline, CitedDocument, Participant  # isort: skip
from .index import NewsIndexPage, NewsYearPage  # isort: skip
from .imports import ImportedPost  # isort: skip

__all__ = [
    "ArticleCluster",
    "ArticlePage",
    "ArticleTopic",
    "Attachment",
    "Author",
    "Byline",
    "CitedDocument",
    "Cluster",
    "ClusterMember",
    "ClusterTerm",
    "ImportedPost",
    "NewsIndexPage",
    "NewsYearPage",
    "Organisation",
    "Participant",
    "Photo",
    "PhotoRendition",
    "Topic",
]
