import secrets

from django.db import migrations, models

STRETCH = 10_000


def draw(apps, schema_editor):
    """For the files of the posts that are there."""
    posts = apps.get_model("news", "ArticlePage").objects
    newest = posts.order_by("-pk").values_list("pk", flat=True).first()
    files = apps.get_model("news", "SitemapFile")
    numbers = range(newest // STRETCH + 1) if newest is not None else ()
    files.objects.bulk_create(
        [files(number=one, state=secrets.randbits(62)) for one in numbers]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0018_facets_by_date"),
    ]

    operations = [
        migrations.CreateModel(
            name="SitemapFile",
            fields=[
                (
                    "number",
                    models.PositiveIntegerField(primary_key=True, serialize=False),
                ),
                ("state", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "file of the sitemap",
                "verbose_name_plural": "files of the sitemap",
            },
        ),
        migrations.RunPython(draw, migrations.RunPython.noop, elidable=True),
    ]
