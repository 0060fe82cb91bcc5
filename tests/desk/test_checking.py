"""Checking a pasted story, and the page of a source."""

from playwright.sync_api import Page, expect

from service_kit.errors import ErrorKind, ServiceError
from tests.desk.conftest import Desk

STORY = "Ministry denies Troops crossed the border.\nIt rained.\nObservers asserts Troops crossed the border."


def paste(desk: Desk, page: Page, *, keep: bool) -> None:
    page.goto(f"{desk.url}/check")
    page.get_by_label("Story").fill(STORY)
    page.get_by_label("Publisher").fill("Harborpost.example")
    page.get_by_role("checkbox").set_checked(keep)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="1 clash in 2 claims")).to_be_visible()


def test_a_pasted_story_shows_its_claims_by_stance_and_an_arc_for_the_clash(desk: Desk, page: Page) -> None:
    paste(desk, page, keep=True)
    expect(page.locator("mark.claim.denies")).to_have_text("Ministry denies Troops crossed the border.")
    expect(page.locator("mark.claim.asserts")).to_have_text("Observers asserts Troops crossed the border.")
    expect(page.locator("path.arc")).to_have_count(1)
    expect(page.locator(".story-text sup")).to_have_text(["1", "1"])
    assert "/checks/chk_" in page.url
    page.locator(".found-clash h3 a").click()
    expect(page.locator(".side-sheet")).to_have_count(2)


def test_a_story_that_is_not_kept_leaves_nothing_behind(desk: Desk, page: Page) -> None:
    paste(desk, page, keep=False)
    assert page.url == f"{desk.url}/check"
    page.goto(f"{desk.url}/?state=all")
    expect(page.get_by_role("heading", name="No clashes yet")).to_be_visible()


def test_the_answer_is_copied_as_json(desk: Desk, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(desk, page, keep=True)
    page.get_by_role("button", name="Copy as JSON").click()
    expect(page.locator(".toast")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText().then(JSON.parse)")
    assert [clash["kind"] for clash in copied["clashes"]] == ["denial_vs_assertion"]


def test_what_was_pasted_survives_a_failure(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/check")
    page.get_by_label("Story").fill(STORY)
    page.get_by_label("Published").evaluate("field => { field.type = 'text'; field.value = 'yesterday'; }")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("The story was not checked")
    expect(page.get_by_label("Story")).to_have_value(STORY)


def test_a_known_source_shows_its_record_over_time_and_by_matter(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/sources")
    page.get_by_role("link", name="coastwire.example").click()
    expect(page.get_by_role("heading", name="Coast Wire")).to_be_visible()
    expect(page.locator(".over-time polyline")).to_have_count(1)
    expect(page.locator(".cells tbody tr")).to_have_count(2)
    expect(page.locator(".track tbody tr")).to_have_count(8)
    expect(page.locator(".made-of")).to_contain_text("local news, imported list")
    page.locator(".track a").first.click()
    expect(page.locator(".clash-sheet")).to_be_visible()


def test_an_override_is_stored_with_its_reason(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/sources/domain:coastwire.example")
    page.get_by_text("Override", exact=True).first.click()
    page.get_by_label("Reliability in percent").fill("35")
    page.get_by_label("Reason").fill("sold to new owners")
    page.get_by_label("Signed").fill("Mira")
    page.get_by_role("button", name="Override").click()
    expect(page.locator(".notice")).to_contain_text("sold to new owners")
    (stored,) = full_desk.reliability.overrides
    assert (stored.source, stored.mean, stored.editor) == ("domain:coastwire.example", 0.35, "Mira")


def test_a_source_can_be_looked_up_by_name(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/sources")
    page.get_by_label("Look up a source").fill("Aron Delt")
    page.get_by_role("button", name="Open").click()
    assert page.url.endswith("/sources/Aron%20Delt")
    expect(page.locator(".big-figure")).to_be_visible()


def test_without_source_reliability_the_page_of_a_source_says_so_and_shows_its_clashes(
    full_desk: Desk, page: Page
) -> None:
    full_desk.reliability.failure = ServiceError(ErrorKind.UNAVAILABLE, "out of reach", reason="UNAVAILABLE")
    page.goto(f"{full_desk.url}/sources/domain:coastwire.example")
    expect(page.get_by_role("alert")).to_contain_text("Reliability cannot be shown just now")
    expect(page.locator(".plain-list li")).to_have_count(4)
