"""Files and functions stay small enough to read."""

import statistics
import tokenize
from pathlib import Path

from tests.architecture.sources import functions_of, product_files, python_files, shown

MAX_FILE_LINES, MAX_FUNCTION_LINES = 350, 50


def lines_of(file: Path) -> int:
    return len(file.read_text().splitlines())


def ninetieth(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.9)]


def test_no_file_is_longer_than_the_limit() -> None:
    assert {shown(file): lines_of(file) for file in python_files() if lines_of(file) > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_the_limit() -> None:
    too_long = {
        f"{shown(file)}: {function.name}": length
        for file in python_files()
        for function in functions_of(file)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert too_long == {}


def test_the_rest_of_the_budget_is_printed(capsys) -> None:  # noqa: ANN001
    files = [lines_of(file) for file in product_files() if lines_of(file) > 1]
    functions = [
        (function.end_lineno or 0) - function.lineno + 1 for file in product_files() for function in functions_of(file)
    ]
    comments = sum(map(comment_lines, product_files()))
    with capsys.disabled():
        print(  # noqa: T201 (the report is the point)
            f"\n{len(files)} files: median {statistics.median(files):g} lines (aim 90), p90 {ninetieth(files)} (220); "
            f"{len(functions)} functions: median {statistics.median(functions):g} (8), "
            f"p90 {ninetieth(functions)} (25); "
            f"{100 * comments / sum(files):.1f} comments per 100 lines (4)"
        )


def comment_lines(file: Path) -> int:
    with file.open("rb") as source:
        comments = [token.string for token in tokenize.tokenize(source.readline) if token.type == tokenize.COMMENT]
    return sum(1 for comment in comments if not comment.startswith(("# noqa", "# type:")))
