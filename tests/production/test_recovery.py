"""A backup that is made while the site is written to stands up elsewhere."""

import threading

import pytest

from tests.production.site import bucket, database

pytestmark = pytest.mark.production

PUBLIC = "ArticlePage.objects.published().count()"
PHOTOS = "Photo.objects.count()"


@pytest.fixture
def restless(site, writer):
    """Somebody publishes one post after the other until the test has ended."""
    over, titles = threading.Event(), []

    def write() -> None:
        while not over.is_set():
            titles.append(f"Tin trong lúc sao lưu {len(titles) + 1}")
            writer.does("publish", titles[-1])

    thread = threading.Thread(target=write)
    thread.start()
    yield titles
    over.set()
    thread.join()


def test_a_backup_under_load_restores_into_another_site(site, restless):
    endpoint = site.environment["S3_ENDPOINT"]
    bucket(endpoint, "sao-luu")
    before = site.told(PUBLIC)

    site.manage("backup", "s3://sao-luu/dem.bak")

    after = site.told(PUBLIC)
    assert after > before, "nothing was written meanwhile"
    assert "It restores" in site.manage("verify_backup", "s3://sao-luu/dem.bak")
    with database() as other:
        elsewhere = bucket(endpoint, "noi-khac") | {"DATABASE_URL": other}
        site.manage("restore", "s3://sao-luu/dem.bak", **elsewhere)
        there = site.told(PUBLIC, **elsewhere)
        assert before <= there <= after
        assert site.told(PHOTOS, **elsewhere) == site.told(PHOTOS) > 0
