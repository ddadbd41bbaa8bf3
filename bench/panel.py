"""How long does the check beside the form take for a long post with many photos?

Run as: .venv/bin/python manage.py shell < bench/panel.py  (needs loaded demo content).
A post of 3,000 words with 30 photos; the promise is 300 ms on the server.
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

SENTENCE = "Ngày 09/7/2020, Cụm I tổ chức Hội nghị sơ kết theo 163/QĐ-UBND. "
PROMISED = 300  # ms
TURNS = 15

photos = list(get_image_model().objects.values_list("pk", flat=True)[:30])
paragraphs = [rich_text(f"<p>{SENTENCE * 9}</p>") for _ in range(30)]
blocks = []
for number, text in enumerate(paragraphs):
    blocks.append(("paragraph", text))
    use = {"photo": photos[number % len(photos)], "alt": f"Toàn cảnh {number}"}
    use |= {"caption": f"Hội nghị {number}", "credit": "Biên", "source": ""}
    blocks.append(("photo", use))
rows = ("bylines", "participants", "documents", "comments")
data = nested_form_data(
    {
        "title": "Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết",
        "slug": "bench",
        "lead": SENTENCE,
        "published_at": "13/07/2020 15:21",
        "body": streamfield(blocks),
        **{name: inline_formset([]) for name in rows},
    }
)
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(get_user_model().objects.get(username="bien"))
address = reverse("news_findings_of_new", args=[NewsYearPage.objects.first().pk])
times = []
for _ in range(TURNS):
    began = time.perf_counter()
    answer = client.post(address, data)
    times.append((time.perf_counter() - began) * 1000)
    assert answer.status_code == 200, answer.status_code
    assert "suggestions" in answer.json(), answer.json()
middle = statistics.median(times[1:])
words = len((SENTENCE * 9 * 30).split())
ratio = f"{middle / PROMISED:.2f} of the promised {PROMISED} ms"
print(
    f"{words} words, 30 photos: median {middle:.0f} ms, worst {max(times[1:]):.0f} ms"
)
print(ratio)
