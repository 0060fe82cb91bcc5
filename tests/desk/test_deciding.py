"""Deciding about a clash: by keyboard, on its page, and when two editors do it at once."""

from playwright.sync_api import Page, expect

from tests.desk import newsroom
from tests.desk.conftest import Desk


def test_the_keyboard_alone_confirms_a_clash_from_the_list(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.keyboard.press("j")
    expect(page.locator("#cls_harbour.is-selected")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("c")
    expect(page.get_by_role("dialog")).to_contain_text("Confirm this clash")
    page.keyboard.press("Enter")
    expect(page.locator(".clash")).to_have_count(3)
    expect(page.locator(".clash.is-selected")).to_have_id("cls_witness")
    assert full_desk.state("cls_harbour") == "confirmed"


def test_the_keyboard_alone_dismisses_with_a_reason(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    for key in ("j", "j", "d"):
        page.keyboard.press(key)
    page.get_by_label("Reason").fill("she spoke of the day before")
    page.keyboard.press("Enter")
    expect(page.locator(".clash")).to_have_count(3)
    page.goto(f"{full_desk.url}/clashes/cls_witness")
    expect(page.locator(".time-line")).to_contain_text("she spoke of the day before")


def test_the_keyboard_alone_resolves_for_one_side(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    for key in ("j", "r", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".clash")).to_have_count(3)
    assert full_desk.state("cls_harbour") == "resolved"
    outcomes = {outcome.claim_id: outcome.right for outcome in full_desk.reliability.outcomes.values()}
    assert outcomes == {newsroom.DENIAL.id: 0.0, newsroom.FOOTAGE.id: 1.0}


def test_escape_leaves_everything_as_it_was(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    for key in ("j", "d", "Escape"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert full_desk.state("cls_harbour") == "open"


def test_keys_do_nothing_while_somebody_types(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.get_by_label("Speaker").focus()
    page.keyboard.type("dcr?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Speaker")).to_have_value("dcr?")


def test_help_tells_the_keys(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("dismiss: this is no clash")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("n")
    expect(page).to_have_url(f"{full_desk.url}/check")


def test_enter_opens_the_chosen_clash_and_u_leads_back(full_desk: Desk, page: Page) -> None:
    page.goto(full_desk.url)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{full_desk.url}/clashes/cls_harbour")
    page.wait_for_load_state()  # keys pressed before the page has its script go nowhere
    page.keyboard.press("u")
    expect(page.locator(".clash.is-selected")).to_have_id("cls_harbour")


def test_the_page_of_a_clash_shows_both_sides_in_full(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_harbour")
    first, second = page.locator(".side-sheet").all()
    expect(first).to_contain_text("Defence Ministry")
    expect(first.locator("mark.quote").last).to_have_text("on Monday that soldiers had entered the harbour district.")
    expect(first.locator(".decisive")).to_have_text("denied")
    expect(first.locator(".passage")).to_contain_text("He called the reports an invention")
    expect(first.get_by_role("img", name="Reliability 41 %, likely between 22 % and 61 %")).to_be_visible()
    expect(second.locator(".chips")).to_contain_text("video")
    expect(page.locator(".facts")).to_contain_text("The report itself (78 %)")
    expect(page.locator(".past")).to_contain_text("Official v eyewitness")


def test_reasons_are_shown_on_demand(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_harbour")
    page.locator(".side-sheet").last.get_by_text("Why?").click()
    expect(page.locator(".side-sheet").last).to_contain_text("Right in 6 of 8 audited claims")


def test_resolving_on_the_page_tells_who_was_right(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_harbour")
    page.keyboard.press("r")
    page.get_by_role("radio", name="B: The report itself").check()
    page.get_by_label("Why").select_option("Proved by evidence")
    page.get_by_label("Note").fill("the balcony was found")
    page.get_by_label("Signed").fill("Mira")
    page.get_by_role("button", name="Store decision").click()
    expect(page.locator(".kicker")).to_contain_text("Resolved")
    expect(page.locator(".time-line")).to_contain_text("Proved by evidence: the balcony was found")
    expect(page.locator(".side-sheet").last).to_contain_text("was right")


def test_two_editors_at_once_the_second_is_told_and_keeps_what_was_written(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_harbour")
    full_desk.review("cls_harbour", "confirmed", "Tova")
    page.get_by_role("radio", name="Dismiss").check()
    page.get_by_label("Note").fill("not the same day")
    page.get_by_role("button", name="Store decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody decided while you were reading")
    expect(page.locator(".time-line")).to_contain_text("Confirmed by Tova")
    assert full_desk.state("cls_harbour") == "confirmed"
    expect(page.get_by_label("Note")).to_have_value("not the same day")
    page.get_by_role("button", name="Store decision").click()
    expect(page.locator(".kicker")).to_contain_text("Dismissed")


def test_a_resolution_without_a_side_is_asked_for_one(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_harbour")
    page.get_by_role("radio", name="Resolve").check()
    page.get_by_role("button", name="Store decision").click()
    expect(page.get_by_role("alert")).to_contain_text("which side was right")
    assert full_desk.state("cls_harbour") == "open"


def test_a_name_once_signed_is_remembered(full_desk: Desk, page: Page) -> None:
    page.goto(f"{full_desk.url}/clashes/cls_hurt")
    page.get_by_role("radio", name="Confirm").check()
    page.get_by_label("Signed").fill("Mira")
    page.get_by_role("button", name="Store decision").click()
    expect(page.locator(".time-line")).to_contain_text("Confirmed by Mira")
    page.goto(f"{full_desk.url}/clashes/cls_bridge")
    expect(page.get_by_label("Signed")).to_have_value("Mira")


def test_a_clash_that_is_not_there_is_explained(full_desk: Desk, page: Page) -> None:
    answer = page.goto(f"{full_desk.url}/clashes/cls_nowhere")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
