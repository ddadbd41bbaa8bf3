"""What nginx writes down of a request, and the number that it gives it."""

import re
import shutil

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed"),
]
LOG = settings.ROOT / "deploy/nginx/bantin/log.conf"


def test_the_log_knows_nobody(ask, portal, front):
    ask("/xem-truoc/khoa-bi-mat/")
    ask("/tim-kiem/?q=benh-an", Referer="https://tin.example.gov.vn/xem-truoc/khoa/")

    lines = front.log.splitlines()[-2:]
    assert all(line.startswith("127.0.0.0 [") for line in lines)
    assert ["khoa" in line or "benh" in line for line in lines] == [False, False]
    assert '"GET /tim-kiem/" 200' in lines[1]


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("2001:db8:1::6", "2001:db8:1::"),
        ("2001:db8::5:6", "2001:db8::"),
        ("2001::5:6", "2001::"),
        ("fe80::abcd:1", "fe80::"),
        ("::1", "-"),
        ("::ffff:203.0.113.77", "-"),
        ("unix:", "-"),
    ],
)
def test_of_an_address_its_network_is_written_down(address, logged):
    """nginx tries the patterns of a map in their order, as this does."""
    text = LOG.read_text()
    [network] = re.findall(r"map \$remote_addr .*?\{(.*?)\n\}", text, re.DOTALL)
    patterns = re.findall(r'^ *"~(.*)" "(.*)";$', network, re.MULTILINE)
    found = (
        said.replace("$net", match["net"])
        for pattern, said in patterns
        if (match := re.match(pattern.replace("(?<", "(?P<"), address))
    )

    assert next(found, "-") == logged


def test_each_answer_has_a_number_of_its_own_though_the_page_is_kept(
    ask, portal, front, address
):
    portal.headers["X-Request-ID"] = "of-who-had-it-made"

    answers = [ask(address), ask(address)]

    assert portal.paths == [address]
    assert [answer.names.count("x-request-id") for answer in answers] == [1, 1]
    numbers = [answer.headers["x-request-id"] for answer in answers]
    assert len({*numbers, "of-who-had-it-made"}) == 3
    lines = front.log.splitlines()[-2:]
    assert [line.split()[-1] for line in lines] == numbers
