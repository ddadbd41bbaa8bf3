"""Editors arrange the home page; readers see what is public of it today."""

import datetime as dt
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from news.models import ArticlePage, ModerationState, NewsFront
from portal.models import HomePage
from tests import build
from tests.once import once

DAY = dt.timedelta(days=1)


def stories(client) -> list:
    return client.get("/").context["front"].stories


def latest(client) -> list:
    parts = [p for row in client.get("/").context["front"].rows for p in row.main]
    return next((part.shown for part in parts if part.kind == "latest"), [])


def shown(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


@once
def written(index) -> list[int]:
    years = [build.moment(2015 + n) for n in range(6)]
    return [build.article(index, published_at=year).pk for year in years]


@pytest.fixture
def posts(written, db) -> list:
    return list(ArticlePage.objects.filter(pk__in=written).order_by("published_at"))


def test_a_new_home_shows_the_newest_post_large_and_the_others_below(client, posts):
    assert stories(client) == [posts[5]]
    assert latest(client) == posts[4::-1]


def test_chosen_posts_lead_in_their_order_and_are_not_listed_again(client, posts):
    build.arrange(build.lead(posts[1], posts[5]), ("latest", {"number": 3}))

    assert stories(client) == [posts[1], posts[5]]
    assert latest(client) == [posts[4], posts[3], posts[2]]


def test_places_without_a_chosen_post_go_to_the_newest(client, posts):
    build.arrange(build.lead(posts[0], number=3), ("latest", {"number": 9}))

    assert stories(client) == [posts[0], posts[5], posts[4]]
    assert latest(client) == [posts[3], posts[2], posts[1]]


@pytest.mark.parametrize("gone", ["withdrawn", "restricted", "deleted"])
def test_a_chosen_post_that_is_gone_gives_way_to_the_newest(client, posts, gone, today):
    build.arrange(build.lead(posts[0], posts[1]), build.notice(today, post=posts[0].pk))
    match gone:
        case "withdrawn":
            posts[0].unpublish()
        case "restricted":
            PageViewRestriction.objects.create(
                page=posts[0], restriction_type=PageViewRestriction.LOGIN
            )
        case "deleted":
            # As by erase_post: the admin deletes nothing that was public.
            type(posts[0]).objects.filter(pk=posts[0].pk).update(
                live=False, first_published_at=None
            )
            type(posts[0]).objects.get(pk=posts[0].pk).delete()

    assert stories(client) == [posts[1], posts[5]]
    assert not shown(client).select(".news-announcement a")


def test_parts_stand_in_the_order_of_the_editors(client, posts):
    build.cluster()
    build.meeting(timezone.now() + DAY)
    build.arrange(
        ("words", {"heading": "Lời ngỏ", "text": "Chào bạn đọc."}),
        ("clusters", None),
        ("latest", {"number": 2}),
        ("meetings", {"number": 1}),
        build.lead(),
    )

    headings = [h.get_text(strip=True) for h in shown(client).select("main h2")]

    assert headings[:2] == ["Lời ngỏ", "Cụm – khối thi đua"]
    assert headings.index("Tin mới nhất") < headings.index("Cuộc họp sắp tới")
    assert headings[-1] == posts[5].title


@pytest.mark.parametrize(
    ("before", "is_early"), [("notice", True), ("words", False), ("latest", False)]
)
def test_the_photo_that_is_seen_at_once_is_asked_for_early(
    client, index, before, is_early, today
):
    post = build.article(index, body=[build.photo_block(build.photo())])
    build.article(index)
    others = {"words": {"text": "<p>Lời</p>"}, "latest": {"number": 1}}
    notice = build.notice(today + DAY)
    first = notice if before == "notice" else (before, others[before])
    build.arrange(first, build.lead(post))

    page = client.get("/").content.decode()

    assert ('rel="preload" as="image"' in page) == is_early


def test_a_notice_is_shown_to_the_end_of_its_last_day(client, posts, today):
    build.arrange(
        build.notice(today, title="Hôm nay", post=posts[2].pk),
        build.notice(today - DAY, title="Hôm qua"),
        build.notice(today + DAY, title="Ngày mai", address="/lich/"),
    )

    found = shown(client).select(".news-announcement__title")

    assert [title.get_text() for title in found] == ["Hôm nay", "Ngày mai"]
    assert [t.a["href"] for t in found] == [posts[2].url, "/lich/"]


def test_no_notice_leads_where_a_script_would_run(client, posts, today):
    build.arrange(build.notice(today, address="javascript:alert(1)"))

    assert not shown(client).select(".news-announcement a")


def test_a_home_without_an_index_or_a_part_is_still_a_page(client, index):
    build.arrange(build.lead(), ("latest", {"number": 9}), ("clusters", None))
    index.unpublish()
    assert client.get("/").status_code == 200

    build.arrange()

    assert client.get("/").status_code == 200


def test_numbers_a_draft_may_hold_do_not_break_the_page(client, posts):
    build.arrange(
        ("lead", {"number": None, "posts": [None, posts[0].pk, posts[0].pk]}),
        ("latest", {"number": 10**6}),
        ("notice", {"title": "", "until": None}),
    )

    assert stories(client) == [posts[0]]


# At the desk


def form(home, *parts) -> dict:
    stream = streamfield([(kind, value) for kind, value in parts])
    return nested_form_data(
        {
            "title": home.title,
            "slug": home.slug,
            "arrangement": stream,
            "comments": {
                f"{name}_FORMS": "0"
                for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
            },
        }
    )


@pytest.fixture
def home(index) -> HomePage:
    return HomePage.objects.get()


def edit(client, home, *parts, **act):
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    return client.post(address, form(home, *parts) | act)


WORDS = ("words", {"heading": "Mới", "text": "Chữ mới."})


def test_an_editor_arranges_and_a_moderator_lets_it_out(client, home, bien, minh):
    client.force_login(bien)
    edit(client, home, WORDS, **{"action-publish": "1"})
    assert "Chữ mới." not in shown(client).get_text()

    edit(client, home, WORDS, **{"action-submit": "1"})
    [state] = ModerationState.objects.for_moderator(minh)
    client.force_login(minh)
    queue = client.get(reverse("news_queue")).content.decode()
    state.approve(user=minh)

    assert home.title in queue
    assert "Chữ mới." in shown(client).get_text()


def test_a_moderator_publishes_an_arrangement_at_once(client, home, minh):
    client.force_login(minh)

    edit(client, home, WORDS, **{"action-publish": "1"})

    assert "Chữ mới." in shown(client).get_text()


@pytest.mark.parametrize(
    ("name", "may"), [("bien", False), ("minh", False), ("quantri", True)]
)
def test_only_administrators_take_the_whole_site_away(client, home, request, name, may):
    client.force_login(request.getfixturevalue(name))

    for act in ("unpublish", "set_privacy"):
        answer = client.get(reverse(f"wagtailadmin_pages:{act}", args=[home.pk]))
        assert (answer.status_code == 200) is may, act


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("expire_at", "Trang chủ không có ngày hết hạn."),
        ("go_live_at", "Hãy xuất bản trang chủ một lần trước khi hẹn giờ thay đổi."),
    ],
)
def test_no_date_takes_the_home_page_from_its_readers(
    client, home, minh, field, message, today
):
    client.force_login(minh)
    ahead = f"{today + DAY:%Y-%m-%d} 08:00"

    answer = edit(client, home, WORDS, **{field: ahead, "action-publish": "1"})

    assert answer.context["form"].errors[field] == [message]
    home.refresh_from_db()
    assert home.live
    assert home.expire_at is None


