import secrets

from django.db import migrations

STRETCH = 10_000


def draw(apps, schema_editor):
    """For the files of the posts that are there; whoever publishes draws another."""
    posts = apps.get_model("news", "ArticlePage").objects
    newest = posts.order_by("-pk").values_list("pk", flat=True).first()
    files = apps.get_model("news", "SitemapFile")
    numbers = range(newest // STRETCH + 1) if newest is not None else ()
    files.objects.bulk_create(
        [files(number=one, state=secrets.randbits(62)) for one in numbers],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    # Whoever is cut off begins again: what is there stays.
    atomic = False

    dependencies = [
        ("news", "0019_sitemap_files"),
    ]

    operations = [
        migrations.RunPython(
            draw, migrations.RunPython.noop, atomic=False, elidable=True
        ),
    ]
