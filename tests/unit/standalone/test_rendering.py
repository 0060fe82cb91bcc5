"""What a person reads of an answer, with and without colour."""

import io
from typing import Any

from rich.console import Console

from standalone.rendering import print_check, print_claim

TEXT = "The ministry denied that the dam had cracked."


def claim(number: int, text: str, stance: str) -> dict[str, Any]:
    return {
        "id": f"clm_{number}",
        "document_id": "d1",
        "quote": {"part": "text", "start": 100, "end": 100 + len(text), "text": text},
        "proposition": "The dam had cracked",
        "speaker": {"name": "the ministry", "affiliation": "Corrinia", "kind": "government"},
        "stance": stance,
        "evidence_kind": "official_record",
    }


def side(of: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    estimate = {"source_id": "speaker:x", "mean": 0.55, "low": 0.31, "high": 0.78, "outcomes": 4.2, "status": "ok"}
    prior = {**estimate, "outcomes": 0.0, "status": "prior_only"}
    return {
        **{name: of[name] for name in ("document_id", "quote", "speaker", "stance", "evidence_kind")},
        "claim_id": of["id"],
        "decisive": [{"start": start, "end": end}],
        "reliability": {"speaker": estimate, "publisher": prior},
    }


def answer() -> dict[str, Any]:
    first, second = claim(1, TEXT, "denies"), claim(2, "A photograph shows a crack.", "reports_evidence")
    clash = {
        "id": None,
        "kind": "denial_vs_evidence",
        "probability": 0.934,
        "severity": 0.88,
        "state": "open",
        "sides": [side(first, 113, 119), side(second, 119, 126)],
        "lean": {"claim_id": "clm_2", "probability": 0.7, "status": "leaning"},
        "explanation": "The ministry denies what a photograph shows.",
    }
    return {
        "documents": [{"id": "d1"}],
        "claims": [first, second],
        "clashes": [clash],
        "unsure": [{**clash, "probability": 0.4}],
        "updates": [{"earlier": "clm_1", "later": "clm_2", "reason": "a later count"}],
        "degraded": [{"part": "source-reliability", "document_id": None, "reason": "out of reach"}],
    }


def printed(of: dict[str, Any], *, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=100, highlight=False, force_terminal=colour, color_system="standard" if colour else None
    )
    print_check(of, console)
    return stream.getvalue()


def test_a_clash_is_told_in_full() -> None:
    text = printed(answer())
    for piece in (
        "1 clash among 2 claims in 1 document.",
        "Clash 1: denial against evidence",
        "probability 0.93, severity 0.88",
        "A  Denial by the ministry (Corrinia), in d1",
        "“The ministry *denied* that the dam had cracked.”",
        "rests on: official record",
        "reliability of the speaker: 0.55 (between 0.31 and 0.78, 4.2 outcomes)",
        "reliability of the publisher: 0.55 (between 0.31 and 0.78, no track record yet)",
        "Likelier: B (0.70)",
        "Why: The ministry denies what a photograph shows.",
    ):
        assert piece in text


def test_unsure_updates_and_gaps_are_told_briefly() -> None:
    text = printed(answer())
    assert "Unsure:\n  - 0.40" in text
    assert "a later count" in " ".join(text.split())
    assert "Not complete:\n  - source-reliability: out of reach" in text


def test_colour_replaces_the_asterisks() -> None:
    assert "\x1b[1;7mdenied\x1b[0m" in printed(answer(), colour=True)


def test_reliability_out_of_reach_is_said_so() -> None:
    told = answer()
    told["clashes"][0]["sides"][0]["reliability"]["speaker"]["status"] = "unavailable"
    told["clashes"][0]["lean"] = {"claim_id": None, "probability": None, "status": "unavailable"}
    text = printed(told)
    assert "reliability of the speaker: out of reach" in text
    assert "Likelier: unknown, reliability is out of reach" in text


def test_a_quiet_story_is_told_in_one_line() -> None:
    quiet = {**answer(), "clashes": [], "unsure": [], "updates": [], "degraded": []}
    assert printed(quiet) == "No clashes among 2 claims in 1 document.\n"


def test_square_brackets_of_a_story_are_no_markup() -> None:
    stream = io.StringIO()
    print_claim(claim(1, "He said [red]no[/red].", "asserts"), Console(file=stream, width=100, highlight=False))
    assert "“He said [red]no[/red].”" in stream.getvalue()


def test_what_could_steer_a_terminal_is_replaced() -> None:
    told = answer()
    hostile = "The \x1b[2J\u202eministry denied\nthat the dam had cracked."
    for part in (told["clashes"][0]["sides"][0], told["claims"][0]):
        part["quote"] = {**part["quote"], "text": hostile}
    text = printed(told)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "The \ufffd[2J\ufffdmin" in text
