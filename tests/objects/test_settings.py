"""The environment names a bucket whole, or says what is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings import objects

pytestmark = pytest.mark.once

WHOLE = {"S3_BUCKET": "tin", "S3_ACCESS_KEY": "khoa", "S3_SECRET_KEY": "bi-mat"}


def test_without_any_of_it_files_lie_on_the_disk():
    assert objects.bucket({"S3_BUCKET": " "}.get) is None
    assert objects.storages(None) == {}


def test_a_whole_one_is_where_uploads_lie():
    place = objects.bucket((WHOLE | {"S3_ENDPOINT": "http://s3:3900"}).get)

    assert place == {
        "bucket": "tin",
        "endpoint": "http://s3:3900",
        "region": "us-east-1",
        "access_key": "khoa",
        "secret_key": "bi-mat",
    }
    assert objects.storages(place)["default"]["OPTIONS"] == {"place": place}


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_is_missing_is_named(name):
    given = {key: value for key, value in WHOLE.items() if key != name}

    with pytest.raises(ImproperlyConfigured, match=f"^{name}: not set"):
        objects.bucket(given.get)


def test_an_address_without_https_is_refused():
    with pytest.raises(ImproperlyConfigured, match="S3_ENDPOINT"):
        objects.bucket((WHOLE | {"S3_ENDPOINT": "s3:3900"}).get)


def test_backups_may_be_kept_by_somebody_else():
    place = objects.bucket(WHOLE.get)
    other = {"BACKUP_S3_ACCESS_KEY": "khac", "BACKUP_S3_SECRET_KEY": "kin"}

    assert objects.elsewhere(place, {}.get)["access_key"] == "khoa"
    assert objects.elsewhere(place, other.get)["access_key"] == "khac"
    with pytest.raises(ImproperlyConfigured, match=r"^BACKUP_S3_SECRET_KEY"):
        objects.elsewhere(place, {"BACKUP_S3_ACCESS_KEY": "khac"}.get)


def in_production(**given: str) -> subprocess.CompletedProcess[str]:
    asked = (
        "from portal.settings import production as now;"
        "print(now.STORAGES['default']['BACKEND'], now.SERVE_MEDIA,"
        " now.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    )
    known = {"SECRET_KEY": "x", "ALLOWED_HOSTS": "x", "SITE_URL": "https://x"}
    places = os.pathsep.join([str(settings.ROOT), str(settings.ROOT / "site")])
    return subprocess.run(
        [sys.executable, "-c", asked],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": places} | known | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_keeps_uploads_there_and_lets_photos_come_from_elsewhere():
    done = in_production(**WHOLE, MEDIA_URL="https://anh.example.gov.vn/")

    assert done.stdout.split(" ", 2) == [
        "portal.objects.storage.Uploads",
        "True",
        "[\"'self'\", 'anh.example.gov.vn']\n",
    ]


def test_production_does_not_start_with_half_of_a_bucket():
    done = in_production(S3_BUCKET="tin", S3_ACCESS_KEY="khoa")

    assert done.returncode == 1
    assert "S3_SECRET_KEY: not set, but S3_BUCKET, S3_ACCESS_KEY are" in done.stderr
