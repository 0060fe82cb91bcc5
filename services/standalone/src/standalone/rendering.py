"""Prints the answer to a check for a person; readable without colour."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from standalone.wording import attribution, counted, legible, reliability_of

Json = dict[str, Any]


def print_check(answer: Json, console: Console) -> None:
    answer = legible(answer)
    claims = {claim["id"]: claim for claim in answer["claims"]}
    documents = len(answer["documents"])
    found = f"{counted(len(answer['claims']), 'claim')} in {counted(documents, 'document')}"
    if not answer["clashes"]:
        console.print(Text(f"No clashes among {found}.", style="bold"))
    else:
        console.print(Text(f"{counted(len(answer['clashes']), 'clash')} among {found}.", style="bold"))
    for number, clash in enumerate(answer["clashes"], 1):
        console.print()
        console.print(_clash_panel(number, clash, claims, marked_by_colour=console.color_system is not None))
    _print_list(console, "Unsure", (_unsure_line(pair, claims) for pair in answer["unsure"]))
    _print_list(console, "Updates, no clashes", (_update_line(update, claims) for update in answer["updates"]))
    _print_list(console, "Not complete", (f"{gap['part']}: {gap['reason']}" for gap in answer["degraded"]))


def _clash_panel(number: int, clash: Json, claims: dict[str, Json], *, marked_by_colour: bool) -> Panel:
    kind = clash["kind"].replace("_", " ").replace(" vs ", " against ")
    title = f"Clash {number}: {kind}"
    sides = [
        _side(letter, side, claims[side["claim_id"]], marked_by_colour=marked_by_colour)
        for letter, side in zip("AB", clash["sides"], strict=True)
    ]
    facts = f"probability {clash['probability']:.2f}, severity {clash['severity']:.2f}"
    ending = Group(Text(f"Likelier: {_lean(clash)}"), Text(f"Why: {clash['explanation']}"))
    return Panel(Group(*sides, ending), title=title, subtitle=facts, title_align="left", subtitle_align="left")


def _side(letter: str, side: Json, claim: Json, *, marked_by_colour: bool) -> Group:
    head = Text.assemble((f"{letter}  ", "bold"), attribution(side))
    quote = Padding(_quote(side, marked_by_colour=marked_by_colour), (0, 0, 0, 3), expand=False)
    proposition = claim["proposition"] or "not resolved"
    facts = [f"proposition: {proposition}", f"rests on: {side['evidence_kind'].replace('_', ' ')}"]
    facts += [f"reliability of the {who}: {words}" for who, words in reliability_of(side)]
    return Group(head, quote, *(Padding(Text(fact), (0, 0, 0, 3), expand=False) for fact in facts), Text())


def _quote(side: Json, *, marked_by_colour: bool) -> Text:
    """The quote with its decisive words in bold reverse, between asterisks where there is no colour."""
    quote, start = side["quote"]["text"], side["quote"]["start"]
    marked, position = Text("“"), 0
    for span in sorted(side["decisive"], key=lambda span: span["start"]):
        first, last = max(span["start"] - start, position), min(span["end"] - start, len(quote))
        if first >= last:
            continue
        marked.append(quote[position:first])
        words = quote[first:last]
        marked.append(words if marked_by_colour else f"*{words}*", style="bold reverse" if marked_by_colour else "")
        position = last
    return marked.append(quote[position:] + "”")


def _lean(clash: Json) -> str:
    lean = clash["lean"]
    if lean["status"] != "leaning":
        return "undetermined" if lean["status"] == "undetermined" else "unknown, reliability is out of reach"
    letter = next(
        letter for letter, side in zip("AB", clash["sides"], strict=True) if side["claim_id"] == lean["claim_id"]
    )
    return f"{letter} ({lean['probability']:.2f})"


def _unsure_line(pair: Json, claims: dict[str, Json]) -> str:
    first, second = (claims[side["claim_id"]] for side in pair["sides"])
    return f"{pair['probability']:.2f}  {_short(first)}  against  {_short(second)}"


def _update_line(update: Json, claims: dict[str, Json]) -> str:
    return f"{_short(claims[update['later']])}  replaces  {_short(claims[update['earlier']])}: {update['reason']}"


def _short(claim: Json) -> str:
    text = " ".join(claim["quote"]["text"].split())
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"


def _print_list(console: Console, title: str, lines: Iterable[str]) -> None:
    entries = list(lines)
    if entries:
        console.print(Text(f"\n{title}:", style="bold"))
        for entry in entries:
            console.print(Text(f"  - {entry}"))


def print_claim(claim: Json, console: Console) -> None:
    claim = legible(claim)
    console.print(Text(attribution(claim), style="bold"))
    proposition = claim["proposition"] or "not resolved"
    for fact in (_short(claim), f"proposition: {proposition}", f"rests on: {claim['evidence_kind']}"):
        console.print(Padding(Text(fact), (0, 0, 0, 3), expand=False))
