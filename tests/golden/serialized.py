"""PHP's arrays and objects between the recording's notation and ours, and the functions that take them."""

from collections.abc import Callable
from typing import Any

from engine.domain import passwords
from engine.model import php
from engine.model.php import PhpObject

_NO_CLASS = "__PHP_Incomplete_Class"


def from_recorded(value: Any) -> Any:
    """The value that `{"$map": …}` and `{"$object": …}` stand for, at any depth."""
    if isinstance(value, list):
        return [from_recorded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$map" in value:
        return {key: from_recorded(item) for key, item in value["$map"]}
    properties = {key: from_recorded(item) for key, item in value["$object"]}
    return PhpObject(value.get("$class", "stdClass"), properties)


def to_recorded(value: Any) -> Any:
    """The recording's notation of a value; an object of a class that PHP does not know carries its name inside."""
    if isinstance(value, list):
        return [to_recorded(item) for item in value]
    if isinstance(value, dict):
        return {"$map": [[key, to_recorded(item)] for key, item in value.items()]}
    if not isinstance(value, PhpObject):
        return value
    known = value.class_name == "stdClass"
    inside = [] if known else [["__PHP_Incomplete_Class_Name", value.class_name]]
    inside += [[key, to_recorded(item)] for key, item in value.properties.items()]
    return {"$object": inside, "$class": "stdClass" if known else _NO_CLASS}


def on_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function of values take and give recorded ones."""
    return lambda *args: to_recorded(function(*map(from_recorded, args)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "is_serialized": on_values(lambda value, strict=True: php.is_serialized(value, strict=strict)),
    "is_serialized_string": php.is_serialized_string,
    "maybe_serialize": on_values(php.maybe_serialize),
    "maybe_unserialize": on_values(php.maybe_unserialize),
    "wp_check_password": lambda password, stored: {
        "match": passwords.verify_password(password, stored),
        "needs_rehash": passwords.needs_rehash(stored),
    },
    "wp_fast_hash": passwords.fast_hash,
    "wp_verify_fast_hash": passwords.verify_fast_hash,
}
