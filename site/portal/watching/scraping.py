"""Where does Prometheus read the figures? At `/metrics`, with the word agreed on."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from news import background
from news.lateness import lights
from portal import disks, health


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """There is no such page where no word is agreed on."""
    if not settings.METRICS_TOKEN:
        raise Http404
    told = request.headers.get("Authorization", "")
    if not constant_time_compare(told, f"Bearer {settings.METRICS_TOKEN}"):
        headers = {"WWW-Authenticate": 'Bearer realm="metrics"'}
        return HttpResponse(status=401, headers=headers)
    registry = CollectorRegistry()
    if settings.METRICS_FOLDER.is_dir():
        MultiProcessCollector(registry, path=str(settings.METRICS_FOLDER))
    registry.register(State())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class State(Collector):
    """What is asked for at the moment it is read."""

    def collect(self) -> Iterator[Gauge]:
        has_database = health.has_database()
        up = Gauge("bantin_up", "Whether it can be reached.", labels=["what"])
        up.add_metric(["database"], has_database and health.can_store())
        up.add_metric(["cache"], health.has_cache())
        up.add_metric(["storage"], health.has_storage())
        yield up
        yield from of_the_disks()
        if has_database:
            try:
                yield from of_the_silent_work()
            except DatabaseError:
                # A database of another release: the tables are not there yet.
                return


def of_the_disks() -> Iterator[Gauge]:
    free = Gauge("bantin_disk_free_bytes", "Room on the disk below.", labels=["what"])
    share = Gauge("bantin_disk_free_ratio", "The same, of all of it.", labels=["what"])
    for room in disks.rooms():
        free.add_metric([room.name], room.free)
        share.add_metric([room.name], room.share)
    yield from (free, share)


def of_the_silent_work() -> Iterator[Gauge]:
    late = Gauge("bantin_late", "Whether the silent work is late.", labels=["what"])
    for light in lights():
        late.add_metric([light.name], light.is_late)
    yield late
    tasks = background.tasks()
    if tasks is None:
        return
    waiting = tasks.ready()
    first = waiting.order_by("enqueued_at").first()
    age = (timezone.now() - first.enqueued_at).total_seconds() if first else 0
    yield Gauge("bantin_tasks_waiting", "Tasks that wait.", value=waiting.count())
    yield Gauge("bantin_task_age_seconds", "How long the first has waited.", value=age)
