"""Accessible to everybody, by keyboard alone, in both themes, on a phone, and light on the wire."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from gateway.domain.access import ApiKey, Caller, KeyRing
from tests.desk.conftest import Desk

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

PAGES = (
    "/",
    "/?kind=location",
    "/clashes/cls_harbour",
    "/clashes/cls_mine",
    "/check",
    "/checks/chk_velk",
    "/sources",
    "/sources/domain:coastwire.example",
    "/clashes/cls_nowhere",
)
MOST_BYTES, MOST_MILLISECONDS = 150_000, 500
REACHABLE = "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary"
FIRST_PAINT = """
() => new Promise(done => new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) done(paint.startTime);
}).observe({ type: 'paint', buffered: true }))
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page(full_desk: Desk, browser: Browser, theme: str) -> None:
    context = browser.new_context(color_scheme=theme, bypass_csp=True, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for path in PAGES:
        page.goto(full_desk.url + path)
        result = axe.Axe().run(page)
        if result.violations_count:
            found[path] = [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in result.response["violations"]]
    context.close()
    assert found == {}


def test_axe_finds_no_violation_in_dialogs_and_a_checked_story(full_desk: Desk, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(full_desk.url)
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert axe.Axe().run(page).response["violations"] == []
    page.goto(f"{full_desk.url}/check")
    page.get_by_label("Story").fill("A denies Troops came\nB asserts Troops came\nC alleges Troops came")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".found-clash")).to_have_count(2)
    assert axe.Axe().run(page).response["violations"] == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_tab_key_reaches_everything(full_desk: Desk, page: Page, path: str) -> None:
    page.goto(full_desk.url + path)
    everything = page.evaluate(
        f"[...document.querySelectorAll('{REACHABLE}')]"
        ".filter(e => e.checkVisibility() && !e.closest('dialog:not([open])'))"
        ".map((e, number) => e.dataset.number = number).length"
    )
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(everything + 12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.dataset.number ?? null"))
    assert len(reached - {None}) == everything


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(full_desk: Desk, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(full_desk.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["/", "/clashes/cls_harbour", "/check", "/sources/domain:coastwire.example"])
def test_a_first_visit_is_light_and_paints_at_once(full_desk: Desk, browser: Browser, path: str) -> None:
    visits = [first_visit(browser, full_desk.url + path) for _ in range(3)]
    assert max(size for size, _ in visits) < MOST_BYTES
    assert min(painted for _, painted in visits) < MOST_MILLISECONDS


def first_visit(browser: Browser, url: str) -> tuple[int, float]:
    """Bytes transferred, and milliseconds until something was painted."""
    page = browser.new_context().new_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 (no builtin is accepted)
    page.goto(url, wait_until="load")
    painted = page.evaluate(FIRST_PAINT)
    transferred = sum(sum(request.sizes().values()) for request in [*requests])
    page.context.close()
    return transferred, float(painted)


def test_axe_finds_no_violation_on_the_sign_in_page(open_desk: Callable[[KeyRing], Desk], browser: Browser) -> None:
    desk = open_desk(KeyRing((ApiKey("0" * 64, Caller("Mira", "default", frozenset())),)))
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(desk.url)
    assert axe.Axe().run(page).response["violations"] == []
    context.close()
