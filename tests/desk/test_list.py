"""The list of clashes: live, filtered, paged, unread."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Page, expect

from gateway.domain.ports import Records
from tests.desk import newsroom
from tests.desk.conftest import Desk

MANY = 5_000


def test_an_empty_desk_says_what_will_appear_and_where_to_begin(desk: Desk, page: Page) -> None:
    page.goto(desk.url)
    expect(page.get_by_role("heading", name="No clashes yet")).to_be_visible()
    page.get_by_role("link", name="Check a story").last.click()
    expect(page).to_have_url(f"{desk.url}/check")


def test_a_clash_found_by_a_check_appears_on_the_open_list_by_itself(desk: Desk, page: Page) -> None:
    page.goto(desk.url)
    expect(page.locator("#link-state")).to_have_text("Live")
    desk.check("Ministry denies Troops crossed the border", "Observers asserts Troops crossed the border")
    expect(page.locator(".clash")).to_have_count(1, timeout=3_000)
    expect(page.locator(".clash blockquote").first).to_contain_text("Troops crossed the border")
    expect(page).to_have_title("(1) Clashes · Clashwire")


def test_a_decision_made_elsewhere_shows_on_the_open_list(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    expect(page.locator(".clash")).to_have_count(4)
    full_desk.review("cls_hurt", "dismissed", "Tova")
    expect(page.locator(".clash")).to_have_count(3)
    expect(page.locator(".states")).to_contain_text("Dismissed 1")


def test_a_lost_connection_is_told_and_the_list_catches_up_when_it_is_back(
    full_desk: Desk, page: Page, context: BrowserContext
) -> None:
    page.goto(full_desk.url)
    expect(page.locator("#link-state")).to_have_text("Live")
    context.set_offline(offline=True)
    expect(page.locator("#link-state")).to_contain_text("Connection lost")
    expect(page.locator(".clash")).to_have_count(4)
    full_desk.review("cls_hurt", "dismissed", "Tova")
    context.set_offline(offline=False)
    expect(page.locator("#link-state")).to_have_text("Live")
    expect(page.locator(".clash")).to_have_count(3)


def test_filters_narrow_the_list_and_stand_in_the_address(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.get_by_label("Kind").select_option("numeric")
    expect(page.locator(".clash")).to_have_count(1)
    assert page.url == f"{full_desk.url}/?kind=numeric"
    page.get_by_label("Kind").select_option("reversal")
    expect(page.get_by_role("heading", name="No clash matches this filter")).to_be_visible()
    page.get_by_role("link", name="Clear the filter").click()
    page.get_by_label("Speaker").fill("ines karo")
    page.get_by_label("Speaker").press("Enter")
    expect(page.locator(".clash")).to_have_count(1)
    assert "speaker=ines+karo" in page.url


def test_each_state_has_a_list_with_its_count(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.get_by_role("link", name="Confirmed 1").click()
    expect(page.locator(".clash")).to_have_count(1)
    expect(page.locator(".clash h2")).to_contain_text("Reversal")
    page.get_by_role("link", name="All 5").click()
    expect(page.locator(".clash")).to_have_count(5)


def test_the_most_severe_come_first_when_asked_for(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/?state=all&order=most_severe")
    ids = page.locator(".clash").evaluate_all("rows => rows.map(row => row.id)")
    assert ids == ["cls_harbour", "cls_witness", "cls_mine", "cls_hurt", "cls_bridge"]


def test_a_clash_is_marked_new_until_it_has_been_opened(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    expect(page.locator(".clash.is-new")).to_have_count(4)
    page.locator("#cls_witness a").first.click()
    expect(page.locator(".clash-sheet")).to_be_visible()
    page.go_back()
    expect(page.locator(".clash.is-new")).to_have_count(3)
    expect(page.locator("#cls_witness.is-new")).to_have_count(0)


def many_clashes(records: Records) -> None:
    now = datetime.now(UTC)
    for document in newsroom.DOCUMENTS:
        records.documents.put(document, now)
    for number in range(MANY):
        pair = replace(newsroom.PAIRS[number % 5], id=f"cls_{number:05}", severity=number / MANY)
        records.clashes.put(newsroom.stored(pair, now - timedelta(seconds=number)))


def test_five_thousand_clashes_page_without_delay(desk: Desk, page: Page) -> None:
    desk.write(many_clashes)
    page.goto(f"{desk.url}/?state=all&order=most_severe")
    for _ in range(3):
        started = time.monotonic()
        page.get_by_role("link", name="Less severe clashes").click()
        page.wait_for_load_state("domcontentloaded")
        assert time.monotonic() - started < 2.0
    expect(page.locator(".clash")).to_have_count(40)
    page.get_by_role("link", name="First page").click()
    expect(page.locator(".clash").first).to_have_id(f"cls_{MANY - 1:05}")


def test_without_script_the_list_still_filters_and_leads_on(full_desk: Desk, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{full_desk.url}/?kind=numeric")
    expect(page.locator(".clash")).to_have_count(1)
    page.locator(".clash a").first.click()
    page.get_by_text("Dismiss", exact=True).last.click()
    page.get_by_role("button", name="Store decision").click()
    expect(page.locator(".kicker")).to_contain_text("Dismissed")
    context.close()
