"""Whether a page can be used by everybody: what axe finds on it."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "src/fazhi/web/design/static/vendor/axe.min.js"


def barriers(page: Page) -> list[str]:
    """Return what axe finds on the page against WCAG 2.2 AA: rule and the first place of each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found["violations"]]
