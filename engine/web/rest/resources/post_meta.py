"""The field `meta` of posts: those keys of post meta that were registered for the API."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.domain import meta
from engine.domain.registrations import Registrations
from engine.model import php
from engine.model.posts import Post
from engine.model.types import MetaKey, PostType
from engine.web.rest.errors import RestError
from engine.web.rest.resources import post_checks
from engine.web.rest.schema import sanitize, validate
from engine.web.rest.serialize import SHOWN, Field, View, bare

# What WordPress moves out of `meta` as it answers.
_BESIDE = frozenset({("wp_block", "wp_pattern_sync_status")})

_EMPTY: dict[str, Any] = {"integer": 0, "number": 0, "boolean": False, "array": [], "object": {}}


def meta_field(types: Registrations, kind: PostType, *, whole: bool = False) -> Field[Post]:
    """The field of a type: an object with a member for each key, or each that is not shown beside it."""
    keys = types.meta_keys_of(kind.name)
    schema = {"type": "object", "properties": bare({key.key: _schema(key) for key in keys})}
    shown = [key for key in keys if whole or (kind.name, key.key) not in _BESIDE]
    return Field("meta", schema, _values(shown), SHOWN, sets="meta", free=True, check=post_checks.meta)


def beside(types: Registrations, kind: PostType) -> Iterator[Field[Post]]:
    """The keys that answers show beside `meta`, though they are set in it."""
    for key in types.meta_keys_of(kind.name):
        if (kind.name, key.key) in _BESIDE:
            yield Field(key.key, {"type": key.type}, _beside(key), SHOWN, readonly=True, published=False)


def _beside(key: MetaKey) -> Callable[[View[Post], Post], Any]:
    return lambda view, post: _value(key, meta.of(view.ctx, "post", post.id).get(key.key, [])) or default(key)


def _schema(key: MetaKey) -> dict[str, Any]:
    schema = {"title": key.label, "description": key.description, "default": default(key), **of_value(key)}
    if not key.single:
        return {**schema, "type": "array", "items": {"type": key.type}, "default": []}
    return schema


def of_value(key: MetaKey) -> dict[str, Any]:
    """The schema of one value of a key."""
    return {"type": key.type, "enum": list(key.choices)} if key.choices else {"type": key.type}


def default(key: MetaKey) -> Any:
    """The value of a single key where nothing is stored."""
    return _EMPTY.get(key.type, "") if key.default is None else key.default


def _values(keys: Sequence[MetaKey]) -> Callable[[View[Post], Post], Any]:
    def get(view: View[Post], post: Post) -> Any:
        stored = meta.of(view.ctx, "post", post.id)
        return bare({key.key: _value(key, stored.get(key.key, [])) for key in keys})

    return get


def _value(key: MetaKey, stored: list[str]) -> Any:
    if not key.single:
        return [_typed(key, php.maybe_unserialize(one)) for one in stored]
    return _typed(key, php.maybe_unserialize(stored[0]) if stored else default(key))


def _typed(key: MetaKey, value: Any) -> Any:
    """A value in the type the key has; None where it is not what the key's schema says, be it the default."""
    try:
        validate(value, of_value(key), key.key)
    except RestError:
        return None
    return sanitize(value, of_value(key), key.key)
