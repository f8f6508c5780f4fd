"""Query strings and form bodies as PHP reads them: ``a[]=1&b[x][y]=2``, later values win, depth is bounded."""

from typing import Any
from urllib.parse import unquote_plus

MAX_FIELDS = 1000
MAX_DEPTH = 64

Tree = dict[str, Any]


def parse(query: str) -> Tree:
    """The fields of a query string, nested as their brackets say; sequences with numeric keys become lists.

    Fields beyond PHP's default of 1,000 and nesting beyond 64 levels are dropped.
    """
    tree: Tree = {}
    for number, pair in enumerate(query.split("&")):
        if number >= MAX_FIELDS:
            break
        if pair:
            name, _, value = pair.partition("=")
            _put(tree, unquote_plus(name), unquote_plus(value))
    return {key: _with_lists(value) for key, value in tree.items()}


def put_all(pairs: list[tuple[str, Any]]) -> Tree:
    """The same for fields that are decoded already, as those of a multipart body."""
    tree: Tree = {}
    for name, value in pairs[:MAX_FIELDS]:
        _put(tree, name, value)
    return {key: _with_lists(value) for key, value in tree.items()}


def _put(tree: Tree, name: str, value: Any) -> None:
    name = name.lstrip(" ")
    base, keys = _split(name)
    if not base or len(keys) > MAX_DEPTH:
        return
    node, last = tree, base
    for key in keys:
        child = node.get(last)
        if not isinstance(child, dict):
            child = node[last] = {}
        node, last = child, key or _next_index(child)
    node[last] = value


def _split(name: str) -> tuple[str, list[str]]:
    """``a[b][]`` as ``a`` and ``['b', '']``; what PHP does not allow in a name becomes an underscore."""
    opening = name.find("[", 1)
    if opening < 0 or "]" not in name[opening:]:
        return name.replace(".", "_").replace(" ", "_").replace("[", "_"), []
    keys = []
    rest = name[opening:]
    while rest.startswith("["):
        closing = rest.find("]")
        if closing < 0:
            break
        keys.append(rest[1:closing])
        rest = rest[closing + 1 :]
    return name[:opening].replace(".", "_").replace(" ", "_"), keys


def _next_index(node: Tree) -> str:
    return str(max((int(key) for key in node if key.isdecimal()), default=-1) + 1)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_with_lists(child) for child in value.values()]
    return {key: _with_lists(child) for key, child in value.items()}
