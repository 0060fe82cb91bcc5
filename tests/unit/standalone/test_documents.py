"""Files of the command line become documents."""

import io
import json
from pathlib import Path

import pytest

from service_kit.errors import ErrorKind, ServiceError
from standalone.documents import read_documents


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_text_file_is_one_document_named_after_it(tmp_path: Path) -> None:
    assert read_documents([written(tmp_path, "story.txt", "Text.\n")]) == [{"id": "story", "text": "Text.\n"}]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_documents([written(tmp_path, "story.txt", b"\xef\xbb\xbfText.")])[0]["text"] == "Text."


def test_a_json_file_brings_its_documents_and_all_files_keep_their_order(tmp_path: Path) -> None:
    body = {"documents": [{"text": "One."}, {"id": "own", "text": "Two.", "source": "a.example"}]}
    files = [written(tmp_path, "first.txt", "Zero."), written(tmp_path, "rest.json", json.dumps(body))]
    documents = read_documents(files)
    assert [document["id"] for document in documents] == ["first", "d2", "own"]
    assert documents[2]["source"] == "a.example"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Text.", "Text."), ('{"documents": [{"text": "From JSON."}]}', "From JSON."), ("  {", None)],
)
def test_standard_input_is_text_or_json(monkeypatch: pytest.MonkeyPatch, typed: str, expected: str | None) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    if expected is None:
        with pytest.raises(ServiceError, match="standard input is not JSON"):
            read_documents([Path("-")])
    else:
        assert [document["text"] for document in read_documents([Path("-")])] == [expected]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", "", "empty.txt is empty"),
        ("blank.txt", " \n\t", "blank.txt is empty"),
        ("binary.txt", b"abc\xff", "binary.txt is not UTF-8 text (byte 3)"),
        ("broken.json", "{", "broken.json is not JSON"),
        ("list.json", "[]", 'list.json has no list of "documents"'),
        ("other.json", '{"documents": ["text"]}', 'other.json has no list of "documents"'),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, name: str, content: str | bytes, sentence: str) -> None:
    with pytest.raises(ServiceError) as refused:
        read_documents([written(tmp_path, name, content)])
    assert refused.value.kind is ErrorKind.INVALID
    assert sentence in refused.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="cannot be read: No such file"):
        read_documents([tmp_path / "missing.txt"])
