"""Give home pages an arrangement; the story an editor chose to lead goes on leading."""

import json

from django.db import migrations

import news.front_blocks
from news.front_blocks import beginning


def led_by(article):
    arrangement = beginning()
    if article:
        arrangement[0]["value"]["posts"] = [{"type": "item", "value": article}]
    return arrangement


def arrange(apps, schema_editor):
    HomePage = apps.get_model("portal", "HomePage")
    for home in HomePage.objects.all():
        home.arrangement = led_by(home.lead_article_id)
        home.save(update_fields=["arrangement"])
    # A version that is opened or published later must not forget the choice.
    Revision = apps.get_model("wagtailcore", "Revision")
    versions = Revision.objects.filter(
        content_type__app_label="portal", content_type__model="homepage"
    )
    for version in versions:
        arrangement = led_by(version.content.get("lead_article"))
        version.content["arrangement"] = json.dumps(arrangement)
        version.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_home_page"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="arrangement",
            field=news.front_blocks.FrontField(
                blank=True,
                default=news.front_blocks.beginning,
                help_text="Drag the parts into the order in which they are to stand.",
                verbose_name="arrangement",
            ),
        ),
        migrations.RunPython(arrange, migrations.RunPython.noop),
    ]
