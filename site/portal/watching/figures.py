"""Which figures are kept of what the portal does? In Prometheus's form.

All processes count into files of one folder (`METRICS_FOLDER`), and any of them adds
them up: the scheduler publishes, too, and a web server has several workers. To import
this makes files, so that only a process imports it that has something to count.

Nothing of a person is counted, and no address: a path makes no figure of its own.
"""

from prometheus_client import Counter, Histogram

REQUESTS = Counter(
    "bantin_requests",
    "Answers, by who made them (kept page, stale kept page, Django) and status class.",
    ["by", "status"],
)
SECONDS = Histogram(
    "bantin_request_seconds",
    "Seconds until an answer began, by who made it.",
    ["by"],
    buckets=(0.0005, 0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
ACTS = Counter(
    "bantin_acts",
    "Posts published and taken down, sign-ins, and wrong passwords or codes.",
    ["act"],
)
