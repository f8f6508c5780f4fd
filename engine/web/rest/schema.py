"""Validating and sanitising values by WordPress's dialect of JSON Schema.

Values arrive as text from query strings and typed from JSON, so both are accepted wherever WordPress accepts them.
"""

import ipaddress
import math
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from engine.content.emails import is_email
from engine.content.fields import sanitize_text_field
from engine.content.urls import sanitize_url
from engine.web.rest.errors import RestError

Schema = Mapping[str, Any]

# What an argument shows of its schema in OPTIONS and in the index, besides `required` and `default`.
KEYWORDS = (
    "title", "description", "default", "type", "format", "enum", "items", "properties", "additionalProperties",
    "patternProperties", "minProperties", "maxProperties", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
    "anyOf", "oneOf",
)  # fmt: skip

MAX_DEPTH = 40

_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
_DATE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?P<zone>Z|[+-]\d{2}(?::\d{2})?)?",
    re.ASCII,
)
_HEX_COLOR = re.compile(r"#([0-9A-Fa-f]{3}){1,2}")
_LIST_SEPARATOR = re.compile(r"[\s,]+")


def parse_list(value: Any) -> list[str]:
    """A list written as text, split at commas and white space, or the texts of what was sent as one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value if not isinstance(one, (list, dict))]
    return [part for part in _LIST_SEPARATOR.split(str(value)) if part]


def is_boolean(value: Any) -> bool:
    """Whether WordPress reads a value as true or false."""
    if isinstance(value, str):
        return value.lower() in {"true", "false", "0", "1"}
    return isinstance(value, bool) or value in (0, 1)


def to_boolean(value: Any) -> bool:
    """The boolean a value is read as; text is false only when empty, '0' or 'false'."""
    if isinstance(value, str):
        return value.lower() not in {"", "0", "false"}
    return bool(value)


def is_number(value: Any) -> bool:
    """Whether PHP calls a value numeric."""
    if isinstance(value, str):
        return len(value) <= 64 and _NUMBER.fullmatch(value) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_integer(value: Any) -> bool:
    """Whether a value is numeric without a fraction."""
    return is_number(value) and (isinstance(value, int) or float(value).is_integer())


def is_array(value: Any) -> bool:
    """Whether a value is a list, or text that is split into one."""
    return isinstance(value, (list, str, int, float)) or value == {}


def to_array(value: Any) -> list[Any]:
    """The list a value is read as."""
    if isinstance(value, str):
        return parse_list(value)
    if isinstance(value, bool):
        return ["1"] if value else []
    return list(value) if isinstance(value, (list, dict)) else [value]


def is_object(value: Any) -> bool:
    """Whether a value has named members; nothing counts as an object without any."""
    return isinstance(value, dict) or value == "" or isinstance(value, list)


def to_object(value: Any) -> dict[str, Any]:
    """The members a value is read as."""
    if isinstance(value, list):
        return {str(index): item for index, item in enumerate(value)}
    return value if isinstance(value, dict) else {}


def to_integer(value: Any) -> int:
    """The integer a numeric value is read as, within 64 bits as in PHP."""
    number = float(value) if isinstance(value, str) and not value.strip().lstrip("+-").isdecimal() else value
    if isinstance(number, float) and not math.isfinite(number):
        return 0
    return min(max(int(number), -(2**63)), 2**63 - 1)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "array": is_array,
    "object": is_object,
    "boolean": is_boolean,
    "integer": is_integer,
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "null": lambda value: value is None or value == "",
}


def _single_type(value: Any, schema: Schema, param: str) -> str:
    """The one type a value is taken as, where the schema allows several."""
    kind = schema.get("type")
    if not isinstance(kind, (list, tuple)):
        return str(kind) if kind else ""
    if "array" in kind and isinstance(value, (list, tuple)):
        return "array"
    # What only PHP's leniency would make an object or a list comes last.
    strict = [k for k in kind if k not in {"array", "object", "string"}]
    for candidate in (*strict, *(k for k in kind if k not in strict)):
        if _TYPES[candidate](value) and not (candidate == "null" and value == "" and "string" in kind):
            return str(candidate)
    raise RestError(
        "rest_invalid_type", "%s is not of type %s.", values=(param, ", ".join(kind)), data_param=param
    )


def validate(value: Any, schema: Schema, param: str, depth: int = 0) -> None:
    """Raise RestError with WordPress's code unless `value` satisfies `schema`."""
    if depth > MAX_DEPTH:
        raise _wrong("rest_invalid_type", "%s is nested too deeply.", param, param=param)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            _matching(value, _forms(schema, several), param, depth, one=several == "oneOf")
    kind = _checked_type(value, schema, param)
    if not kind:
        return
    _VALIDATORS.get(kind, _nothing)(value, schema, param, depth)
    if "enum" in schema and kind not in {"array", "object"}:
        _one_of(sanitize(value, {"type": kind}), schema["enum"], param)
    if kind == "string" and "format" in schema:
        _format(value, str(schema["format"]), param)


