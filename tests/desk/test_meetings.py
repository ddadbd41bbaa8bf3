"""The newsroom plans meetings in the registers; calendars follow what changes."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.urls import reverse

from news.models import Cluster, Meeting
from tests import build

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "summary",
    "cluster": "",
    "title": "",
    "starts_at": "09/12/2026 08:00",
    "ends_at": "",
    "place": "",
    "note": "",
}


def add(client, **values):
    address = reverse("wagtailsnippets_news_meeting:add")
    return client.post(address, FORM | values)


def test_an_editor_plans_a_meeting_day_before_month(client, bien):
    cluster = build.cluster()
    client.force_login(bien)

    response = add(client, cluster=cluster.pk)

    assert response.status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.starts_at == build.moment(2026, 12, 9)
    assert meeting.label.startswith("Cụm I – Các doanh nghiệp Trung ương: ")


def test_a_meeting_cannot_end_before_it_begins(client, bien):
    client.force_login(bien)

    response = add(client, ends_at="09/12/2026 07:00")

    assert list(response.context["form"].errors) == ["ends_at"]
    assert not Meeting.objects.exists()


def test_nor_does_code_store_one_that_does():
    early, late = build.moment(2026, 12, 9), build.moment(2026, 12, 10)

    with pytest.raises(ValidationError):
        Meeting(kind="review", starts_at=late, ends_at=early).full_clean()
    with pytest.raises(IntegrityError):
        build.meeting(starts_at=late, ends_at=early)


def test_what_was_typed_decomposed_is_stored_composed():
    meeting = build.meeting(place=unicodedata.normalize("NFD", "Hội trường lớn"))

    assert meeting.place == "Hội trường lớn"


def test_a_title_wins_over_what_is_made_from_kind_and_cluster():
    cluster = build.cluster(name="")

    assert build.meeting(title="Họp mặt").label == "Họp mặt"
    assert build.meeting(kind="summary").label.istitle() is False
    assert build.meeting(cluster=cluster).label.startswith("Cụm I: ")


def test_what_is_told_of_a_meeting_changes_its_sequence_and_never_its_uid():
    meeting = build.meeting()
    uid = meeting.uid

    meeting.save()
    assert meeting.sequence == 0
    meeting.place = "Hội trường tỉnh"
    meeting.save()
    meeting.is_cancelled = True
    meeting.save()

    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.uid) == (2, uid)


@pytest.mark.indexes
def test_a_cluster_that_has_a_meeting_stays(client, quantri):
    cluster = build.cluster()
    build.meeting(cluster=cluster, title="Tổng kết năm")
    client.force_login(quantri)

    delete = reverse("wagtailsnippets_news_cluster:delete", args=[cluster.pk])
    client.post(delete)

    # Wagtail says what names it, and offers no button.
    assert client.get(delete).context["is_protected"]
    with pytest.raises(ProtectedError):
        cluster.delete()


def test_a_deletion_that_wagtails_index_did_not_foresee_names_the_meeting(
    client, quantri
):
    cluster = build.cluster()
    meeting = build.meeting(cluster=cluster, title="Tổng kết năm")
    client.force_login(quantri)

    delete = reverse("wagtailsnippets_news_cluster:delete", args=[cluster.pk])
    response = client.post(delete, follow=True)

    assert f"“{meeting}” cần đến mục này" in response.content.decode()
    assert Cluster.objects.exists()


def test_the_register_has_the_newest_first_and_finds_by_place(client, bien):
    build.meeting(build.moment(2020), title="Cũ", place="Bưu điện tỉnh")
    build.meeting(build.moment(2021), title="Mới")
    client.force_login(bien)
    address = reverse("wagtailsnippets_news_meeting:list")

    def listed(**query) -> list[str]:
        rows = client.get(address, query).context["object_list"]
        return [meeting.title for meeting in rows]

    assert listed() == ["Mới", "Cũ"]
    assert listed(q="buu dien") == ["Cũ"]
