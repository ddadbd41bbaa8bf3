"""How are clusters chosen? Ticked in the register's own list, never typed anew."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Model
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from news.vietnamese.folding import fold


class ClusterChoices(CheckboxSelectMultiple):
    """Boxes grouped by kind; with scripts a filter stands above them."""

    template_name = "news/admin/cluster_choices.html"

    class Media:
        css = {"all": ["news/admin/writing.css"]}
        js = ["news/admin/cluster-choices.js"]

    def create_option(self, name: str, value: object, *args: object, **kw: object):
        option = super().create_option(name, value, *args, **kw)
        cluster = getattr(value, "instance", None)
        if cluster is not None:
            leader = leader_of(cluster)
            option["leader"] = leader
            option["folded"] = fold(f"{cluster} {leader}")
        return option


class ByKind(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[str, list]]:
        in_order = sorted(self.queryset.all(), key=order)
        for kind, clusters in groupby(in_order, key=lambda one: one.kind):
            label = type(in_order[0]).Kind(kind).label
            yield label, [self.choice(cluster) for cluster in clusters]


class ClusterField(ModelMultipleChoiceField):
    """`queryset` brings the terms of this year with it."""

    widget = ClusterChoices
    iterator = ByKind


def order(cluster: Model) -> tuple:
    """Roman and Arabic numbers by their value, then the names."""
    return cluster.kind, number_of(cluster.number), fold(cluster.name)


def number_of(written: str) -> int:
    """
    >>> [number_of(text) for text in ("IX", "12", "IIa", "")]
    [9, 12, 2, 0]
    """
    if written.isdecimal():
        return int(written)
    values = [{"I": 1, "V": 5, "X": 10}.get(sign, 0) for sign in written.upper()]
    pairs = zip(values, [*values, 0][1:], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def leader_of(cluster: Model) -> str:
    term = next(iter(cluster.terms.all()), None)
    if term is None or term.leader is None:
        return ""
    return _("led by %(leader)s") % {"leader": term.leader}
