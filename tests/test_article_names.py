"""What a post names is on its page, read at once: people, members, links."""

from bs4 import BeautifulSoup
from django.db import connection

from news.models import Attachment, ClusterMember, ClusterTerm, Organisation
from tests import build


def test_a_post_is_shown_while_somebody_writes(client, index, monkeypatch):
    post = build.article(index)
    # What Django concludes when SQLite is busy for longer than it waits.
    monkeypatch.setattr(connection.features, "supports_json_field", False)

    assert client.get(post.url).status_code == 200


def test_the_members_are_named_where_the_post_names_nobody(client, index):
    cluster, firm = build.cluster(), Organisation.objects.create(name="Bưu điện tỉnh")
    term = ClusterTerm.objects.create(cluster=cluster, year=2020, leader=firm)
    term.members.add(ClusterMember(organisation=firm, rank=1))
    term.save()
    post = build.article(index, clusters=[cluster])

    page = BeautifulSoup(client.get(post.url).content, "html.parser")

    (member,) = page.select(".news-aside .news-members li")
    assert member.text == "Bưu điện tỉnh xếp thứ 1"


def test_a_link_in_the_text_leads_to_the_page_and_the_file(client, index):
    other = build.article(index)
    file = Attachment.objects.create(title="QĐ", file="qd.pdf", file_size=1)
    targets = (("page", other.pk), ("document", file.pk))
    text = " ".join(f'<a linktype="{kind}" id="{pk}">x</a>' for kind, pk in targets)
    post = build.article(index, body=[build.paragraph(f"Hội nghị {text} kết thúc.")])

    page = BeautifulSoup(client.get(post.url).content, "html.parser")

    links = page.select(".news-text a")
    assert [link.get("href") for link in links] == [other.url, file.url]
