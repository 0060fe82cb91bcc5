"""Fields of a ninjs item whatever its generation writes them like: 1.x in lower case, 3.x in camel case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.adapters.formats.faults import fault


@dataclass(frozen=True)
class Fields:
    """An object of ninjs; `place` is its path in the body, empty for the item itself."""

    values: Mapping[str, tuple[str, Any]]
    place: str = ""

    @classmethod
    def of(cls, item: Mapping[str, Any], place: str = "") -> "Fields":
        return cls({name.lower(): (name, value) for name, value in item.items()}, place)

    def path(self, name: str) -> str:
        """Path of a field as the sender wrote it."""
        written = self.values.get(name, (name, None))[0]
        return f"{self.place}.{written}" if self.place else written

    def text(self, *names: str) -> str | None:
        """The first of these fields that has a value. INVALID where it is no string."""
        for name in names:
            value = self.value(name)
            if value is not None and not isinstance(value, str):
                raise fault(self.path(name), "must be a string", "STRING_TYPE")
            if value and value.strip():
                return _storable(value, self.path(name))
        return None

    def named(self, *names: str) -> str:
        """Path of the first of these fields that is there."""
        return self.path(next((name for name in names if self.values.get(name, ("", None))[1]), names[0]))

    def number_or_text(self, name: str) -> str | None:
        value = self.value(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.text(name)

    def value(self, name: str) -> Any:
        """Whatever the field holds."""
        return self.values.get(name, (name, None))[1]

    def objects(self, name: str) -> Iterator["Fields"]:
        """Objects of a list, or of an object that names them. INVALID for anything else."""
        value = self.value(name)
        if value is None:
            return
        inside = _inside(value)
        if inside is None:
            raise fault(self.path(name), "must be a list or an object", "LIST_TYPE")
        for key, each in inside:
            if isinstance(each, dict):
                yield Fields.of(each, f"{self.path(name)}[{key}]")

    def object(self, name: str) -> "Fields | None":
        value = self.value(name)
        if value is not None and not isinstance(value, dict):
            raise fault(self.path(name), "must be an object", "OBJECT_TYPE")
        return Fields.of(value, self.path(name)) if value else None

    def starting(self, prefix: str) -> Iterator[str]:
        """Names of fields like body_text and body_xhtml."""
        return (name for name in self.values if name.startswith(prefix))


def _storable(text: str, field: str) -> str:
    if "\0" in text:
        raise fault(field, "must not contain the character U+0000", "NUL_CHARACTER")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise fault(field, f"has half of a surrogate pair at character {error.start}", "LONE_SURROGATE") from error
    return text


def _inside(value: Any) -> list[tuple[Any, Any]] | None:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else None
