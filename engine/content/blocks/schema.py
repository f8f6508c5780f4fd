"""Whether an attribute fits its declaration: the part of JSON schema that WordPress checks while rendering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.content.json_values import at, is_numeric, to_float

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

_FURTHER = frozenset({"enum", "properties", "items", "minimum", "maximum"})
"""What a schema may ask besides the type."""

_BOOLEANS = ("true", "false", "0", "1")


def is_valid(value: JsonValue, schema: JsonValue) -> bool:
    """WordPress's `rest_validate_value_from_schema` for type, enum, properties and items; what is unknown passes."""
    kind = at(schema, "type")
    kinds = kind if isinstance(kind, list) else [kind]
    fitting = next((name for name in kinds if _is_of_type(value, name)), None)
    if kind is not None and fitting is None:
        return False
    if isinstance(schema, Mapping) and _FURTHER.isdisjoint(schema):
        return True
    return (
        _is_listed(value, at(schema, "enum"))
        and _has_valid_parts(value, schema)
        and _is_in_range(value, schema)
    )


def _is_of_type(value: JsonValue, kind: JsonValue) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return (
                isinstance(value, bool)
                or value in (0, 1, "")
                or (isinstance(value, str) and value.lower() in _BOOLEANS)
            )
        case "integer":
            return is_numeric(value) and to_float(value).is_integer()
        case "number":
            return is_numeric(value)
        case "array":
            return isinstance(value, list | str | int | float) and not isinstance(value, bool)
        case "object":
            return isinstance(value, Mapping) or value in ("", [])
        case "null":
            return value is None
        case _:
            return True


def _is_listed(value: JsonValue, allowed: JsonValue) -> bool:
    return not isinstance(allowed, list) or not allowed or value in allowed


def _is_in_range(value: JsonValue, schema: JsonValue) -> bool:
    if not is_numeric(value):
        return True
    minimum, maximum = at(schema, "minimum"), at(schema, "maximum")
    number = to_float(value)
    return not (minimum is not None and number < to_float(minimum)) and not (
        maximum is not None and number > to_float(maximum)
    )


def _has_valid_parts(value: JsonValue, schema: JsonValue) -> bool:
    properties, items = at(schema, "properties"), at(schema, "items")
    if isinstance(value, Mapping) and isinstance(properties, Mapping):
        return all(is_valid(item, properties[key]) for key, item in value.items() if key in properties)
    if isinstance(value, list) and items is not None:
        return all(is_valid(item, items) for item in value)
    return True
