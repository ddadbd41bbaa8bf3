from django.db import migrations, models


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
    ]
