from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0021_upload_waits"),
    ]

    operations = [
        migrations.AddField(
            model_name="importupload",
            name="verdicts",
            field=models.JSONField(
                db_default={}, default=dict, verbose_name="said of files so far"
            ),
        ),
    ]
