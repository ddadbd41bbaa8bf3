"""Administrators read who did what, find an act again, and take the list with them."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from portal.audit import report, words
from portal.audit.writing import Act, append

from .chain import by_hand, entry, filled

LOG = "/admin/audit/"


@pytest.fixture
def desk(client, quantri):
    client.force_login(quantri)
    return client


def rows(client, **asked: str) -> list[int]:
    return [one.number for one in client.get(LOG, asked).context["object_list"]]


def test_the_newest_stands_first(desk):
    filled(3)

    assert rows(desk) == [3, 2, 1]


def test_it_is_told_in_plain_words(desk):
    filled(1)
    append(
        [
            Act(
                "portal.rights_changed",
                kind="auth.user",
                object_id="1",
                label="minh",
                details={"added": ["Kiểm duyệt viên"], "now": {"is_active": False}},
                command="createsuperuser",
                address="",
            )
        ]
    )

    with translation.override("vi"):
        text = desk.get(LOG).content.decode()

    for said in (
        "Thay đổi quyền",
        "được cấp: Kiểm duyệt viên",
        "lệnh createsuperuser",
        "thay đổi thành: đang hoạt động: không",
        "203.0.113.7",
        "bien",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"now": {"is_superuser": True}}, "thay đổi thành: toàn quyền: có"),
        ({"now": {"is_staff": True}}, "thay đổi thành: nhân viên: có"),
        (
            {"added": ["publish_page: Tin: 2026", "add_page: Tin"]},
            "được cấp: Xuất bản mọi trang: Tin: 2026, Thêm/sửa trang của mình: Tin",
        ),
        ({"removed": ["add_image: Gốc"]}, "bị thu hồi: Thêm ảnh: Gốc"),
        ({"added": ["auth.change_user"]}, "được cấp: Sửa người dùng"),
        (
            {"added": ["wagtailadmin.access_admin"]},
            "được cấp: Được vào trang quản trị Wagtail",
        ),
        ({"added": ["Biên tập viên", "*"]}, "được cấp: Biên tập viên, *"),
        ({"added": ["gone.change_user"]}, "được cấp: gone.change_user"),
        ({"kind": "totpdevice"}, "loại: Ứng dụng tạo mã"),
        ({"kind": "webauthncredential"}, "loại: Khóa truy cập"),
    ],
)
def test_rights_and_factors_have_names(db, details, said):
    append([Act("portal.rights_changed", details=details)])

    with translation.override("vi"):
        assert words.details(entry(1)) == said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"user_name": "minh"}, [2]),
        ({"action": "portal.signed_in"}, [3]),
        ({"label": "Giao nhận"}, []),
        ({"label": "Giao ước"}, [4]),
        ({"at_from": "2020-01-01", "at_to": "2020-12-31"}, [1]),
        ({"user_name": "minh", "action": "portal.signed_in"}, []),
    ],
)
def test_it_is_narrowed_down(desk, asked, found):
    append(
        [
            Act("wagtail.edit", at=timezone.make_aware(timezone.datetime(2020, 5, 1))),
            Act("wagtail.edit", user_name="minh"),
            Act("portal.signed_in"),
            Act("wagtail.edit", label="Giao ước thi đua"),
        ]
    )

    assert rows(desk, **asked) == found


@pytest.mark.parametrize("text", ["a\0b", "x" * 5_000, "%", "'; DROP", "-1", "٣"])
def test_whatever_is_asked_is_answered(desk, text):
    fields = ("user_name", "action", "at_from", "at_to", "label")
    filled(2)

    assert desk.get(LOG, dict.fromkeys(fields, text)).status_code == 200
    assert desk.get(LOG, {"p": text}).status_code in (200, 404)


def test_what_was_written_into_it_runs_nowhere(desk):
    append(
        [
            Act(
                "<script>x",
                user_name="<script>x",
                label="<script>x",
                kind="<script>x",
                details={"<script>x": "<script>x"},
            )
        ]
    )

    assert "<script>x" not in desk.get(LOG).content.decode()


def test_an_account_that_is_gone_and_a_thing_that_was_erased(desk):
    filled(2)
    by_hand(1, label="", details="", said_salt="")
    by_hand(2, user_name="", kind="gone.model")

    assert words.what(entry(1)) == "Tin bài: (đã xóa)"
    assert words.who(entry(2)) == "tài khoản số 7"
    assert words.what(entry(2)) == "gone.model: Tin 2"
    assert desk.get(LOG).status_code == 200


def test_it_costs_the_same_however_many_there_are(desk):
    filled(2)
    desk.get(LOG)
    few = queries_of(desk)

    filled(60)

    assert queries_of(desk) == few


def queries_of(desk) -> int:
    with CaptureQueriesContext(connection) as asked:
        desk.get(LOG)
    return len(asked)


def test_a_long_log_is_not_counted_to_its_end(desk, monkeypatch):
    monkeypatch.setattr(report, "LONGEST", 3)
    monkeypatch.setattr("news.overview.paging.LONGEST", 3)
    filled(9)

    answer = desk.get(LOG)

    assert answer.context["paginator"].count == 3
    assert answer.context["paginator"].items_count_label.startswith("Hơn 3 mục")


def test_it_leaves_as_a_table_that_calculates_nothing(desk):
    append([Act("portal.signed_in", user_name="=1+1", label="@SUM(1)")])

    answer = desk.get(LOG, {"export": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [_head, row] = csv.reader(io.StringIO(text))
    assert row[0] == "1"
    assert row[2] == "'=1+1"
    assert row[4] == "'@SUM(1)"
    assert desk.get(LOG, {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_that_it_left_is_an_act_of_its_own(desk, written, kind):
    filled(1)

    with written() as entries:
        desk.get(LOG)
        desk.get(LOG, {"export": kind})
        desk.get(LOG, {"export": "pdf"})

    [one] = entries
    assert (one.action, one.user_name) == ("portal.audit_exported", "quantri")
    with translation.override("vi"):
        assert words.act(one) == "Xuất nhật ký thao tác ra tệp"


def test_who_may_not_read_it_exports_nothing(client, minh, written):
    client.force_login(minh)

    with written() as entries:
        client.get(LOG, {"export": "csv"})

    assert entries == []


def test_only_who_has_the_right_sees_it(client, minh, desk):
    client.force_login(minh)
    assert client.get(LOG).status_code == 302
    assert LOG not in client.get("/admin/").content.decode()

    minh.user_permissions.add(Permission.objects.get(codename="view_auditentry"))

    assert client.get(LOG).status_code == 200


def test_the_right_stands_in_the_form_of_a_group(desk, quantri):
    quantri.is_superuser = True
    quantri.save()

    assert "view_auditentry" in _rights(desk)


def _rights(desk) -> str:
    form = desk.get("/admin/groups/new/").context["form"]
    return " ".join(
        form.fields["permissions"].queryset.values_list("codename", flat=True)
    )
