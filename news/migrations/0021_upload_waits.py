from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0020_lots_of_sitemap_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="importupload",
            name="waits_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("scanner", "waits for the virus scanner"),
                    ("storage", "waits for the storage of files"),
                ],
                db_default="",
                default="",
                max_length=16,
                verbose_name="waits for",
            ),
        ),
        migrations.AddField(
            model_name="importupload",
            name="waits_since",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="waits since"
            ),
        ),
    ]
