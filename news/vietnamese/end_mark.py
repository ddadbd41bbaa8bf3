"""How does an official text end? With "./.", which is kept out of the stored text."""

import re

MARK = "./."
# After the last paragraph with words: others that were left empty, and what closes.
AFTER = re.compile(
    r"</p>(?:\s*<p[^>]*>(?:\s|&nbsp;|<br/?>)*</p>)*((?:\s*</div>)*\s*)\Z"
)
# What closes around its last words, and the stop or mark that somebody typed there.
CLOSING = ("</b>", "</i>", "</a>", "</sub>", "</sup>")
STOPS = ("./.", "/.", ".")


def ended(html: str, mark: str = MARK) -> str:
    """`html` with the mark at its end, if it ends in text; its own stop goes.

    >>> ended("<p>Hội nghị thành công.</p>").count("./.")
    1
    >>> ended("<p>Hội nghị thành công.</p>").startswith("<p>Hội nghị thành công./.")
    True
    >>> ended("<p><i>Kết.</i></p>").startswith("<p><i>Kết</i>./.")
    True
    >>> ended("<p>Gõ tay./.</p><p> </p>").count("./.")
    1
    >>> ended("<figure></figure>")
    '<figure></figure>'
    """
    end, after = None, None
    while (place := html.rfind("</p>", 0, end)) >= 0:
        found = AFTER.match(html, place)
        if not found:
            break
        end, after = place, found
    if after is None:
        return html
    words, closing = html[:end].rstrip(), ""
    while words.endswith(CLOSING):
        words, tag, rest = words.rpartition("</")
        closing = f"{tag}{rest}{closing}"
    words = words.rstrip()
    stop = next((stop for stop in STOPS if words.endswith(stop)), "")
    if stop:
        words = words.removesuffix(stop).rstrip()
    return f"{words}{closing}{mark}</p>{after[1]}"
