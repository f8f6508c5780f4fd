"""Items to JSON values: which fields, in which context, compiled once per shape and then only run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

from engine.domain.context import Context
from engine.web.rest.schema import parse_list

T = TypeVar("T")

# Fields asked for by _fields: None stands for a whole field, a mapping for parts of it.
Wanted = Mapping[str, Any] | None

ALL = ("view", "edit", "embed")
SHOWN = ("view", "edit")
EDIT = ("edit",)


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """What getters see besides the item: the request, its context, and what was loaded for all items at once."""

    ctx: Context
    context: str
    prepared: Any
    url: Callable[[str], str]
    params: Mapping[str, Any] = field(default_factory=dict)


Getter = Callable[[View[T], T], Any]

# A getter's answer for a field that this item does not have at all.
ABSENT: Any = object()


@dataclass(frozen=True, eq=False)
class Field(Generic[T]):
    """A property of a resource: its schema, when it is shown, how it is read, what of a draft it sets.

    An object's parts are fields of their own in `parts`. `sets` names the attribute of the resource's draft that a
    client's value goes to; a field without it is read only. `check` and `free` are those of the argument, which is wrong
    early unless it is `late`. What is not
    `published` is in answers alone: the schema does not tell of it.
    """

    name: str
    schema: Mapping[str, Any]
    get: Getter[T] | None = None
    context: tuple[str, ...] = ALL
    readonly: bool = False
    required: bool = False
    parts: tuple["Field[T]", ...] = ()
    sets: str = ""
    in_args: bool = True
    check: Callable[[Any, Any], Any] | None = None
    free: bool = False
    late: bool = False
    published: bool = True

    def shown(self) -> dict[str, Any]:
        """The field as the published schema shows it."""
        shown = dict(self.schema)
        if self.context:
            shown["context"] = list(self.context)
        if self.readonly:
            shown["readonly"] = True
        if self.required:
            shown["required"] = True
        if self.parts:
            shown["properties"] = {part.name: part.shown() for part in self.parts}
        return {key: bare(value) for key, value in shown.items()}

    def argument(self) -> dict[str, Any]:
        """The schema of the argument by which a client sets the field."""
        schema = dict(self.schema)
        if self.parts:
            schema["properties"] = {part.name: part.shown() for part in self.parts}
        return schema


def wanted(fields: Any) -> Wanted:
    """`_fields` as a tree: ``id,title.rendered`` is ``{id: None, title: {rendered: None}}``; nothing asks for all."""
    names = parse_list(fields or "")
    if not names:
        return None
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        parts = name.strip().split(".")[:16]
        for part in parts[:-1]:
            if part in node and node[part] is None:
                break
            node = node.setdefault(part, {})
        else:
            node[parts[-1]] = None
    return tree


def includes(tree: Wanted, name: str) -> bool:
    """Whether a field, or a part of it, is asked for."""
    return tree is None or name in tree


def pick(value: Any, tree: Wanted) -> Any:
    """The parts of a value that are asked for; lists are picked from item by item."""
    if tree is None:
        return value
    if isinstance(value, list):
        return [pick(item, tree) for item in value]
    if isinstance(value, dict):
        return {name: pick(value[name], sub) for name, sub in tree.items() if name in value}
    return value


def bare(value: Any) -> Any:
    """A JSON value as PHP writes it: an empty array has no names, so an object without members is ``[]``."""
    return [] if value == {} else value


Reader = Callable[[View[Any], Any], dict[str, Any]]


class Reading(Generic[T]):
    """The readers of one resource's fields, one per context and `_fields`, made when first asked for."""

    def __init__(self, fields: tuple[Field[T], ...]) -> None:
        self._fields = fields
        self._made: Callable[[str, str | tuple[str, ...]], Reader] = lru_cache(maxsize=256)(self._make)

    def __call__(self, context: str, fields: Any) -> Reader:
        """The reader that makes an item's dict in this context, with these `_fields` only."""
        return self._made(context, fields if isinstance(fields, str) else tuple(parse_list(fields or "")))

    def _make(self, context: str, fields: str | tuple[str, ...]) -> Reader:
        return _compile(self._fields, context, wanted(fields))


def _compile(fields: tuple[Field[Any], ...], context: str, tree: Wanted) -> Reader:
    steps: list[tuple[str, Getter[Any]]] = []
    for one in fields:
        if (one.context and context not in one.context) or not includes(tree, one.name):
            continue
        sub = None if tree is None else tree[one.name]
        getter = _part_getter(one, context, sub)
        if getter:
            steps.append((one.name, getter))

    def read(view: View[Any], item: Any) -> dict[str, Any]:
        made = {}
        for name, get in steps:
            value = get(view, item)
            if value is not ABSENT:
                made[name] = value
        return made

    return read


def _part_getter(one: Field[Any], context: str, sub: Wanted) -> Getter[Any] | None:
    if one.parts and one.get is None:
        read = _compile(one.parts, context, sub)
        return lambda view, item: bare(read(view, item))
    if one.get is None:
        return None
    get = one.get
    if sub is None:
        return get
    return lambda view, item: bare(pick(get(view, item), sub))
