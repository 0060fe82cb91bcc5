"""Reads CSV row by row: strict, UTF-8 with or without a byte order mark, bounded."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from service_kit.errors import ErrorKind, ServiceError

_FIELD_CHARACTERS = 131_072


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and trimmed cells by column; raises ServiceError (INVALID) naming file and line."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            missing = [name for name in columns if name not in header]
            if missing:
                raise bad_table(path, f"missing columns: {', '.join(missing)}", "COLUMN_MISSING")
            for cells in reader:
                line = reader.line_num
                if not cells:
                    continue
                if len(cells) != len(header):
                    raise bad_table(
                        path, f"line {line} has {len(cells)} fields instead of {len(header)}", "ROW_MALFORMED"
                    )
                yield line, dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        problem = f"line {line + 1} or after cannot be read: {error}; a field may have {_FIELD_CHARACTERS} characters"
        raise bad_table(path, problem, "ROW_MALFORMED") from error
    except UnicodeDecodeError as error:
        raise bad_table(path, "it is not UTF-8", "NOT_UTF8") from error
    except OSError as error:
        raise bad_table(path, f"it cannot be read: {error.strerror}", "FILE_UNREADABLE") from error


def bad_table(path: Path, problem: str, reason: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, f"{path.name}: {problem}", reason=reason, field=path.name)
