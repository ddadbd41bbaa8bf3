"""What does a page say? All that a person reads or hears, and what of it is foreign."""

import re
from typing import Any

from playwright.sync_api import Page

from portal.demo import english
from tests.browser.foreign import foreign
from tests.intake import uploads

ISO_DATE = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")
# What the demo's English pages are called, and say: content, wherever it is listed.
CONTENT = {english.TITLE, english.LEAD, *english.IDENTITY.values(), "Home", "News"}
# And what a post of an old site said, beside the one that it becomes.
CONTENT |= {*map(str.strip, uploads.TEXT.splitlines())}
YEAR = re.compile(r"Year (?:19|20)\d\d")
# Text, and what stands in for it. Scripts unfold the templates of dialogs and menus.
READ = """
const HEARD = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description',
               'data-w-tooltip-content-value'];
const MUTE = 'script, style, noscript, code, svg, [lang=en], [hidden]';
function read(root, shown, seen = new Set()) {
  const say = text => { text = (text || '').trim(); if (text) seen.add(text); };
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!at || (!at.closest(MUTE) && shown(at))) say(walk.currentNode.data);
  }
  for (const name of HEARD)
    for (const e of root.querySelectorAll(`[${name}]`)) say(e.getAttribute(name));
  for (const e of root.querySelectorAll('input[type=submit], input[type=button]'))
    say(e.value);
  for (const e of root.querySelectorAll('template')) read(e.content, shown, seen);
  return seen;
}
"""
SHOWN = (
    "() => {"
    + READ
    + """
  const shown = at =>
    at.checkVisibility() || at.closest('.w-sr-only, .visuallyhidden');
  const seen = read(document.body, shown);
  seen.add(document.title);
  return [...seen];
}"""
)
# What a form sends when all of it is emptied, or filled with what fits nowhere.
ASKED = (
    "async ([address, filled]) => {"
    + READ
    + """
  const open = async (at, options) => {
    const answer = await fetch(at, options);
    const kind = answer.headers.get('content-type') || '';
    let html = '';
    if (kind.includes('html')) html = await answer.text();
    if (kind.includes('json')) html = (await answer.json()).html || '';
    const page = new DOMParser().parseFromString(html, 'text/html');
    return [answer, page];
  };
  let [answer, page] = await open(address);
  if (filled !== null) {
    const forms = [...page.querySelectorAll('form')];
    const form = forms.find(one => one.method === 'post'
                                   && one.querySelector('[name=csrfmiddlewaretoken]')
                                   && !one.action.includes('logout'));
    if (!form) return {status: 0, said: []};
    for (const e of form.elements) {
      if (e.type === 'hidden' || e.type === 'file' || !e.name) continue;
      if (e.type === 'checkbox' || e.type === 'radio') e.checked = false;
      else if (e.tagName === 'SELECT') e.add(new Option(filled, filled, true, true));
      else e.value = filled;
      if (e.type === 'number' || e.type === 'url' || e.type === 'email') {
        e.type = 'text'; e.value = filled;
      }
    }
    const to = new URL(form.getAttribute('action') || address, answer.url);
    [answer, page] = await open(to, {method: 'post', body: new FormData(form)});
  }
  return {status: answer.status, address: answer.url, said: [...read(page, () => true)],
          errors: page.querySelectorAll('.error-message, .errorlist, .messages .error, '
                                        + '.help-critical').length};
}"""
)


def shown(page: Page) -> list[str]:
    """What stands on the page as it is, scripts and all."""
    return sorted(page.evaluate(SHOWN))


def asked(page: Page, address: str, filled: str | None = None) -> dict[str, Any]:
    """What an address answers: a page, or a window over one; also what it hides."""
    return page.evaluate(ASKED, [address, filled])


def wrong(said: list[str]) -> list[str]:
    """English, and dates that begin with the year."""
    ours = {text for text in said if text not in CONTENT and not YEAR.fullmatch(text)}
    return sorted({text for text in ours if foreign(text) or ISO_DATE.search(text)})
