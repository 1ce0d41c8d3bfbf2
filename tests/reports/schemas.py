"""Holds JSON against a schema: as much of JSON Schema (2020-12) as our description of the recaps uses."""

import datetime
import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}
KNOWN = {
    "$ref", "type", "enum", "const", "pattern", "format", "minimum", "maximum", "properties", "required",
    "additionalProperties", "propertyNames", "items", "description", "title", "default",
}  # fmt: skip


def faults(value, schema, whole, at="$"):
    """Return what of a value is not as its schema says; `whole` is the document that references point into."""
    assert schema.keys() <= KNOWN, f"this check does not know {schema.keys() - KNOWN}"
    if "$ref" in schema:
        found = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return faults(value, found, whole, at)
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, name) for name in types):
        return [f"{at}: {value!r} is no {' or '.join(types)}"]
    said = []
    if "enum" in schema and value not in schema["enum"]:
        said.append(f"{at}: {value!r} is none of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        said.append(f"{at}: {value!r} is not {schema['const']!r}")
    if isinstance(value, str):
        said += _text(value, schema, at)
    if isinstance(value, dict):
        said += _object(value, schema, whole, at)
    if isinstance(value, list) and "items" in schema:
        said += [fault for n, each in enumerate(value) for fault in faults(each, schema["items"], whole, f"{at}[{n}]")]
    return said


def _is(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def _text(value, schema, at):
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    if schema.get("format") == "date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            yield f"{at}: {value!r} is no date"
    if schema.get("format") == "uri" and not re.match(r"https?://", value):
        yield f"{at}: {value!r} is no address"


def _object(value, schema, whole, at):
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", []):
        if name not in value:
            yield f"{at}: {name} is missing"
    for name, each in value.items():
        if name in properties:
            yield from faults(each, properties[name], whole, f"{at}.{name}")
        elif others is False:
            yield f"{at}: {name} is not described"
        elif isinstance(others, dict):
            yield from faults(each, others, whole, f"{at}.{name}")
        if "propertyNames" in schema:
            yield from faults(name, schema["propertyNames"], whole, f"{at}.{name}")