def _checked_type(value: Any, schema: Schema, param: str) -> str:
    """The type a value is of, '' where the schema does not care."""
    kinds = schema.get("type")
    if not kinds:
        return ""
    if isinstance(kinds, (list, tuple)):
        if not any(_TYPES[kind](value) for kind in kinds):
            raise _wrong("rest_invalid_type", "%s is not of type %s.", param, ", ".join(kinds), param=param)
        return _single_type(value, schema, param)
    kind = str(kinds)
    if not _TYPES[kind](value):
        raise _wrong("rest_invalid_type", "%s is not of type %s.", param, kind, param=param)
    return kind


def _wrong(code: str, message: str, *values: object, **data: Any) -> RestError:
    error = RestError(code, message, values=tuple(map(str, values)))
    error.data = data
    return error


def _nothing(value: Any, schema: Schema, param: str, depth: int) -> None: ...


def _one_of(value: Any, allowed: list[Any], param: str) -> None:
    if value not in allowed:
        listed = ", ".join(str(one) for one in allowed)
        raise _wrong("rest_not_in_enum", "%s is not one of %s.", param, listed)


def _number(value: Any, schema: Schema, param: str, _depth: int) -> None:
    number = float(value)
    low, high = schema.get("minimum"), schema.get("maximum")
    below = low is not None and (number <= low if schema.get("exclusiveMinimum") else number < low)
    above = high is not None and (number >= high if schema.get("exclusiveMaximum") else number > high)
    if (below or above) and high is None:
        raise _wrong("rest_out_of_bounds", "%s must be at least %s.", param, low)
    if (below or above) and low is None:
        raise _wrong("rest_out_of_bounds", "%s must be at most %s.", param, high)
    if below or above:
        raise _wrong("rest_out_of_bounds", "%s must be between %s and %s.", param, low, high)
    step = schema.get("multipleOf")
    if step and number % step:
        raise _wrong("rest_invalid_multiple", "%s must be a multiple of %s.", param, step)


def _string(value: str, schema: Schema, param: str, _depth: int) -> None:
    if "minLength" in schema and len(value) < schema["minLength"]:
        raise _wrong("rest_too_short", "%s must have at least %s characters.", param, schema["minLength"])
    if "maxLength" in schema and len(value) > schema["maxLength"]:
        raise _wrong("rest_too_long", "%s must have at most %s characters.", param, schema["maxLength"])
    if "pattern" in schema and not re.search(schema["pattern"], value):
        raise _wrong("rest_invalid_pattern", "%s does not match %s.", param, schema["pattern"])


def _array(value: Any, schema: Schema, param: str, depth: int) -> None:
    items = to_array(value)
    for index, item in enumerate(items):
        if "items" in schema:
            validate(item, schema["items"], f"{param}[{index}]", depth + 1)
    if "minItems" in schema and len(items) < schema["minItems"]:
        raise _wrong("rest_too_few_items", "%s must have at least %s items.", param, schema["minItems"])
    if "maxItems" in schema and len(items) > schema["maxItems"]:
        raise _wrong("rest_too_many_items", "%s must have at most %s items.", param, schema["maxItems"])
    if schema.get("uniqueItems") and len({repr(item) for item in items}) < len(items):
        raise _wrong("rest_duplicate_items", "%s has an item twice.", param)


def _object(value: Any, schema: Schema, param: str, depth: int) -> None:
    members = to_object(value)
    known: Mapping[str, Schema] = schema.get("properties") or {}
    for name in _needed(schema, known):
        if name not in members:
            raise _wrong("rest_property_required", "%s of %s is needed.", name, param)
    others = schema.get("additionalProperties")
    for name, member in members.items():
        if name in known:
            validate(member, known[name], f"{param}[{name}]", depth + 1)
        elif others is False:
            raise _wrong("rest_additional_properties_forbidden", "%s is not a property of %s.", name, param)
        elif isinstance(others, Mapping):
            validate(member, others, f"{param}[{name}]", depth + 1)
    if "minProperties" in schema and len(members) < schema["minProperties"]:
        raise _wrong("rest_too_few_properties", "%s has too few properties.", param)
    if "maxProperties" in schema and len(members) > schema["maxProperties"]:
        raise _wrong("rest_too_many_properties", "%s has too many properties.", param)


def _needed(schema: Schema, known: Mapping[str, Schema]) -> list[str]:
    """The members that must be there, said of the object as in draft 4 or of each member as in draft 3."""
    listed = schema.get("required")
    names = list(listed) if isinstance(listed, (list, tuple)) else []
    return [*names, *(name for name, sub in known.items() if sub.get("required") is True)]


_VALIDATORS: Mapping[str, Callable[[Any, Schema, str, int], None]] = {
    "integer": _number,
    "number": _number,
    "string": _string,
    "array": _array,
    "object": _object,
}


def _forms(schema: Schema, several: str) -> list[Schema]:
    """The forms a value may have; they are of the type that is said for all."""
    common = {"type": schema["type"]} if "type" in schema else {}
    return [{**common, **form} for form in schema[several]]


def _matches(value: Any, schemas: list[Schema], param: str, depth: int) -> tuple[list[int], list[RestError]]:
    positions, errors = [], []
    for position, schema in enumerate(schemas):
        try:
            validate(value, schema, param, depth + 1)
            positions.append(position)
        except RestError as error:
            errors.append(error)
    return positions, errors


