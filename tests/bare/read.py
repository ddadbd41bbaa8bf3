"""In the bare project: import the page named, read it back, and say what was seen."""

import json
import os
import shutil
import sys
from pathlib import Path

import django

# A project on SQLite has no driver of another database.
sys.modules["psycopg"] = sys.modules["psycopg2"] = None
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

import news  # noqa: E402
from news.models import ArticlePage  # noqa: E402

call_command("migrate", verbosity=0)
# For whoever begins where this one is now.
shutil.copyfile(os.environ["BARE_DB"], os.environ["BARE_DB"] + ".migrated")
call_command("makemigrations", "news", check=True, dry_run=True, verbosity=0)
call_command("set_up_news", verbosity=0)
call_command(
    "import_news",
    sys.argv[1],
    publish=True,
    as_published=True,
    photos=Path(sys.argv[2]),
)
article = ArticlePage.objects.get()
photos = type(article.lead_photo)._meta.label if article.lead_photo else ""
with_page = Client().get(article.url)
print(  # noqa: T201 - read by the test
    json.dumps(
        {
            "where": news.__file__,
            "status": with_page.status_code,
            "html": with_page.content.decode(),
            "pages": {
                address: Client().get(address).content.decode()
                for address in (
                    *("/tin-tuc/", "/tin-tuc/2020/", "/tin-tuc/cum/"),
                    f"/tin-tuc/cum/{article.clusters.first().slug}/",
                    f"/tin-tuc/don-vi/{article.organisation.slug}/",
                    *("/tim-kiem/?q=hoi+nghi", "/lich/", "/lich/2020/07/"),
                )
            },
            "photo": photos,
            "pk": article.pk,
            "machines": {
                address: Client().get(address).content.decode()
                for address in (
                    *("/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/tin-tuc/feed.json"),
                    *("/sitemap-articles.xml", "/llms.txt", "/robots.txt"),
                    f"/api/v2/pages/{article.pk}/",
                    *("/so-do-trang/", "/node/7/hoi-nghi-so-ket.html"),
                )
            },
        }
    )
)
