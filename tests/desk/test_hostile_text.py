"""Whatever stands in a document is shown as text: nothing of it runs, and nothing but http(s) becomes a link."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from gateway.domain.claims import Part, Quote, Span, Speaker, SpeakerKind
from gateway.domain.clashes import HistoryEntry, State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.ports import Records
from tests.desk import newsroom
from tests.desk.conftest import Desk

HOSTILE = {
    "script": "<script>window.hit = 1</script>",
    "closed tag": "</script></title></textarea></style><script>window.hit = 1</script>",
    "event handler": '<img src="x" onerror="window.hit = 1">',
    "attribute": '" onmouseover="window.hit = 1" autofocus onfocus="window.hit = 1" x="',
    "single quotes": "' onmouseover='window.hit = 1' x='",
    "svg": '<svg onload="window.hit = 1"><animate onbegin="window.hit = 1" attributeName="x"/></svg>',
    "math": '<math><mtext><img src="x" onerror="window.hit = 1"></mtext></math>',
    "template": "{{ 7 * 7 }}{% raw %}${window.hit = 1}",
    "frame": '<iframe srcdoc="<script>parent.hit = 1</script>"></iframe>',
    "form": '<form action="https://evil.example"><button>Store decision</button></form>',
    "base": '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "entities": "&lt;script&gt;window.hit = 1&lt;/script&gt;&#x3c;b&#x3e;",
    "direction": "\u202egnp.\u202c \u2066<b>x</b>\u2069",
    "comment": "<!-- --><style>body { display: none }</style>",
}
ADDRESSES = (
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    " javascript:window.hit=1",
    "java\nscript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "http:evil.example",
    "https://",
    "https:\\\\evil.example",
    "blob:https://x.example/1",
)
HARMLESS = "https://x.example/"
LINKS = """
['href', 'src', 'action', 'formaction'].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].map(e => new URL(e.getAttribute(name), location).href))
"""
HANDLERS = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"


def hostile_clash(text: str, url: str = "https://x.example/") -> tuple[Document, StoredClash, list[object]]:
    """A document, a clash and its claims whose every free text is the hostile one."""
    body = f"{text} and {text}"
    document = Document(id="hostile", text=body, title=text, url=url, source=text, published_at=newsroom.MORNING)
    who = Speaker(text, text, SpeakerKind.PERSON)
    first = replace(
        newsroom.DENIAL,
        document_id="hostile",
        quote=Quote(Part.TEXT, 0, len(text), text),
        sentence=Span(0, len(text)),
        speaker=who,
        proposition=text,
        source_chain=(text, text),
        places=(text,),
    )
    start = len(text) + 5
    second = replace(first, id="clm_other", quote=Quote(Part.TEXT, start, start + len(text), text))
    template = newsroom.stored(newsroom.PAIRS[0], newsroom.MORNING)
    sides = tuple(
        replace(
            side,
            claim_id=c.id,
            document_id="hostile",
            quote=c.quote,
            decisive=(Span(c.quote.start + 1, c.quote.end),),
            speaker=who,
        )
        for side, c in zip(template.clash.sides, (first, second), strict=True)
    )
    stored = replace(
        template,
        clash=replace(template.clash, sides=sides, explanation=text),
        publishers=(text, text),
    ).moved(HistoryEntry(datetime.now(UTC), State.OPEN, State.CONFIRMED, text, text))
    return document, stored, [first, second]


def put(desk: Desk, text: str, url: str = "https://x.example/") -> None:
    document, stored, claims = hostile_clash(text, url)

    def store(records: Records) -> None:
        records.documents.put(document, newsroom.MORNING)
        records.claims.replace(document, claims)  # type: ignore[arg-type]
        records.clashes.put(stored)

    desk.write(store)


def assert_harmless(page: Page, text: str) -> None:
    page.mouse.move(300, 300)
    assert page.evaluate("window.hit") is None
    assert page.evaluate(HANDLERS) == []
    assert page.locator("script").count() == 1
    assert page.locator("iframe, base, style, math, object, embed, meta[http-equiv], form[action^=http]").count() == 0
    links = page.evaluate(LINKS)
    assert [link for link in links if not link.startswith(("http://127.0.0.1:", HARMLESS))] == []
    shown = page.locator("body").text_content() or ""
    assert " ".join(text.split()) in " ".join(shown.split())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text_on_every_page(desk: Desk, page: Page, text: str) -> None:
    put(desk, text)
    for path in ("/?state=all", "/clashes/cls_harbour", "/sources", "/sources/speaker:aron-delt"):
        page.goto(desk.url + path)
        assert_harmless(page, text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text_when_it_is_checked(desk: Desk, page: Page, text: str) -> None:
    page.goto(f"{desk.url}/check")
    line = " ".join(text.split())
    page.get_by_label("Story").fill(f"A denies {line}\nB asserts {line}")
    page.get_by_label("Headline").fill(line)
    page.get_by_label("Publisher").fill(line)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".found-clash")).to_have_count(1)
    assert_harmless(page, line)


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_web_addresses_become_links(desk: Desk, page: Page, url: str) -> None:
    put(desk, "Plain words", url)
    page.goto(f"{desk.url}/clashes/cls_harbour")
    expect(page.locator(".where cite").first).to_have_text("Plain words")
    assert page.locator(".where a").count() == 0


def test_a_hostile_filter_comes_back_as_text(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/?speaker=%22%3E%3Cscript%3Ewindow.hit=1%3C/script%3E")
    expect(page.get_by_label("Speaker")).to_have_value('"><script>window.hit=1</script>')
    assert page.evaluate("window.hit") is None


def test_pages_forbid_inline_script_even_if_some_slipped_in(desk: Desk, page: Page) -> None:
    answer = page.goto(desk.url)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