def _matching(value: Any, schemas: list[Schema], param: str, depth: int, *, one: bool) -> int:
    """The position of the schema that holds; exactly one if `one` is asked for."""
    positions, errors = _matches(value, schemas, param, depth)
    if not positions:
        raise _no_match(value, schemas, errors, param)
    if one and len(positions) > 1:
        raise _wrong(
            "rest_one_of_multiple_matches", "%s matches more than one form.", param, positions=positions
        )
    return positions[0]


def _no_match(value: Any, schemas: list[Schema], errors: list[RestError], param: str) -> RestError:
    """Why no form fits; where the type fits just one of them, that one is named."""
    near = [
        position
        for position, error in enumerate(errors)
        if not (error.code == "rest_invalid_type" and error.data.get("param") == param)
    ]
    if isinstance(value, dict) and len(near) > 1:
        shared = [len(set(value) & set(schemas[position].get("properties") or ())) for position in near]
        near = near[shared.index(max(shared)) :][:1] if max(shared) else near
    if len(near) == 1:
        title = schemas[near[0]].get("title", "value")
        return _wrong("rest_no_matching_schema", "%s is not a valid %s.", param, title, position=near[0])
    return _wrong("rest_no_matching_schema", "%s does not match any of the forms it may have.", param)


def _format(value: str, kind: str, param: str) -> None:
    check = _FORMATS.get(kind)
    if check and not check[1](value):
        raise _wrong(check[0], "%s is not a valid %s.", param, kind)


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def _is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def is_date(value: str) -> bool:
    """Whether a text is a date and time as RFC 3339 has it, the zone being optional."""
    return parse_date(value) is not None


def parse_date(value: str) -> datetime | None:
    """The date and time a text says, aware only if it names a zone; None if it is none.

    What lies beyond the end of a month or a day carries over, as in PHP: the 30th of February is in March, month or day 0
    the one before the first.
    """
    found = _DATE.fullmatch(value)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    if not (month <= 12 and day <= 31 and hour <= 24 and minute <= 59 and second <= 60):
        return None
    year, month = (year, month) if month else (year - 1, 12)
    if year < 1:
        return datetime(1, 1, 1)  # noqa: DTZ001 - before all that is dated
    try:
        date = datetime(year, month, 1) + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)  # noqa: DTZ001 - aware only where a zone is named
    except OverflowError:
        return None
    return date.replace(tzinfo=_zone(found["zone"])) if found["zone"] else date


def _zone(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:] or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(min(offset, timedelta(hours=23, minutes=59)) * (-1 if text[0] == "-" else 1))


_FORMATS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "hex-color": ("rest_invalid_hex_color", lambda value: _HEX_COLOR.fullmatch(value) is not None),
    "date-time": ("rest_invalid_date", is_date),
    "email": ("rest_invalid_email", is_email),
    "ip": ("rest_invalid_ip", _is_ip),
    "uuid": ("rest_invalid_uuid", _is_uuid),
}


def sanitize(value: Any, schema: Schema, param: str = "", depth: int = 0) -> Any:
    """`value`, found valid, in the type that `schema` says."""
    for several in ("anyOf", "oneOf"):
        if several in schema:
            forms = _forms(schema, several)
            chosen = _matching(value, forms, param, depth, one=several == "oneOf")
            return sanitize(value, forms[chosen], param, depth + 1)
    kind = _single_type(value, schema, param)
    if kind == "array":
        items = schema.get("items")
        values = to_array(value)
        return [sanitize(one, items, param, depth + 1) for one in values] if items else values
    if kind == "object":
        return _sanitized_members(to_object(value), schema, param, depth)
    if kind == "integer":
        return to_integer(value)
    if kind == "number":
        return float(value)
    if kind == "boolean":
        return to_boolean(value)
    if kind == "null":
        return None
    return _clean_text(value, schema.get("format")) if kind == "string" else value


def _clean_text(text: str, kind: object) -> str:
    if kind == "uri":
        return sanitize_url(text)
    return sanitize_text_field(text) if kind in _PLAIN else text


# Formats that are sanitised as plain text.
_PLAIN = frozenset({"date-time", "email", "ip", "uuid"})

_NOTHING: Mapping[str, Any] = {
    "array": [],
    "object": {},
    "string": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
}


def nothing(schema: Schema) -> Any:
    """What null is in the type of a schema; WordPress finds it valid everywhere, and makes this of it."""
    kind = schema.get("type")
    return _NOTHING.get(kind) if isinstance(kind, str) else None


def _sanitized_members(members: dict[str, Any], schema: Schema, param: str, depth: int) -> dict[str, Any]:
    known: Mapping[str, Schema] = schema.get("properties") or {}
    others = schema.get("additionalProperties")
    result = {}
    for name, member in members.items():
        sub = known.get(name, others if isinstance(others, Mapping) else None)
        if sub is not None:
            result[name] = sanitize(member, sub, f"{param}[{name}]", depth + 1)
        elif others is not False:
            result[name] = member
    return result
