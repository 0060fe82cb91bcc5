"""Signing in with a key in a real browser, and what happens to open pages when the gateway stops."""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from gateway.domain.access import ApiKey, Caller, KeyRing, Scope
from tests.desk.conftest import Desk

KEY = "a key of Mira's"
RING = KeyRing((ApiKey(hashlib.sha256(KEY.encode()).hexdigest(), Caller("Mira", "default", frozenset(Scope))),))


@pytest.fixture
def keyed(open_desk: Callable[[KeyRing], Desk]) -> Desk:
    desk = open_desk(RING)
    desk.fill()
    return desk


def sign_in(desk: Desk, page: Page, path: str = "/") -> None:
    page.goto(desk.url + path)
    page.get_by_label("Key", exact=True).fill(KEY)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".sign-out")).to_contain_text("Mira")


def test_an_editor_signs_in_decides_and_signs_out(keyed: Desk, page: Page, context: BrowserContext) -> None:
    sign_in(keyed, page, "/clashes/cls_harbour")
    assert page.url == f"{keyed.url}/clashes/cls_harbour"
    page.get_by_role("radio", name="Dismiss").check()
    page.get_by_role("button", name="Store decision").click()
    expect(page.locator(".time-line")).to_contain_text("Dismissed by Mira")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to the clash desk")).to_be_visible()
    assert context.cookies() == []


def test_a_wrong_key_is_told(keyed: Desk, page: Page) -> None:
    page.goto(keyed.url)
    page.get_by_label("Key", exact=True).fill("guessed")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This is no key that is accepted here")


def test_a_shared_link_in_another_site_opens_the_clash_for_who_is_signed_in(keyed: Desk, page: Page) -> None:
    sign_in(keyed, page)
    page.goto(keyed.url.replace("127.0.0.1", "localhost") + "/desk/static/none")
    page.set_content(f'<a href="{keyed.url}/clashes/cls_hurt">look</a>')
    page.get_by_role("link", name="look").click()
    expect(page.locator(".clash-sheet")).to_have_id("cls_hurt")


def test_an_open_list_notices_that_its_session_has_ended(keyed: Desk, page: Page, context: BrowserContext) -> None:
    sign_in(keyed, page)
    expect(page.locator("#link-state")).to_have_text("Live")
    context.clear_cookies()
    signed_out = expect(page.locator("#link-state"))
    for _ in range(20):  # an answer that was under way when the session ended may still come: the editor looks again
        page.evaluate("dispatchEvent(new Event('focus'))")
        with suppress(AssertionError):
            signed_out.to_have_text("Signed out. Load the page again.", timeout=250)
            return
    signed_out.to_have_text("Signed out. Load the page again.")


def test_open_lists_do_not_hold_up_a_gateway_that_stops(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    expect(page.locator("#link-state")).to_have_text("Live")
    started = time.monotonic()
    full_desk.server.should_exit = True
    full_desk.thread.join(10)
    assert time.monotonic() - started < 3.0
    expect(page.locator("#link-state")).to_contain_text("Connection lost")
