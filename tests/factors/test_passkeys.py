"""What a browser sends in the name of a passkey is read with care.

That a real one works: tests/browser/test_second_factor.py.
"""

import json

import pytest
from django.urls import reverse

from .telephone import app_of, gets_in, signed_in

pytestmark = pytest.mark.usefixtures("clock")
ODD = [
    b"",
    b"[]",
    b"null",
    b'"x"',
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"id": 1, "rawId": [], "response": "x"}',
    b'{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "!!!",
                "authenticatorData": "é",
                "signature": "AAAA",
                "attestationObject": "AAAA",
            },
        }
    ).encode(),
]


def sent(client, name: str, body: bytes = b"{}") -> int:
    kind = "application/json"
    return client.post(reverse(name), body, content_type=kind).status_code


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("portal_new_passkey", "portal_passkey_made"),
        ("portal_passkey", "portal_passkey_shown"),
    ],
)
def test_odd_answers_are_refused_and_nothing_opens(minh, begin, end, body):
    if begin == "portal_passkey":
        app_of(minh)
    client = signed_in(minh)
    assert sent(client, begin) == 200

    assert sent(client, end, body) in (400, 404, 422)
    assert not gets_in(client)


def test_an_answer_nobody_asked_for_is_refused(minh):
    client = signed_in(minh)

    assert sent(client, "portal_passkey_made", ODD[-1]) == 400


def test_who_has_a_factor_shows_it_before_adding_a_passkey(minh):
    app_of(minh)
    client = signed_in(minh)

    answer = client.post(reverse("portal_new_passkey"))

    assert answer.url == "/admin/second-step/"


def test_wrong_passkeys_count_as_wrong_codes(minh):
    app_of(minh)
    client = signed_in(minh)

    told = [sent(client, "portal_passkey_shown") for _ in range(6)]

    assert told == [400, 400, 400, 400, 429, 429]


@pytest.mark.parametrize("name", ["portal_passkey", "portal_new_passkey"])
def test_without_a_password_there_is_no_passkey(client, db, name):
    assert sent(client, name) == 403
