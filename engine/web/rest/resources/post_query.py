"""The arguments of a collection of posts, and the question they ask of the domain."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Literal, cast

from engine.content.slugs import sanitize_title
from engine.domain import posts
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.query import readership
from engine.domain.registrations import Registrations
from engine.model.posts import DateRange, PostQuery, TaxQuery
from engine.model.types import PostType, Taxonomy
from engine.web.rest.errors import RestError, authorization_status
from engine.web.rest.resources.post_fields import FORMATS, base_of, features, rest_taxonomies
from engine.web.rest.routes import Call, Param
from engine.web.rest.schema import parse_date, parse_list, validate

_IDS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}, "default": []}
_DATE = {"type": "string", "format": "date-time"}
_COLUMNS = {"post_title": "title", "post_content": "content", "post_excerpt": "excerpt"}
_ORDERS = (
    "author", "date", "id", "include", "modified", "parent", "relevance", "slug", "include_slugs", "title",
)  # fmt: skip

# The column is an INT: what is larger stands for no post at all.
_INT = 2**31 - 1


def params(types: Registrations, kind: PostType) -> tuple[Param, ...]:
    """The arguments beside those that every collection has."""
    return (*_usual(kind), *_of_type(types, kind), *_of_terms(types, kind))


def _usual(kind: PostType) -> Iterator[Param]:
    for name in ("after", "modified_after", "before", "modified_before"):
        yield Param(name, _DATE)
    if kind.supports_feature("author"):
        yield Param("author", _IDS)
        yield Param("author_exclude", _IDS)
    yield Param("exclude", _IDS)
    yield Param("include", _IDS)
    yield Param("search_semantics", {"type": "string", "enum": ["exact"]})
    yield Param("offset", {"type": "integer"})
    yield Param("order", {"type": "string", "default": "desc", "enum": ["asc", "desc"]})
    columns = {"type": "string", "enum": list(_COLUMNS)}
    yield Param("search_columns", {"type": "array", "default": [], "items": columns})
    yield Param("slug", {"type": "array", "items": {"type": "string"}})


def _of_type(types: Registrations, kind: PostType) -> Iterator[Param]:
    ordered = "page-attributes" in features(kind)
    orders = [*_ORDERS, "menu_order"] if ordered else [*_ORDERS]
    if ordered:
        yield Param("menu_order", {"type": "integer"})
    yield Param("orderby", {"type": "string", "default": "date", "enum": orders})
    if kind.hierarchical or kind.name == "attachment":
        yield Param("parent", _IDS)
        yield Param("parent_exclude", _IDS)
    attached = kind.name == "attachment"
    statuses = ["inherit", "private", "trash"] if attached else [*types.statuses, "any"]
    items = {"type": "string", "enum": statuses}
    schema = {"type": "array", "default": "inherit" if attached else "publish", "items": items}
    yield Param("status", schema, check=_statuses(kind, schema), free=True)
    if kind.name == "post":
        yield Param("sticky", {"type": "boolean"})
        yield Param("ignore_sticky", {"type": "boolean", "default": True})
    if kind.supports_feature("post-formats"):
        formats = {"type": "string", "enum": list(FORMATS)}
        yield Param("format", {"type": "array", "uniqueItems": True, "items": formats})


def _of_terms(types: Registrations, kind: PostType) -> Iterator[Param]:
    taxonomies = rest_taxonomies(types, kind)
    if taxonomies:
        yield Param("tax_relation", {"type": "string", "enum": ["AND", "OR"]})
    for taxonomy in taxonomies:
        base = base_of(taxonomy)
        operator = {"operator": {"type": "string", "enum": ["AND", "OR"], "default": "OR"}}
        yield Param(base, _term_schema(taxonomy, operator))
        yield Param(f"{base}_exclude", _term_schema(taxonomy, {}))


def _term_schema(taxonomy: Taxonomy, more: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {"terms": _IDS}
    if taxonomy.hierarchical:
        properties["include_children"] = {"type": "boolean", "default": False}
    asked = {
        "title": "Term ID Taxonomy Query",
        "type": "object",
        "properties": properties | more,
        "additionalProperties": False,
    }
    listed = {"title": "Term ID List", "type": "array", "items": {"type": "integer"}}
    return {"type": ["object", "array"], "oneOf": [listed, asked]}


def _statuses(kind: PostType, schema: dict[str, Any]) -> Callable[[Call, Any], tuple[str, ...]]:
    """Who does not edit may ask for what is public only; the refusal is one of the argument, as in WordPress."""

    def check(call: Call, value: Any) -> tuple[str, ...]:
        statuses = tuple(sanitize_title(one) for one in parse_list(value))
        for status in statuses:
            if status != schema["default"]:
                _may_list(call.ctx, kind, status)
                validate(status, schema, "status")
        return statuses

    return check


def _may_list(ctx: Context, kind: PostType, status: str) -> None:
    private = status == "private" and can(ctx, kind.capabilities["read_private_posts"])
    if not private and not can(ctx, kind.capabilities["edit_posts"]):
        error = RestError("rest_forbidden_status", "You may not list posts of this status.")
        error.data = {"status": authorization_status(ctx)}
        raise error


class Arguments(dict[str, Any]):
    """The arguments that a collection knows; those that were not given, or that it does not have, are None."""

    def __missing__(self, name: str) -> None:
        return None


def arguments(call: Call, known: tuple[Param, ...]) -> Arguments:
    """What a call says by the arguments that are known; anything else it says is nothing to the collection."""
    names = {"page", "per_page", "search"} | {param.name for param in known}
    return Arguments({name: call.params[name] for name in names if name in call.params})


def query(ctx: Context, given: Arguments, kind: PostType) -> PostQuery:
    """The question that the arguments ask; raises RestError where they contradict each other."""
    orderby = given["orderby"]
    if orderby == "relevance" and not given["search"]:
        raise RestError("rest_no_search_term_defined", "Ordering by relevance needs a search.", 400)
    if orderby == "include" and not given["include"]:
        raise RestError("rest_orderby_include_missing_include", "That order needs a list of ids.", 400)
    taxonomies = tuple(_taxonomies(ctx, given, kind))
    include, exclude = _sticky(ctx, given)
    formats = tuple(given["format"] or ())
    first = given["ignore_sticky"] is False and not (include or given["search"] or taxonomies or formats)
    return PostQuery(
        types=(kind.name,),
        statuses=_listed_statuses(ctx, given),
        include=include,
        exclude=exclude,
        authors=ids(given["author"]),
        authors_exclude=ids(given["author_exclude"]),
        parents=ids(given["parent"]),
        parents_exclude=ids(given["parent_exclude"]),
        slugs=tuple(given["slug"] or ()),
        menu_order=None if given["menu_order"] is None else max(-_INT, min(given["menu_order"], _INT)),
        search=given["search"] or "",
        search_exact=given["search_semantics"] == "exact",
        search_columns=tuple(_search_columns(given)),
        dates=tuple(_dates(ctx, given)),
        taxonomies=taxonomies,
        formats=formats,
        tax_relation=given["tax_relation"] or "AND",
        order=given["order"],
        orderby=orderby,
        page=given["page"],
        per_page=given["per_page"],
        offset=None if given["offset"] is None else abs(given["offset"]),
        sticky_first=first,
        # No status at all is what a visitor to the pages sees.
        readership=None if given["status"] else readership(ctx, (kind.name,)),
    )


def _listed_statuses(ctx: Context, given: Arguments) -> tuple[str, ...]:
    """`any` is every status but those that searches leave out; what else is listed is added to it."""
    statuses = tuple(given["status"] or ())
    if "any" not in statuses:
        return statuses or ("publish",)
    known = ctx.types.statuses.values()
    return tuple(one.name for one in known if not one.exclude_from_search or one.name in statuses)


def ids(values: Any) -> tuple[int, ...]:
    """Ids as WordPress takes them: without a sign, each once."""
    return tuple(dict.fromkeys(min(abs(value), 2**63 - 1) for value in values or ()))


def _sticky(ctx: Context, given: Arguments) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What to include and to exclude, once the argument `sticky` is heard."""
    include, exclude = ids(given["include"]), ids(given["exclude"])
    if given["sticky"] is None:
        return include, exclude
    sticky = tuple(posts.sticky_posts(ctx))
    if not given["sticky"]:
        return include, (*exclude, *sticky)
    both = tuple(one for one in sticky if one in include) if include else sticky
    return both or (0,), exclude


