"""Reads the files named on the command line into documents of a check."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service_kit.errors import ErrorKind, ServiceError

Document = dict[str, Any]


def read_documents(files: Sequence[Path]) -> list[Document]:
    """Documents of all files in order: plain text, or JSON in the form of `POST /v1/checks`; `-` is standard input.

    A document without an id gets one from its file's name. Raises ServiceError (INVALID) naming the file.
    """
    documents = [document for file in files for document in _documents_of(file)]
    for number, document in enumerate(documents, 1):
        document.setdefault("id", f"d{number}")
    return documents


def _documents_of(file: Path) -> list[Document]:
    name = "standard input" if str(file) == "-" else str(file)
    content = _read(file, name)
    if file.suffix == ".json" or (str(file) == "-" and content.lstrip().startswith("{")):
        return _from_json(content, name)
    document: Document = {"text": content}
    return [document if str(file) == "-" else {"id": file.stem, **document}]


def _read(file: Path, name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise _unreadable(f"{name} cannot be read: {error.strerror}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(f"{name} is not UTF-8 text (byte {error.start})") from error
    if not text.strip():
        raise _unreadable(f"{name} is empty")
    return text


def _from_json(content: str, name: str) -> list[Document]:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise _unreadable(f"{name} is not JSON: {error}") from error
    documents = body.get("documents") if isinstance(body, dict) else None
    if not isinstance(documents, list) or not all(isinstance(document, dict) for document in documents):
        raise _unreadable(f'{name} has no list of "documents"')
    return [dict(document) for document in documents]


def _unreadable(message: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason="FILE_UNREADABLE", field="file")
