"""What exists: the extension's models, in the order they lean on each other."""

from .taxonomy import (
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Organisation,
    Topic,
)

from .addresses import FormerAddress  # isort: skip
from .photos import Attachment, Photo, PhotoRendition  # isort: skip
from .tagging import ArticleCluster, ArticleTopic  # isort: skip
from .moderation import ModerationState, ModerationTask, ReturnReason  # isort: skip
from .messages import Message  # isort: skip
from .articles import ArticlePage  # isort: skip
from .gatekeeping import ArticleFinding, RuleException  # isort: skip
from .rows import Byline, CitedDocument, Participant  # isort: skip
from .facets import Facet, FacetedPost  # isort: skip
from .sitemap_files import SitemapFile  # isort: skip
from .index import NewsIndexPage, NewsYearPage  # isort: skip
from .imports import ImportedPost  # isort: skip
from .runs import BroughtEntry, BroughtFile, ImportRun, RunStep  # isort: skip
from .old_addresses import OldAddress  # isort: skip
from .uploads import ImportDraft, ImportUpload  # isort: skip
from .holdups import Holdup  # isort: skip
from .heartbeats import Heartbeat  # isort: skip
from .expiry import ExpiredPost  # isort: skip
from .previews import PreviewLink, PreviewUse  # isort: skip
from .preferences import DeskPreference  # isort: skip
from .search import SearchEntry, SearchWord  # isort: skip
from .meetings import Meeting  # isort: skip
from .front import NewsFront  # isort: skip

__all__ = [
    "ArticleCluster",
    "ArticleFinding",
    "ArticlePage",
    "ArticleTopic",
    "Attachment",
    "Author",
    "BroughtEntry",
    "BroughtFile",
    "Byline",
    "CitedDocument",
    "Cluster",
    "ClusterMember",
    "ClusterTerm",
    "DeskPreference",
    "ExpiredPost",
    "Facet",
    "FacetedPost",
    "FormerAddress",
    "Heartbeat",
    "Holdup",
    "ImportDraft",
    "ImportRun",
    "ImportUpload",
    "ImportedPost",
    "Meeting",
    "Message",
    "ModerationState",
    "ModerationTask",
    "NewsFront",
    "NewsIndexPage",
    "NewsYearPage",
    "OldAddress",
    "Organisation",
    "Participant",
    "Photo",
    "PhotoRendition",
    "PreviewLink",
    "PreviewUse",
    "ReturnReason",
    "RuleException",
    "RunStep",
    "SearchEntry",
    "SearchWord",
    "SitemapFile",
    "Topic",
]
