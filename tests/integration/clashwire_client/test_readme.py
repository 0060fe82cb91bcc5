"""The examples of the client's page do what they say."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "clients" / "python" / "README.md"
EXAMPLES = re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
SAYS = {
    "Check stories": "denial_vs_assertion",
    "Send now, be answered later": "cms-2",
    "Decide": "confirmed",
    "Listen": "1 ",
    "Receive webhooks": "401",
    "When something goes wrong": "documents[0].text",
}


def test_every_section_with_code_is_run() -> None:
    assert [title for title, _code in EXAMPLES] == list(SAYS)
    assert PAGE.read_text().count("```python") == len(EXAMPLES)


@pytest.mark.parametrize(("title", "code"), EXAMPLES, ids=[title for title, _code in EXAMPLES])
def test_an_example_runs_as_it_stands(loopback: str, capsys: pytest.CaptureFixture[str], title: str, code: str) -> None:
    exec(compile(code.replace("http://127.0.0.1:8080", loopback), title, "exec"), {})  # noqa: S102 (our own page)
    assert SAYS[title] in capsys.readouterr().out
