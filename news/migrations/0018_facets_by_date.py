from django.db import migrations, models


class AddIndexAside(migrations.AddIndex):
    """Beside whoever writes, where the database can: SQLite has one writer anyway."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        given = app_label, schema_editor, from_state, to_state
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(*given)
            return
        # Without the driver, which not every project has, it cannot be imported.
        from django.contrib.postgres.operations import AddIndexConcurrently

        aside = AddIndexConcurrently(self.model_name, self.index)
        aside.database_forwards(*given)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("news", "0017_dates_and_states"),
    ]

    operations = [
        AddIndexAside(
            model_name="facetedpost",
            index=models.Index(
                fields=["facet", "published_at", "article"], name="news_facet_by_date"
            ),
        ),
    ]
