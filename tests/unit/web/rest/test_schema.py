"""Values are validated and sanitised as WordPress's REST API does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.web.rest.errors import RestError
from engine.web.rest.schema import sanitize, validate

IDS = {"type": "array", "items": {"type": "integer"}}
TERMS = {
    "type": ["object", "array"],
    "oneOf": [
        {"title": "Term ID List", **IDS},
        {
            "title": "Term ID Taxonomy Query",
            "type": "object",
            "properties": {
                "terms": {**IDS, "default": []},
                "operator": {"type": "string", "enum": ["AND", "OR"], "default": "OR"},
            },
            "additionalProperties": False,
        },
    ],
}


def refused(value: Any, schema: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RestError) as caught:
        validate(value, schema, "p")
    return caught.value.code, caught.value.data


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"minimum": 1, "maximum": 9}, "p must be between 1 and 9."),
        ({"minimum": 1}, "p must be at least 1."),
        ({"maximum": -1}, "p must be at most -1."),
    ],
)
def test_bound_that_is_not_kept_is_named(bounds: dict[str, int], said: str) -> None:
    with pytest.raises(RestError) as caught:
        validate(0, {"type": "integer", **bounds}, "p")
    assert caught.value.message == said


@pytest.mark.parametrize(
    ("value", "schema", "expected"),
    [
        ("5", {"type": "integer"}, 5),
        ("5.0", {"type": "integer"}, 5),
        ("1e2", {"type": "integer"}, 100),
        (" 7", {"type": "integer"}, 7),
        ("2.5", {"type": "number"}, 2.5),
        ("false", {"type": "boolean"}, False),
        ("0", {"type": "boolean"}, False),
        ("TRUE", {"type": "boolean"}, True),
        ("1,2 3", IDS, [1, 2, 3]),
        (["4", 5], IDS, [4, 5]),
        ("", IDS, []),
        ("x", {"type": ["string", "null"]}, "x"),
        (None, {"type": ["string", "null"]}, None),
        ("1,2", TERMS, [1, 2]),
        ({"terms": "3"}, TERMS, {"terms": [3]}),
    ],
)
def test_valid_value_takes_the_type_the_schema_says(
    value: Any, schema: dict[str, Any], expected: Any
) -> None:
    validate(value, schema, "p")
    assert sanitize(value, schema, "p") == expected


@pytest.mark.parametrize(
    ("value", "schema", "expected"),
    [
        ("x", {"type": "integer"}, ("rest_invalid_type", {"param": "p"})),
        ("1.5", {"type": "integer"}, ("rest_invalid_type", {"param": "p"})),
        ("1,x", IDS, ("rest_invalid_type", {"param": "p[1]"})),
        ("c", {"type": "string", "enum": ["a", "b"]}, ("rest_not_in_enum", {})),
        ("0", {"type": "integer", "minimum": 1}, ("rest_out_of_bounds", {})),
        ("101", {"type": "integer", "maximum": 100}, ("rest_out_of_bounds", {})),
        ("2020-13-01T00:00:00", {"type": "string", "format": "date-time"}, ("rest_invalid_date", {})),
        ("nomail", {"type": "string", "format": "email"}, ("rest_invalid_email", {})),
        ("", {"type": "string", "minLength": 1}, ("rest_too_short", {})),
        (["a", "a"], {"type": "array", "items": {"type": "string"}, "uniqueItems": True}, ("rest_duplicate_items", {})),
        ({"a": 1}, {"type": "object", "additionalProperties": False}, ("rest_additional_properties_forbidden", {})),
        ({}, {"type": "object", "properties": {"a": {"type": "string", "required": True}}}, ("rest_property_required", {})),
        ("", TERMS, ("rest_one_of_multiple_matches", {"positions": [0, 1]})),
        ({"terms": "2", "operator": "XOR"}, TERMS, ("rest_no_matching_schema", {"position": 1})),
    ],
)  # fmt: skip
def test_invalid_value_is_refused_with_the_code(value: Any, schema: dict[str, Any], expected: Any) -> None:
    assert refused(value, schema) == expected


def test_nesting_without_end_is_refused() -> None:
    schema: dict[str, Any] = {"type": "object"}
    schema["additionalProperties"] = schema
    value: dict[str, Any] = {}
    for _ in range(200):
        value = {"a": value}
    assert refused(value, schema)[0] == "rest_invalid_type"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(
    json_values,
    st.sampled_from([IDS, TERMS, {"type": "integer"}, {"type": ["string", "null"]}, {"type": "boolean"}]),
)
def test_any_value_is_either_refused_or_sanitised(value: Any, schema: dict[str, Any]) -> None:
    try:
        validate(value, schema, "p")
    except RestError:
        return
    sanitize(value, schema, "p")
