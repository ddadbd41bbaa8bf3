import secrets

from django.db import migrations, models


def draw_states(apps, schema_editor):
    facets = apps.get_model("news", "Facet").objects
    # One by one: there are as many as names in the registers, and months.
    for pk in facets.values_list("pk", flat=True).order_by("pk"):
        facets.filter(pk=pk).update(state=secrets.randbits(62))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("news", "0016_dated_facets"),
    ]

    operations = [
        migrations.AddField(
            model_name="facet",
            name="state",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(
            draw_states, migrations.RunPython.noop, atomic=False, elidable=True
        ),
    ]
