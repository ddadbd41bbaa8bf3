from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

BATCH = 5000


class AddIndexAside(AddIndexConcurrently):
    """Concurrently where the database can: SQLite has one writer anyway."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_forwards(
                self, app_label, schema_editor, from_state, to_state
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_backwards(
                self, app_label, schema_editor, from_state, to_state
            )


def date_places(apps, schema_editor):
    placed = apps.get_model("news", "FacetedPost").objects
    articles = apps.get_model("news", "ArticlePage").objects
    date = articles.filter(pk=OuterRef("article_id")).values("published_at")
    last = placed.order_by("-pk").values_list("pk", flat=True).first() or 0
    # In batches, so that nobody who publishes meanwhile waits for all of them.
    for start in range(0, last + 1, BATCH):
        batch = placed.filter(pk__gte=start, pk__lt=start + BATCH)
        batch.update(published_at=Subquery(date[:1]))


class Migration(migrations.Migration):
    # Indexes are made beside whoever writes, and rows filled in batches.
    atomic = False

    dependencies = [
        ("news", "0015_brought_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="facetedpost",
            name="published_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(
            date_places, migrations.RunPython.noop, atomic=False, elidable=True
        ),
        AddIndexAside(
            model_name="facetedpost",
            index=models.Index(
                fields=["facet", "published_at", "article"], name="news_facet_by_date"
            ),
        ),
    ]
