"""The commands that start what they need, print their answer and leave nothing behind."""

import json
from pathlib import Path

import pytest

from tests.integration.standalone.running import ROOT, STORY, clashwire, json_lines

pytestmark = pytest.mark.slow


def test_check_prints_the_clash_for_a_person() -> None:
    done = clashwire("check", STORY)
    assert done.returncode == 0
    assert "denial against evidence" in done.stdout
    assert "Why: " in done.stdout
    assert "REFUSED" not in done.stderr


def test_check_reads_several_files_and_standard_input() -> None:
    done = clashwire("check", "--json", ROOT / "examples" / "harbour_rescue.json", "-", stdin=STORY.read_text())
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert [document["id"] for document in answer["documents"]] == ["morning", "noon", "d3"]


def test_a_quiet_story_has_no_clash() -> None:
    done = clashwire("check", ROOT / "examples" / "quiet_evening.txt")
    assert done.returncode == 0
    assert done.stdout.startswith("No clashes among")


def test_extract_prints_one_claim_a_line_as_json() -> None:
    done = clashwire("extract", "--json", STORY)
    assert done.returncode == 0
    claims = json_lines(done.stdout)
    assert "denies" in {claim["stance"] for claim in claims}
    assert {claim["document_id"] for claim in claims} == {"soldiers_in_the_port"}


def test_extract_prints_claims_for_a_person() -> None:
    done = clashwire("extract", STORY)
    assert done.returncode == 0
    assert "Denial by" in done.stdout


def test_score_pairs_adds_probabilities_and_keeps_the_rest(tmp_path: Path) -> None:
    rows = [
        {"premise": "The bridge is open.", "hypothesis": "The bridge is closed.", "label": "contradiction", "n": 1},
        {"premise": "The bridge is open.", "hypothesis": "The bridge is open.", "label": "entailment", "n": 2},
    ] * 150
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = clashwire("score-pairs", source, "-o", output)
    assert done.returncode == 0
    scored = json_lines(output.read_text())
    assert [{name: value for name, value in row.items() if name != "probabilities"} for row in scored] == rows
    for row in scored:
        probabilities = row["probabilities"]
        assert isinstance(probabilities, dict)
        assert set(probabilities) == {"entailment", "neutral", "contradiction"}
        assert sum(probabilities.values()) == pytest.approx(1, abs=1e-6)
        assert max(probabilities, key=lambda label: probabilities[label]) == row["label"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "/nowhere.txt"], "/nowhere.txt cannot be read"),
        (["check", "-"], "standard input is empty"),
        (["extract", "/nowhere.txt"], "/nowhere.txt cannot be read"),
        (["score-pairs", "/nowhere.jsonl", "-o", "/dev/null"], "/nowhere.jsonl cannot be read"),
        (["score-pairs", str(STORY), "-o", "/dev/null"], "line 1 is not JSON"),
        (["check"], "Missing argument"),
        (["check", str(STORY), "--against", "nothing"], "nothing"),
        (["up", "--port", "70000"], "65535"),
        (["unknown"], "unknown"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_status_two(arguments: list[str], sentence: str) -> None:
    done = clashwire(*arguments, stdin="")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_document_the_gateway_refuses_is_bad_input(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    story.write_text('{"documents": [{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}]}')
    done = clashwire("check", story)
    assert done.returncode == 2
    assert done.stderr.count("\n") <= 2
    assert "Traceback" not in done.stderr


def test_a_gateway_that_is_not_there_is_a_failure() -> None:
    done = clashwire("check", STORY, "--url", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "no gateway answers at http://127.0.0.1:9" in done.stderr
