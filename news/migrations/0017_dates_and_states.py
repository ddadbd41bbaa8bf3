import secrets

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 5000


def date_places(apps, schema_editor):
    placed = apps.get_model("news", "FacetedPost").objects
    articles = apps.get_model("news", "ArticlePage").objects
    date = articles.filter(pk=OuterRef("article_id")).values("published_at")
    last = placed.order_by("-pk").values_list("pk", flat=True).first() or 0
    # In batches, so that nobody who publishes meanwhile waits for all of them.
    for start in range(0, last + 1, BATCH):
        batch = placed.filter(pk__gte=start, pk__lt=start + BATCH)
        batch.update(published_at=Subquery(date[:1]))


def draw_states(apps, schema_editor):
    facets = apps.get_model("news", "Facet").objects
    # One by one: there are as many as names in the registers, and months.
    for pk in facets.values_list("pk", flat=True).order_by("pk"):
        facets.filter(pk=pk).update(state=secrets.randbits(62))


class Migration(migrations.Migration):
    # Whoever is cut off begins again: what was filled is filled with the same.
    atomic = False

    dependencies = [
        ("news", "0016_dated_facets"),
    ]

    operations = [
        migrations.RunPython(
            fill, migrations.RunPython.noop, atomic=False, elidable=True
        )
        for fill in (date_places, draw_states)
    ]
