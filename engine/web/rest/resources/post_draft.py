"""What a client sends about a post, as the domain's draft."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.content.slugs import sanitize_title
from engine.domain.context import Context
from engine.domain.dates import in_gmt, in_local
from engine.domain.registrations import Registrations
from engine.model import php
from engine.model.errors import Invalid
from engine.model.posts import PostDraft
from engine.model.types import MetaKey, PostType
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.resources.post_fields import base_of, rest_taxonomies
from engine.web.rest.resources.post_meta import of_value
from engine.web.rest.routes import Call
from engine.web.rest.schema import parse_date, sanitize, validate

Given = Mapping[str, Any]


def draft(call: Call, types: Registrations, kind: PostType, known: frozenset[str]) -> PostDraft:
    """The draft that the arguments make; `known` are the fields of the type, whatever else is said counts nothing."""
    given = {name: call.params[name] for name in known if call.params.get(name) is not None}
    date, date_gmt = _dates(call.ctx, given)
    return PostDraft(
        type=kind.name,
        title=text(given, "title"),
        content=text(given, "content"),
        excerpt=text(given, "excerpt"),
        status=given.get("status") or None,
        name=_slug(call.ctx, given["slug"]) if "slug" in given else None,
        author=given.get("author") or None,
        date=date,
        date_gmt=date_gmt,
        clears_date=any(name in known and _is_null(call, name) for name in ("date", "date_gmt")),
        parent=given.get("parent"),
        menu_order=_held(given.get("menu_order")),
        password=given.get("password"),
        comment_status=given.get("comment_status") or None,
        ping_status=given.get("ping_status") or None,
        terms=_terms(given, types, kind),
        meta=dict(_meta(_members(given.get("meta")), types.meta_keys_of(kind.name))),
        sticky=given.get("sticky"),
        format=given.get("format") or None,
        template=given.get("template"),
        featured_media=given.get("featured_media"),
    )


def _is_null(call: Call, name: str) -> bool:
    return call.given(name) and call[name] is None


def text(given: Given, name: str) -> str | None:
    """A text given as such or as `raw`; WordPress passes over anything else, and over an empty raw title."""
    value = given.get(name)
    if isinstance(value, dict):
        value = value.get("raw")
        if name == "title" and value in (None, "", "0"):
            return None
    return value if isinstance(value, str) else None


def _dates(ctx: Context, given: Given) -> tuple[datetime | None, datetime | None]:
    """The local date and its twin in UTC; `date` outdoes `date_gmt`."""
    for name in ("date", "date_gmt"):
        said = parse_date(given[name]) if given.get(name) else None
        if said is None:
            continue
        if said.year <= 1:
            raise Invalid("There is no such day.", code="invalid_date")
        if said.tzinfo is not None:
            gmt = said.astimezone(UTC).replace(tzinfo=None)
        else:
            gmt = in_gmt(ctx, said) if name == "date" else said
        gmt = gmt.replace(microsecond=0)
        return in_local(ctx, gmt), gmt
    return None, None


def _slug(ctx: Context, said: str) -> str:
    slug = sanitize_title(said, locale=ctx.locale)
    return "" if slug == "0" else slug


def _held(order: int | None) -> int | None:
    """What the database has room for."""
    return None if order is None else max(-(2**31), min(order, 2**31 - 1))


def _members(value: Any) -> Given:
    return value if isinstance(value, dict) else {}


def _terms(given: Given, types: Registrations, kind: PostType) -> dict[str, tuple[int, ...]]:
    found = ((one.name, base_of(one)) for one in rest_taxonomies(types, kind))
    return {name: tuple(given[base]) for name, base in found if base in given}


def _meta(given: Given, keys: list[MetaKey]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key in keys:
        if key.key in given:
            value = given[key.key]
            yield key.key, () if value is None else tuple(_stored(key, value))


def _stored(key: MetaKey, value: Any) -> Iterator[str]:
    """The texts that are stored for a value; raises RestError for one that is not of the key's type."""
    schema = of_value(key)
    if not key.single:
        schema = {"type": "array", "items": schema}
    try:
        validate(value, schema, f"meta.{key.key}")
    except RestError as error:
        refused = renamed(error)
        refused.additional = [error.data] if error.data else []
        raise refused from error
    clean = sanitize(value, schema, key.key)
    for one in clean if not key.single else (clean,):
        text = php.maybe_serialize(one)
        yield "1" if text is True else str(text or "")
