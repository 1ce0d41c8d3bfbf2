"""Reads the office files of `fixtures/` (format: fixtures/README.md) and says where one is wrong."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

_REQUIRED = object()


class OfficeFileError(ValueError):
    """A file does not follow the format; the message names file, place and field."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML with decimal numbers instead of binary ones, and without keys that silently overwrite each other."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = [key.value for key, _ in node.value]
        double = next((key for key in keys if keys.count(key) > 1), None)
        if double is not None:
            raise yaml.constructor.ConstructorError(None, None, f"'{double}' stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


class Entry:
    """A mapping of an office file. Fields are taken out; what is left at the end is a misspelling."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, Mapping):
            raise OfficeFileError(f"{where}: expected fields, found {data!r}")
        self._data = dict(data)
        self._below: list[Entry] = []
        self.where = where

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def take(self, name: str, default: Any = _REQUIRED) -> Any:
        """Take a field out; without a default it must be there."""
        value = self._data.pop(name, default)
        if value is _REQUIRED:
            raise self.error(f"'{name}' is missing")
        return value

    def text(self, name: str, default: Any = _REQUIRED) -> str:
        """Take a text; without a default it must be there."""
        value = self.take(name, default)
        if not isinstance(value, str):
            raise self.error(f"'{name}' must be text, found {value!r}")
        return value

    def optional(self, name: str) -> str:
        """Take a text that may be absent: '' then."""
        return self.text(name, "")

    def number(self, name: str, default: Any = _REQUIRED) -> Decimal | None:
        """Take a number as Decimal; None where it is absent and that is allowed."""
        value = self.take(name, default)
        return value if value is None else number(value, f"{self.where}, {name}")

    def entry(self, name: str) -> "Entry":
        """Take a mapping; an empty one where the field is absent."""
        return self._add(self.take(name, {}), name)

    def entries(self, name: str, short: str = "") -> list["Entry"]:
        """Take a list of mappings, or of bare values that stand for their field `short`; none where it is absent."""
        return [
            self._add(part if isinstance(part, dict) or not short else {short: part}, f"{name} {place}")
            for place, part in enumerate(self.take(name, []), 1)
        ]

    def items(self, short: str) -> list[tuple[str, "Entry"]]:
        """Take all fields as (key, mapping); a bare value stands for its field `short`."""
        data, self._data = self._data, {}
        return [
            (key, self._add(value if isinstance(value, dict) else {short: value}, key)) for key, value in data.items()
        ]

    def _add(self, data: object, name: str) -> "Entry":
        self._below.append(Entry(data, f"{self.where}, {name}"))
        return self._below[-1]

    def skip(self) -> None:
        """Leave the rest unread."""
        self._data, self._below = {}, []

    def close(self) -> None:
        """Refuse fields that nobody took, here and below."""
        if self._data:
            raise self.error(f"unknown: {', '.join(map(str, self._data))}")
        for entry in self._below:
            entry.close()

    def error(self, message: str) -> OfficeFileError:
        """Return an error that names the place."""
        return OfficeFileError(f"{self.where}: {message}")


def number(value: object, where: str) -> Decimal:
    """Return a YAML number as Decimal."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise OfficeFileError(f"{where}: {value!r} is not a number")
    return Decimal(value)


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says, with numbers that have a point as Decimal."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 -- a safe loader
    except yaml.YAMLError as error:
        raise OfficeFileError(f"{path.name}: {error}") from error


def read_file(path: Path) -> Entry:
    """Return a file's fields."""
    return Entry(read_yaml(path), path.name)
