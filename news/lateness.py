"""Is the silent work done in time: readers' index, the scheduler, the tasks?

A site has lights of its own beside them.

Each is asked for with a query that a million posts do not make longer.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page, Revision

from news import background
from news.models import ArticlePage, Heartbeat
from news.querysets import ArticleQuerySet

# The scheduler does each of its rounds every second, and says so every ten.
BEAT = timedelta(seconds=10)
SILENT = timedelta(minutes=2)
# These look at all that there is, and say nothing meanwhile.
LONG_ROUNDS = {"look_over", "thin_out_at_night", "at_night"}
LONG = timedelta(hours=2)
# A worker asks for tasks every second.
WAITED = timedelta(minutes=1)
# What did not reach the index is seen on the newest, where readers see it too.
NEWEST = 20


@dataclass(frozen=True, slots=True)
class Light:
    name: str
    label: Promise
    is_late: bool
    # What it means for people when it is late.
    meaning: Promise | str
    # Instead of "in time" and "late".
    state: Promise | str = ""

    @property
    def told(self) -> Promise | str:
        return self.state or (_("late") if self.is_late else _("in time"))


def lights() -> list[Light]:
    """And those of the site, each from a hook `news_lights`."""
    return [
        Light(
            "index",
            _("Search and lists of readers"),
            index_is_late(),
            _("Readers do not find the newest posts yet."),
        ),
        Light(
            "scheduler",
            _("Scheduler"),
            scheduler_is_late(),
            _("Scheduled posts do not go out, and no mail is sent."),
        ),
        Light(
            "tasks",
            _("Background tasks"),
            tasks_are_late(),
            _("New photos lack sizes, and the desk's own search lags behind."),
        ),
        *(light() for light in hooks.get_hooks("news_lights")),
    ]


def index_is_late() -> bool:
    """Whether one of the newest, or of those saved last, is not in it as it is now."""
    public = ArticlePage.objects.published()
    newest = {*latest_by_date(public), *latest_by_hand()}
    missing = Q(search_entry=None) | Q(
        search_entry__indexed_at__lt=F("last_published_at")
    )
    return public.filter(missing, pk__in=newest).exists()


def latest_by_date(public: ArticleQuerySet) -> list[int]:
    rows = public.order_by("-published_at", "-pk").values_list("pk", flat=True)
    return list(rows[:NEWEST])


def latest_by_hand() -> list[int]:
    """What was saved last, and so may have been published last, however old it is.

    No index has the moment of the last publication; versions are numbered.
    """
    saved = Revision.objects.order_by("-pk").values_list(
        "base_content_type", "object_id"
    )
    page = ContentType.objects.get_for_model(Page).pk
    return [int(number) for kind, number in saved[:NEWEST] if kind == page]


def scheduler_is_late() -> bool:
    """Whether one of its rounds has not been done well lately, or never."""
    now, last = timezone.now(), dict(Heartbeat.objects.values_list("name", "at"))
    patience = {name: LONG if name in LONG_ROUNDS else SILENT for name in last}
    return not last or any(at < now - patience[name] for name, at in last.items())


def tasks_are_late() -> bool:
    """Whether a task waits for its worker, or was cut off with it."""
    found = background.tasks()
    if found is None:
        return False
    since = timezone.now() - WAITED
    # Without a time of its own a task may run at once (its `run_after` is far off).
    waiting = found.ready().filter(enqueued_at__lte=since)
    due = waiting.exclude(run_after__range=(since, timezone.now()))
    return due.exists() or background.cut_off(found).exists()


def beat(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def begin() -> None:
    """Another scheduler, perhaps another release with other rounds."""
    Heartbeat.objects.filter(at__lt=timezone.now() - SILENT).delete()
