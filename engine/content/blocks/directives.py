"""Directives of interactive blocks, answered once on the server so that pages are right before scripts run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.content.json_values import at, to_text
from engine.content.markup import VOID, Markup, Tag

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

Derived: TypeAlias = Mapping[tuple[str, str], Callable[["JsonObject"], "JsonValue"]]
"""State computed from the context, by namespace and name."""

DERIVED: Final[Derived] = {("core/accordion", "isOpen"): lambda context: context.get("openByDefault")}

_REFERENCE: Final = re.compile(
    r"(?:(?P<namespace>[\w/_-]+)::)?(?P<not>!)?(?P<root>context|state)\.(?P<path>[\w.]+)", re.ASCII
)
_DRAWINGS: Final = ("MATH", "SVG")
"""Elements with a grammar of their own, passed over."""
_BIND: Final = "data-wp-bind--"
_CLASS: Final = "data-wp-class--"
_MAY_BIND: Final = re.compile("-(?i:wp-(?:bind|class)--)")


@dataclass(frozen=True, slots=True)
class _Scope:
    """What an element and those inside of it can refer to."""

    tag: str
    namespace: str
    contexts: Mapping[str, JsonObject]


def process(html: str, derived: Derived = DERIVED) -> str:
    """Bind attributes and classes; HTML whose tags do not match stays as it is."""
    if not _MAY_BIND.search(html):
        return html
    markup = Markup(html)
    scopes = [_Scope("", "", {})]
    drawing = ""
    for tag in markup.tags():
        if drawing or tag.name in _DRAWINGS:
            drawing = "" if tag.closes and tag.name == drawing else drawing or tag.name
        elif tag.closes:
            if scopes[-1].tag != tag.name:
                return html
            scopes.pop()
        else:
            scope = _entered(tag, scopes[-1])
            _bind(tag, scope, derived)
            if tag.name not in VOID:
                scopes.append(scope)
    return html if len(scopes) > 1 else str(markup)


def _entered(tag: Tag, outer: _Scope) -> _Scope:
    namespace = _namespace(tag.get("data-wp-interactive")) or outer.namespace
    context = tag.text("data-wp-context")
    own = _decoded(context) if context else {}
    contexts = outer.contexts
    if own and namespace:
        contexts = {**contexts, namespace: {**contexts.get(namespace, {}), **own}}
    return _Scope(tag.name, namespace, contexts)


def _namespace(value: str | bool | None) -> str:
    """The namespace by itself or in an object."""
    if not isinstance(value, str):
        return ""
    return to_text(_decoded(value).get("namespace")) if value.startswith("{") else value


def _decoded(text: str) -> JsonObject:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _bind(tag: Tag, scope: _Scope, derived: Derived) -> None:
    for name in tag.names():
        if not name.startswith((_BIND, _CLASS)) or "---" in name:
            continue
        value = _value(tag.text(name), scope, derived)
        if name.startswith(_CLASS):
            _switch_class(tag, name.removeprefix(_CLASS), is_on=bool(value))
        else:
            _set(tag, name.removeprefix(_BIND), value)


def _switch_class(tag: Tag, name: str, *, is_on: bool) -> None:
    if is_on:
        tag.add_class(name)
    else:
        tag.remove_class(name)


def _set(tag: Tag, name: str, value: JsonValue) -> None:
    """False takes an attribute away, but is a value of `aria-` and `data-` ones."""
    spells_booleans = len(name) > 5 and name[4] == "-"
    if value is None or (value is False and not spells_booleans):
        tag.remove(name)
    elif isinstance(value, bool):
        tag.set(name, str(value).lower() if spells_booleans else True)
    else:
        tag.set(name, to_text(value))


def _value(reference: str, scope: _Scope, derived: Derived) -> JsonValue:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    namespace, path = found["namespace"] or scope.namespace, found["path"].split(".")
    context = scope.contexts.get(namespace, {})
    if found["root"] == "context":
        value = at(context, *path)
    else:
        compute = derived.get((namespace, path[0]))
        value = at(compute(context), *path[1:]) if compute else None
    return not value if found["not"] else value
