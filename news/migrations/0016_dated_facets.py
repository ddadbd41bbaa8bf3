from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0015_brought_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="facetedpost",
            name="published_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="facet",
            name="state",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
