"""What can be measured on a page: its width, its weight, how it bears longer words."""

import gzip

from playwright.sync_api import Page, Response

#: Makes every text two fifths longer, as a translation may be.
_LENGTHEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const length = text.data.trim().length;
    if (length) text.data += " " + "wörd ".repeat(Math.ceil(length * 0.4 / 5));
  }
}"""


#: How far the page, or anything on it that is not in a box of its own to scroll, stands out.
_OVERFLOW = """() => {
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const isBoxed = (one) => {
    for (let box = one.parentElement; box; box = box.parentElement) if (scrolls(box)) return true;
    return false;
  };
  const edges = [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest("svg, .visually-hidden, .table thead"))
    .filter((one) => !isBoxed(one))
    .map((one) => one.getBoundingClientRect().right);
  const widest = Math.max(document.documentElement.scrollWidth, ...edges);
  return Math.max(Math.floor(widest - window.innerWidth), 0);
}"""


def overflow(page: Page) -> int:
    """Return by how many pixels the page, or something on it, is wider than its window."""
    wide: int = page.evaluate(_OVERFLOW)
    return wide


def lengthen(page: Page) -> None:
    """Make every text of the page two fifths longer."""
    page.evaluate(_LENGTHEN)


def weight(page: Page, url: str, *, is_first: bool = True) -> int:
    """Return the bytes that a visit of a page moves; text counts as it is sent, compressed.

    On a visit that is not the first only pages count: style sheets, scripts and icons have names
    with their hash, and the browser keeps them.
    """
    answers: list[Response] = []

    def collect(answer: Response) -> None:
        if is_first or "text/html" in answer.headers.get("content-type", ""):
            answers.append(answer)

    page.wait_for_load_state("networkidle")  # what the page before still fetches does not count
    page.on("response", collect)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", collect)
    return sum(len(gzip.compress(answer.body(), 6)) for answer in answers if answer.ok)
