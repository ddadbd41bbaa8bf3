"""Begin with a home page of ours in place of Wagtail's example content."""

from django.db import migrations


def begin(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    if Site.objects.exclude(root_page__slug="home").exists():
        return
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("portal", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page.objects.filter(slug="home", depth=2).delete()
    Site.objects.all().delete()
    kind, _ = ContentType.objects.get_or_create(model="homepage", app_label="portal")
    locale, _ = Locale.objects.get_or_create(language_code="vi")
    home = HomePage.objects.create(
        title="Trang chủ",
        draft_title="Trang chủ",
        slug="trang-chu",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/trang-chu/",
        locale=locale,
    )
    Page.objects.filter(depth=1).update(numchild=1, locale=locale)
    Site.objects.create(
        hostname="localhost",
        site_name="Bản Tin",
        root_page_id=home.pk,
        is_default_site=True,
    )
    for name in ("Group", "Workflow", "Task"):
        forget_examples(apps, name)


def forget_examples(apps, name):
    """Groups and a workflow that no one asked for, with English names."""
    app = "auth" if name == "Group" else "wagtailcore"
    examples = ["Editors", "Moderators", "Moderators approval"]
    apps.get_model(app, name).objects.filter(name__in=examples).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("news", "0001_initial"),
        # Their first migrations give permissions to the groups we take away here.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
