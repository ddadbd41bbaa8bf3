"""Apart from the one before: PostgreSQL drops no column beside rows just changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_arranged_home")]

    operations = [
        migrations.RemoveField(model_name="homepage", name="lead_article"),
    ]