def test_a_change_of_the_home_page_is_planned_while_it_stays(client, home, minh, today):
    client.force_login(minh)
    edit(client, home, WORDS, **{"action-publish": "1"})
    ahead, parts = f"{today + DAY:%Y-%m-%d} 08:00", ("words", {"text": "Chữ sau."})

    edit(client, home, parts, **{"go_live_at": ahead, "action-publish": "1"})

    assert "Chữ mới." in shown(client).get_text()


def test_the_form_says_which_notices_have_ended(client, home, bien, today):
    build.arrange(
        build.notice(today - DAY, title="Đã qua"), build.notice(today, title="Còn hạn")
    )
    client.force_login(bien)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[home.pk]))

    told = BeautifulSoup(page.content, "html.parser").select(".help-warning li")
    assert [(li.a or li).get_text(strip=True) for li in told] == ["Đã qua"]


def test_the_arrangement_can_be_previewed_before_it_is_saved(
    client, home, bien, posts, today
):
    client.force_login(bien)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[home.pk])
    notice = {"title": "Sắp có", "text": "", "address": "", "until": str(today)}
    lead = {
        "number": "1",
        "posts": streamfield([]) | {"count": "0"},
    }

    client.post(
        address,
        form(home, ("notice", notice | {"post": str(posts[0].pk)}), ("lead", lead)),
    )
    page = BeautifulSoup(client.get(address).content, "html.parser")

    assert page.select_one(".news-announcement__title a")["href"] == posts[0].url
    assert page.select_one(".news-lead__title").get_text(strip=True) == posts[5].title


def test_what_an_editor_chose_before_still_leads(client, home, posts):
    move = import_module("portal.migrations.0003_arranged_home")

    build.arrange(*((b["type"], b["value"]) for b in move.led_by(posts[0].pk)))

    assert stories(client) == [posts[0]]


def test_a_home_is_arranged_by_the_newsroom_only_where_it_says_so():
    assert not NewsFront.is_arranged_by_newsroom
    assert HomePage.is_arranged_by_newsroom


def test_a_home_page_with_a_way_of_its_own_is_asked_for_it(client, index, monkeypatch):
    article, asked = build.article(index), []

    def route(self, request, components):
        asked.append(components)
        return NewsFront.route(self, request, components)

    monkeypatch.setattr(HomePage, "route", route, raising=False)

    assert client.get(article.url).status_code == 200
    assert asked == [[one for one in article.url.split("/") if one]]
