"""How long does the check beside the form take for a long post with many photos?

Run as: .venv/bin/python manage.py shell < bench/panel.py  (needs loaded demo content).
A post of 3,000 words with 30 photos; the promise is 300 ms on the server. The whole
request is timed: form, gate, suggestions, templates. Where the machine does other work,
too, the CPU's time says what an answer costs, and the median what a person waits.
"""

import statistics
import time

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from news.models import NewsYearPage

# A number in each, so that no sentence is answered from memory.
SENTENCE = "Ngày 09/7/2020, Cụm I tổ chức Hội nghị sơ kết theo {}/QĐ-UBND. "
PROMISED = 300  # ms
TURNS = 23
WARM = 3

photos = list(get_image_model().objects.values_list("pk", flat=True)[:30])
texts = [
    "".join(SENTENCE.format(number) for number in range(first, first + 9))
    for first in range(100, 370, 9)
]
paragraphs = [rich_text(f"<p>{text}</p>") for text in texts]
chosen = [photos[number % len(photos)] for number in range(30)]
blocks = []
for number, text in enumerate(paragraphs):
    blocks.append(("paragraph", text))
    use = {"photo": chosen[number], "alt": f"Toàn cảnh {number}"}
    use |= {"caption": f"Hội nghị {number}", "credit": "Biên", "source": ""}
    blocks.append(("photo", use))
rows = ("bylines", "participants", "documents", "comments")
data = nested_form_data(
    {
        "title": "Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết",
        "slug": "bench",
        "lead": SENTENCE.format(99),
        "published_at": "13/07/2020 15:21",
        "body": streamfield(blocks),
        **{name: inline_formset([]) for name in rows},
    }
)
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(get_user_model().objects.get(username="bien"))
address = reverse("news_findings_of_new", args=[NewsYearPage.objects.first().pk])
times, spent = [], []
for _ in range(TURNS):
    began, at_work = time.perf_counter(), time.process_time()
    answer = client.post(address, data)
    times.append((time.perf_counter() - began) * 1000)
    spent.append((time.process_time() - at_work) * 1000)
    assert answer.status_code == 200, answer.status_code
    assert "suggestions" in answer.json(), answer.json()
# The first turns fill caches.
times, spent = times[WARM:], spent[WARM:]
middle, cpu = statistics.median(times), statistics.median(spent)
words = len(" ".join(texts).split())
found = answer.json()
print(f"{words} words, {len(set(chosen))} photos in 30 places")
print(f"findings: {found['blocking']} to mend, {found['warnings']} to look at")
print(f"{'answer, median ms':<24}{middle:>8.0f}")
print(f"{'from … to':<24}{min(times):>8.0f} … {max(times):.0f}")
print(f"{'CPU, median ms':<24}{cpu:>8.0f}")
print(f"{'of the promised':<24}{middle / PROMISED:>8.2f}  (CPU {cpu / PROMISED:.2f})")
