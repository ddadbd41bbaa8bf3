"""What says that nobody has edited a value since its import?"""

from news.importers.pages.stored import digest, is_digest_of

ONE = [{"type": "photo", "value": {"photo": None, "caption": "Quang cảnh", "alt": ""}}]
# As PostgreSQL gives the same value back.
SAME = [{"type": "photo", "value": {"alt": "", "photo": None, "caption": "Quang cảnh"}}]


def test_the_order_of_names_in_a_mapping_is_no_edit():
    assert digest(ONE) == digest(SAME)
    assert is_digest_of(SAME, digest(ONE))


def test_the_order_of_a_list_is_one():
    assert not is_digest_of([2, 1], digest([1, 2]))


def test_another_text_is_one():
    edited = [{"type": "photo", "value": {**ONE[0]["value"], "caption": "Hội trường"}}]

    assert not is_digest_of(edited, digest(ONE))


def test_what_was_stored_before_orders_did_not_count_is_known_still():
    # hashlib.sha256(repr({"b": 1, "a": 2}).encode())
    stored = "6bb59d79b55176879beb22b7d7b7c66a5f8ceda0c02c32ceddbee60cdf9ca287"

    assert is_digest_of({"b": 1, "a": 2}, stored)
