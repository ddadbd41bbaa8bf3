"""Who and what are posts about: clusters and their terms, organisations, people."""

import itertools
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from news.compiled import compiled
from news.querysets import OrganisationQuerySet
from news.search.words import plain
from news.vietnamese.slugs import slugify


def free_slug(thing: models.Model, text: str) -> str:
    """An address made from `text` that no other row of the same model has."""
    stem = stem_of(type(thing), text)
    others = type(thing)._default_manager.filter(slug__startswith=stem)
    taken = set(others.exclude(pk=thing.pk).values_list("slug", flat=True))
    return free_of(taken, stem)


def stem_of(model: type[models.Model], text: str) -> str:
    return slugify(text, longest=90) or model._meta.model_name


def free_of(taken: Collection[str], stem: str) -> str:
    candidates = itertools.chain([stem], (f"{stem}-{n}" for n in itertools.count(2)))
    return next(slug for slug in candidates if slug not in taken)


def made_slug() -> models.SlugField:
    # TagBase's own has to be typed in a form, though saving could make it.
    return models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Part of the public address; made from the name when left empty."),
    )


class Named(index.Indexed, models.Model):
    """Something with a name and an address that is made from the name once."""

    name = models.CharField(_("name"), max_length=255)
    slug = made_slug()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("folded_name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("folded_name"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        # As TagBase does: an address is needed whoever creates the row.
        if not self.slug:
            self.slug = free_slug(self, self.name)
        super().save(*args, **kwargs)

    @property
    def folded_name(self) -> str:
        return plain(self.name)


class Organisation(Named):
    aliases = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One a line: abbreviations and spellings met in texts."),
    )
    established_on = models.DateField(_("established on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_(
            "A renamed or merged organisation is a new one; old posts keep "
            "the old name."
        ),
    )

    objects = OrganisationQuerySet.as_manager()

    listing = "organisation"
    panels = [
        FieldPanel("name"),
        FieldPanel("aliases"),
        FieldRowPanel([FieldPanel("established_on"), FieldPanel("dissolved_on")]),
        FieldPanel("successor"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    @property
    def names(self) -> list[str]:
        """The name and every alias, as written."""
        return [self.name, *self.other_names]

    @property
    def other_names(self) -> list[str]:
        return [name for line in self.aliases.splitlines() if (name := line.strip())]


class Author(Named):
    role = models.CharField(_("role"), max_length=255, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="authors",
        verbose_name=_("organisation"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
        help_text=_("The account this person writes with, if they have one."),
    )

    listing = "author"
    panels = [
        FieldPanel("name", heading=_("pen name")),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldPanel("user"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("name",)


class Topic(TagBase):
    slug = made_slug()

    free_tagging = True
    listing = "topic"

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)

    def __str__(self) -> str:
        # Tags are typed in lower case; as a heading it begins as one.
        return capfirst(self.name)

    def slugify(self, tag: str, i: int | None = None) -> str:
        # Django's would make "a-nang" of "Đà Nẵng".
        stem = slugify(tag, longest=90) or "topic"
        return stem if i is None else f"{stem}-{i}"


class Cluster(TagBase):
    """ "Cụm I" is no key: kind, number and name together tell a cluster."""

    class Kind(models.TextChoices):
        AREA = "cụm", "Cụm"
        BRANCH = "khối", "Khối"

    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind.choices, default=Kind.AREA
    )
    number = models.CharField(
        _("number"), max_length=16, blank=True, help_text=_("As written: I, 2 …")
    )
    # TagBase would have the name unique; two clusters may differ by kind or number.
    name = models.CharField(_("name"), max_length=255)
    slug = made_slug()

    free_tagging = False
    listing = "cluster"
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
        FieldPanel("name"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ("kind", "number", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "name"],
                name="news_cluster_once",
                violation_error_message=_("This cluster is in the register already."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def short_label(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def is_bloc(self) -> bool:
        """What is said about it is said in other words, in either language."""
        return self.kind == self.Kind.BRANCH

    @property
    def label(self) -> str:
        if not self.name:
            return self.short_label
        joint = " – " if self.number else " "
        return f"{self.short_label}{joint}{self.name}"

    def save(self, *args: object, **kwargs: object) -> None:
        # TagBase would make the address from the name alone: two of them clash.
        if not self.slug:
            self.slug = free_slug(self, self.label)
        super().save(*args, **kwargs)


class ClusterTerm(ClusterableModel):
    """Who leads a cluster, and who belongs to it, in one year."""

    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="terms",
        verbose_name=_("cluster"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    leader = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms_led",
        verbose_name=_("leader"),
    )
    deputy = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms_seconded",
        verbose_name=_("deputy leader"),
    )
    founding_decision = models.CharField(
        _("founding decision"),
        max_length=255,
        blank=True,
        help_text=_("Number and date of the decision, as in 163/QĐ-UBND."),
    )

    panels = [
        FieldRowPanel([FieldPanel("cluster"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("leader"), FieldPanel("deputy")]),
        FieldPanel("founding_decision"),
        InlinePanel("members", heading=_("members"), label=_("member")),
    ]

    class Meta:
        verbose_name = _("cluster term")
        verbose_name_plural = _("cluster terms")
        ordering = ("-year", "cluster")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year"],
                name="news_one_term_a_year",
                violation_error_message=_("This cluster has a term for that year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster} ({self.year})"


class ClusterMember(Orderable):
    term = ParentalKey(ClusterTerm, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, help_text=_("The place at the year's end.")
    )

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("rank")])]

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "organisation"], name="news_member_once_a_term"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@compiled
def all_clusters() -> models.QuerySet:
    return Cluster.objects.all()