def _search_columns(given: Arguments) -> Iterator[Literal["title", "content", "excerpt"]]:
    for name in dict.fromkeys(given["search_columns"] or ()):
        yield cast("Literal['title', 'content', 'excerpt']", _COLUMNS[name])


def _dates(ctx: Context, given: Arguments) -> Iterator[DateRange]:
    for name, column in (("", "date"), ("modified_", "modified")):
        after, before = given[f"{name}after"], given[f"{name}before"]
        if after is not None or before is not None:
            own = cast("Literal['date', 'modified']", column)
            yield DateRange(own, after=local_date(ctx, after), before=local_date(ctx, before))


def local_date(ctx: Context, text: str | None) -> datetime | None:
    """The date a text says, in the site's time zone; without a zone of its own it is meant so."""
    date = parse_date(text) if text is not None else None
    if date is None or date.tzinfo is None:
        return date
    return date.astimezone(ctx.timezone).replace(tzinfo=None)


def _taxonomies(ctx: Context, given: Arguments, kind: PostType) -> Iterator[TaxQuery]:
    for taxonomy in rest_taxonomies(ctx.types, kind):
        base = base_of(taxonomy)
        for said, operator in ((given[base], "IN"), (given[f"{base}_exclude"], "NOT IN")):
            asked = {"terms": said} if isinstance(said, list) else said or {}
            terms = ids(asked.get("terms"))
            every = operator == "IN" and asked.get("operator") == "AND"
            if terms:
                yield TaxQuery(
                    taxonomy.name,
                    terms,
                    "AND" if every else cast("Literal['IN', 'NOT IN']", operator),
                    include_children=bool(asked.get("include_children")),
                )
