"""Nothing that a post names disappears from under it: no cluster, no unit, no photo."""

import pytest
from django.urls import reverse

from news.models import (
    Author,
    Byline,
    Cluster,
    ClusterTerm,
    Organisation,
    Photo,
)
from tests import build


@pytest.fixture
def chief(index, django_user_model):
    return django_user_model.objects.create_superuser("chief", password="chief")


@pytest.fixture
def clerk(client, chief):
    client.force_login(chief)
    return client


def delete(client, entry):
    name = f"wagtailsnippets_news_{entry._meta.model_name}:delete"
    return client.post(reverse(name, args=[entry.pk]), follow=True)


def texts(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def opens(client, post) -> bool:
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    return client.get(address).status_code == 200


def test_a_cluster_that_a_post_is_about_stays(clerk, index):
    cluster = build.cluster()
    build.article(index, title="Cụm I họp", clusters=[cluster])

    response = delete(clerk, cluster)

    assert Cluster.objects.exists()
    assert "Cụm I họp" in texts(response)


def test_a_cluster_with_terms_stays(clerk):
    cluster = build.cluster()
    ClusterTerm.objects.create(cluster=cluster, year=2026)

    response = delete(clerk, cluster)

    assert ClusterTerm.objects.exists()
    assert "2026" in texts(response)


def test_a_cluster_of_nobody_goes(clerk):
    delete(clerk, build.cluster())

    assert not Cluster.objects.exists()


@pytest.mark.parametrize("kind", ["cluster", "organisation", "author", "participant"])
def test_what_only_a_draft_names_stays_and_the_draft_opens(clerk, index, kind):
    post = build.article(index, title="Cụm I họp")
    draft = post.get_latest_revision_as_object()
    match kind:
        case "cluster":
            entry = build.cluster()
            draft.clusters.set([entry])
        case "author":
            entry = Author.objects.create(name="Biên")
            draft.bylines = [Byline(author=entry)]
        case "organisation":
            entry = draft.organisation = Organisation.objects.create(name="Bưu điện")
        case "participant":
            entry = Organisation.objects.create(name="Bưu điện")
            draft.participants.create(organisation=entry)
    draft.save_revision()

    response = delete(clerk, entry)

    assert type(entry).objects.filter(pk=entry.pk).exists()
    assert "Cụm I họp" in texts(response)
    assert opens(clerk, post)


def test_an_entry_with_a_longer_number_does_not_keep_a_shorter(clerk, index):
    first = Organisation.objects.create(pk=5, name="Năm")
    named = Organisation.objects.create(pk=51, name="Năm mốt")
    post = build.article(index)
    draft = post.get_latest_revision_as_object()
    draft.organisation = named
    draft.save_revision()

    delete(clerk, first)

    assert not Organisation.objects.filter(pk=5).exists()


def test_entries_chosen_together_stay_too(clerk, index):
    cluster = build.cluster()
    build.article(index, title="Cụm I họp", clusters=[cluster])
    address = reverse("wagtail_bulk_action", args=["news", "cluster", "delete"])

    response = clerk.post(f"{address}?id={cluster.pk}", follow=True)

    assert Cluster.objects.exists()
    assert "Cụm I họp" in texts(response)


@pytest.mark.indexes
@pytest.mark.parametrize("together", [False, True])
def test_a_photo_readers_see_stays(clerk, index, together):
    photo = build.photo()
    build.article(index, title="Cụm I họp", body=[build.photo_block(photo)])
    address = reverse("wagtailimages:delete", args=[photo.pk])
    if together:
        address = reverse("wagtail_bulk_action", args=["news", "photo", "delete"])
        address += f"?id={photo.pk}"

    response = clerk.post(address, follow=True)

    assert Photo.objects.exists()
    assert "Cụm I họp" in texts(response)


def test_a_photo_of_a_draft_nobody_read_goes(clerk, index):
    photo = build.photo()
    build.article(index, live=False, body=[build.photo_block(photo)])

    clerk.post(reverse("wagtailimages:delete", args=[photo.pk]))

    assert not Photo.objects.exists()


@pytest.fixture
def without_its_photo(index):
    """A draft whose photo somebody deleted from the library."""
    first, second = build.photo(), build.photo()
    body = [build.photo_block(first), build.photo_block(second)]
    post = build.article(index, live=False, title="Cụm I họp", body=body)
    first.delete()
    return post, second


def test_a_post_whose_photo_is_gone_is_stopped_with_a_message(clerk, without_its_photo):
    post, _second = without_its_photo
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = clerk.post(f"{address}?id={post.pk}", follow=True)

    post.refresh_from_db()
    assert not post.live
    assert "Cụm I họp" in texts(response)


def test_a_post_whose_photo_is_gone_can_be_copied(without_its_photo):
    post, second = without_its_photo

    copy = post.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)

    assert copy.lead_photo == second
