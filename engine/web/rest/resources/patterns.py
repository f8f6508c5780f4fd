"""Patterns to begin with: ``/wp/v2/block-patterns``; directories elsewhere answer as on a site without internet."""

from collections.abc import Mapping
from typing import Any

from engine.domain import post_rights
from engine.domain.capabilities import can
from engine.model.designs import Pattern, PatternCategory
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import ABSENT, Field

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_NUMBER = {"type": "number"}
_TEXTS = {"type": "array"}
_FIRST = ("view", "edit", "embed")


async def _may_read(call: Call) -> None:
    if not post_rights.writes_anything(call.ctx):
        raise forbidden(call.ctx, "rest_cannot_view", "You may not see the patterns.")


def _listed(name: str, label: str) -> Field[Pattern]:
    def get(_view: object, pattern: Pattern) -> Any:
        return list(getattr(pattern, label)) or ABSENT

    return Field(name, _TEXTS, get, _FIRST, readonly=True)


async def _list(call: Call) -> Answer:
    return Answer(await PATTERNS.items_data(call, tuple(call.ctx.types.patterns.values())))


async def _list_categories(call: Call) -> Answer:
    return Answer(await _CATEGORIES.items_data(call, tuple(call.ctx.types.pattern_categories.values())))


_NO_PARAMS = tuple(Param(name, {}) for name in ("context", "page", "per_page", "search"))

PATTERNS: Resource[Pattern] = Resource(
    name="block-pattern",
    base="block-patterns/patterns",
    fields=(
        Field("name", _STRING, lambda _v, p: p.name, _FIRST, readonly=True),
        Field("title", _STRING, lambda _v, p: p.title, _FIRST, readonly=True),
        Field("content", _STRING, lambda _v, p: p.content, _FIRST, readonly=True),
        Field("description", _STRING, lambda _v, p: p.description or ABSENT, _FIRST, readonly=True),
        Field("viewport_width", {"type": "number"}, lambda _v, p: p.viewport_width or ABSENT, _FIRST, readonly=True),
        Field("inserter", {"type": "boolean"}, lambda _v, p: p.inserter, _FIRST, readonly=True),
        _listed("categories", "categories"),
        _listed("keywords", "keywords"),
        _listed("block_types", "block_types"),
        _listed("post_types", "post_types"),
        _listed("template_types", "template_types"),
        Field("source", {"type": "string", "enum": ["core", "plugin", "theme", "pattern-directory/core",
              "pattern-directory/theme", "pattern-directory/featured"]}, lambda _v, p: p.source, _FIRST, readonly=True),
    ),
    listing=Operation(_may_read, _list, _NO_PARAMS),
)  # fmt: skip

_CATEGORIES: Resource[PatternCategory] = Resource(
    name="block-pattern-category",
    base="block-patterns/categories",
    fields=(
        Field("name", _STRING, lambda _v, c: c.name, _FIRST, readonly=True),
        Field("label", _STRING, lambda _v, c: c.label, _FIRST, readonly=True),
        Field("description", _STRING, lambda _v, c: c.description, _FIRST, readonly=True),
    ),
    listing=Operation(_may_read, _list_categories, _NO_PARAMS),
)


# What others keep: nothing is asked of them.


async def _may_install(call: Call) -> None:
    if not (can(call.ctx, "install_plugins") and can(call.ctx, "activate_plugins")):
        raise forbidden(call.ctx, "rest_block_directory_cannot_view", "You may not install blocks.")


async def _may_browse(call: Call) -> None:
    if not post_rights.writes_anything(call.ctx):
        raise forbidden(call.ctx, "rest_pattern_directory_cannot_view", "You may not see patterns of others.")


async def _no_blocks(_call: Call) -> Answer:
    raise RestError("plugins_api_failed", "This site does not ask WordPress.org.", 500)


async def _no_patterns(_call: Call) -> Answer:
    raise RestError("http_request_not_executed", "This site does not ask WordPress.org.", 500)


def _directories() -> list[Route]:
    pages = (
        Param("page", {"type": "integer", "default": 1, "minimum": 1}, early=True),
        Param("per_page", {"type": "integer", "default": 10, "minimum": 1, "maximum": 100}, early=True),
    )
    blocks = (
        Param("context", {"type": "string", "default": "view", "enum": ["view"]}, early=True), *pages,
        Param("term", {"type": "string", "minLength": 1}, required=True),
    )  # fmt: skip
    orders = [
        "author", "date", "id", "include", "modified", "parent", "relevance", "slug", "include_slugs", "title",
        "favorite_count",
    ]  # fmt: skip
    patterns = (
        Param("context", {"type": "string", "default": "view", "enum": ["view", "embed", "edit"]}, early=True), pages[0],
        Param("per_page", {"type": "integer", "default": 100, "minimum": 1, "maximum": 100}, early=True),
        Param("search", {"type": "string", "minLength": 1}, early=True), Param("category", {"type": "integer", "minimum": 1}),
        Param("keyword", {"type": "integer", "minimum": 1}), Param("slug", {"type": "array"}),
        Param("offset", {"type": "integer"}),
        Param("order", {"type": "string", "default": "desc", "enum": ["asc", "desc"]}),
        Param("orderby", {"type": "string", "default": "date", "enum": orders}),
    )  # fmt: skip
    return [
        Route(
            "/wp/v2/block-directory/search",
            (Endpoint(READ, _no_blocks, _may_install, blocks),),
            schema=_BLOCK.schema,
        ),
        Route(
            "/wp/v2/pattern-directory/patterns",
            (Endpoint(READ, _no_patterns, _may_browse, patterns),),
            schema=_FOREIGN.schema,
        ),
    ]


_TEXT = {"type": "string", "minLength": 1}
_SET = {"type": "array", "items": _STRING, "uniqueItems": True}


def _told(schemas: Mapping[str, Mapping[str, Any]], context: tuple[str, ...]) -> tuple[Field[Any], ...]:
    return tuple(Field(name, schema, None, context) for name, schema in schemas.items())


_BLOCK: Resource[Any] = Resource(
    name="block-directory-item",
    base="block-directory/search",
    fields=_told(
        {
            **dict.fromkeys(("name", "title", "description", "id"), _STRING),
            "rating": _NUMBER, "rating_count": _INTEGER, "active_installs": _INTEGER,
            "author_block_rating": _NUMBER, "author_block_count": _INTEGER, "author": _STRING,
            "icon": {"type": "string", "format": "uri"},
            "last_updated": {"type": "string", "format": "date-time"},
            "humanized_updated": _STRING,
        },
        ("view",),
    ),
)  # fmt: skip
_FOREIGN: Resource[Any] = Resource(
    name="pattern-directory-item",
    base="pattern-directory/patterns",
    fields=(
        *_told(
            {
                "id": {"type": "integer", "minimum": 1}, "title": _TEXT, "content": _TEXT, "categories": _SET,
                "keywords": _SET, "description": _TEXT, "viewport_width": _INTEGER,
            },
            _FIRST,
        ),
        *_told({"block_types": _SET}, ("view", "embed")),
    ),
)  # fmt: skip


def routes() -> list[Route]:
    """Patterns, their categories, and the directories of others."""
    return [*PATTERNS.routes(), *_CATEGORIES.routes(), *_directories()]
