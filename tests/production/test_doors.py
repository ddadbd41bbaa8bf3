"""What stands before the world is what the settings and the guide promise."""

import json

import pytest

pytestmark = pytest.mark.production


def test_nothing_is_left_to_say_about_the_settings(site):
    site.manage("check", "--deploy", "--fail-level", "WARNING")


def test_demo_accounts_cannot_exist(site):
    with pytest.raises(AssertionError, match="not allowed with these settings"):
        site.manage("load_demo")


def test_a_reader_gets_all_that_protects_and_no_cookie(site):
    reader = site.reader()
    reader.request("GET", "/")
    answer = reader.getresponse()
    answer.read()

    told = {name.lower(): value for name, value in answer.getheaders()}
    assert answer.status == 200
    assert "max-age=31536000" in told["strict-transport-security"]
    assert "default-src 'none'" in told["content-security-policy"]
    assert "unsafe" not in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in told


def test_pages_are_read_on_while_the_bucket_is_silent(site):
    reader = site.reader()
    kept = reader.ask("/")

    with site.silent_bucket():
        there = reader.ask("/")
        status, told = reader.ask("/readyz")

    assert there == kept
    assert (status, json.loads(told)["storage"]) == (200, False)
