"""``/wp/v2/search``: posts, terms and post formats that visitors may find, for whoever makes a link."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from engine.domain import archive_links, permalinks, posts, rendered_titles, terms
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.pages import Page
from engine.model.posts import Post, PostQuery
from engine.model.terms import Term, TermQuery
from engine.web.rest.errors import RestError
from engine.web.rest.links import Link
from engine.web.rest.paging import add_page_headers
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import post_links
from engine.web.rest.resources import terms as term_resources
from engine.web.rest.resources.post_fields import FORMATS, base_of
from engine.web.rest.resources.post_query import ids
from engine.web.rest.routes import Answer, Call, Param, Route, public
from engine.web.rest.serialize import ABSENT, Field, View

# A post, or a term, which may be the one of a post format.
Found: TypeAlias = Post | Term

_ANY = "any"
_TYPES = ("post", "term", "post-format")
_PREFIX = "post-format-"
_WHERE = ("view", "embed")
_STRING = {"type": "string"}
_IDS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}, "default": []}


def routes(types: Registrations) -> Sequence[Route]:
    """The route of searches."""
    search = Search(types)
    kinds = {**_STRING, "enum": [*search.post_types, *search.taxonomies]}
    search.resource = Resource(
        name="search-result",
        base="search",
        fields=(
            Field("id", {"type": ["integer", "string"]}, lambda _v, f: _id(f), _WHERE, readonly=True),
            Field("title", _STRING, _title, _WHERE, readonly=True),
            Field("url", {**_STRING, "format": "uri"}, _url, _WHERE, readonly=True),
            Field("type", {**_STRING, "enum": list(_TYPES)}, lambda _v, f: _type(f), _WHERE, readonly=True),
            Field("subtype", kinds, _subtype, _WHERE, readonly=True),
        ),
        links=(
            Link("self", _self, embeddable=True),
            Link("about", _about),
            Link("collection", lambda _v, _f: "/wp/v2/search"),
        ),
        listing=Operation(public, search.list, search.params()),
    )
    return search.resource.routes()


# What is shown.


def _is_format(found: Found) -> bool:
    return isinstance(found, Term) and found.taxonomy == "post_format"


def _format(term: Term) -> str:
    return term.slug.removeprefix(_PREFIX)


def _id(found: Found) -> int | str:
    return _format(found) if isinstance(found, Term) and _is_format(found) else found.id


def _title(view: View[Found], found: Found) -> str:
    if isinstance(found, Post):
        kind = view.ctx.types.post_types.get(found.type)
        return rendered_titles.unmarked(view.ctx, found) if kind and kind.supports_feature("title") else ""
    return _format(found).capitalize() if _is_format(found) else found.name


def _url(view: View[Found], found: Found) -> str:
    if isinstance(found, Post):
        return permalinks.of_post(view.ctx, found)
    return archive_links.of_term(view.ctx, found)


def _type(found: Found) -> str:
    if isinstance(found, Post):
        return "post"
    return "post-format" if _is_format(found) else found.taxonomy


def _subtype(_view: View[Found], found: Found) -> Any:
    return found.type if isinstance(found, Post) else ABSENT


def _self(view: View[Found], found: Found) -> dict[str, Any] | None:
    """The item among its own kind, with what the actor may do there."""
    if isinstance(found, Post):
        kind = view.ctx.types.post_types.get(found.type)
        path = post_links.path_of_type(kind) if kind and kind.show_in_rest else ""
        allowed = post_links.methods(cast("View[Post]", view), found)
    else:
        taxonomy = view.ctx.types.taxonomies.get(found.taxonomy)
        shown = taxonomy is not None and taxonomy.show_in_rest
        path = f"/{taxonomy.rest_namespace}/{base_of(taxonomy)}" if taxonomy and shown else ""
        allowed = term_resources.methods(cast("View[Term]", view), found)
    if not path:
        return None
    return {"href": f"{path}/{found.id}", "targetHints": {"allow": list(allowed)}}


def _about(_view: View[Found], found: Found) -> str | None:
    if isinstance(found, Post):
        return f"/wp/v2/types/{found.type}"
    return None if _is_format(found) else f"/wp/v2/taxonomies/{found.taxonomy}"


# What is searched.


class Search:
    """Searches of the types and taxonomies that are public and shown in the API."""

    resource: Resource[Found]

    def __init__(self, types: Registrations) -> None:
        kinds = types.post_types.values()
        self.post_types = tuple(
            one.name for one in kinds if one.public and one.show_in_rest and one.name != "attachment"
        )
        shown = (one for one in types.taxonomies.values() if one.public and one.show_in_rest)
        self.taxonomies = tuple(one.name for one in shown)
        self._subtypes: Mapping[str, tuple[str, ...]] = {
            "post": self.post_types, "term": self.taxonomies, "post-format": (),
        }  # fmt: skip

    def params(self) -> tuple[Param, ...]:
        """The arguments beside those that every collection has."""
        names = {"type": "string", "enum": [*self.post_types, *self.taxonomies, _ANY]}
        subtypes = {"type": "array", "items": names, "default": _ANY}
        return (
            Param("type", {**_STRING, "default": "post", "enum": list(_TYPES)}),
            Param("subtype", subtypes, check=self._known),
            Param("exclude", _IDS),
            Param("include", _IDS),
        )

    def _known(self, call: Call, value: Any) -> list[str]:
        """Those subtypes that what is searched for has; `any` outdoes all others."""
        given = value if isinstance(value, list) else [value]
        if _ANY in given:
            return [_ANY]
        kind = str(call.query.get("type", call.body.get("type", "post")))
        if kind not in self._subtypes:
            raise RestError("rest_search_invalid_type", "There is nothing of that type to search.")
        return [one for one in given if one in self._subtypes[kind]]

    async def list(self, call: Call) -> Answer:
        """A page of what is found; an empty one lies beyond the last only if something is found at all."""
        found = await {"post": self._posts, "term": self._terms, "post-format": self._formats}[call["type"]](
            call
        )
        pages = found.pages(call["per_page"])
        if found.total and call["page"] > pages:
            raise RestError("rest_search_invalid_page_number", "That page lies beyond the last one.", 400)
        items = () if call.method == "HEAD" else found.items
        answer = Answer(await self.resource.items_data(call, items))
        add_page_headers(answer, call, found.total, pages, beyond=True)
        return answer

    def _asked(self, call: Call) -> tuple[str, ...]:
        asked = tuple(call["subtype"])
        return self._subtypes[call["type"]] if _ANY in asked else asked

    async def _posts(self, call: Call) -> Page[Found]:
        """Published posts; where no type is left, those of the type post."""
        asked = PostQuery(
            types=self._asked(call) or ("post",),
            include=ids(call["include"]),
            exclude=ids(call["exclude"]),
            search=call["search"] or "",
            orderby="relevance" if call["search"] else "date",
            page=call["page"],
            per_page=call["per_page"],
        )
        found = await posts.query(call.ctx, asked)
        await permalinks.remember(call.ctx, found.items)
        # As in WordPress nothing is counted for a page with nothing on it.
        return Page(found.items, found.total if found.items else 0)

    async def _terms(self, call: Call) -> Page[Found]:
        """Terms, empty ones too; where no taxonomy is left, those of all."""
        asked = TermQuery(
            self._asked(call) or tuple(call.ctx.types.taxonomies),
            include=ids(call["include"]),
            exclude=ids(call["exclude"]),
            search=call["search"] or "",
            page=call["page"],
            per_page=call["per_page"],
        )
        found = await terms.query(call.ctx, asked)
        await archive_links.remember_terms(call.ctx, found.items)
        return Page(found.items, found.total)

    async def _formats(self, call: Call) -> Page[Found]:
        """Formats that have been used, by name."""
        words = str(call["search"] or "").lower()
        wanted = [name for name in FORMATS if words in name]
        used = await _used(call.ctx, wanted)
        start = (call["page"] - 1) * call["per_page"]
        return Page(tuple(used[start : start + call["per_page"]]), len(used))


async def _used(ctx: Context, formats: Sequence[str]) -> list[Term]:
    slugs = tuple(_PREFIX + name for name in formats)
    if not slugs:
        return []
    found = await terms.query(ctx, TermQuery(("post_format",), slugs=slugs, per_page=0))
    return sorted(found.items, key=lambda term: slugs.index(term.slug))
