from django.db import migrations

# Wagtail's search on PostgreSQL matches `title || body`, for which it has no index:
# without this one every search in the admin reads the whole index.
NAME = "news_admin_search_gin"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("wagtailsearch", "IndexEntry")._meta.db_table
        schema_editor.execute(
            f'CREATE INDEX IF NOT EXISTS {NAME} ON "{table}" USING gin ((title || body))'
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0003_search'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
