"""Posts of every type: ``/wp/v2/posts``, ``/wp/v2/pages`` and the types that plugins register."""

from collections.abc import Iterator

from engine.domain.registrations import Registrations
from engine.model.posts import Post
from engine.model.types import PostType
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import autosaves, post_checks, post_fields, post_links, post_query, revisions
from engine.web.rest.resources.post_reading import Reading
from engine.web.rest.resources.post_writing import Writing
from engine.web.rest.routes import Param, Route

# WordPress's own types that are posts and nothing else.
_OWN = frozenset({"post", "page", "wp_block", "wp_navigation"})

_FORCE = Param("force", {"type": "boolean", "default": False})


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of WordPress's own kinds of posts, and of those that plugins show in the API."""
    for kind in types.post_types.values():
        if kind.show_in_rest and (kind.name in _OWN or not kind.builtin):
            reading = Reading(kind, post_query.params(types, kind), post_fields.fields(types, kind))
            writing = Writing(reading)
            yield from assembled(types, reading, writing, post_links.links(types, kind)).routes()
            yield from history(types, writing)


def history(types: Registrations, writing: Writing) -> Iterator[Route]:
    """The routes of what the posts of a type were, and of what is saved of them on the way."""
    kind = writing.kind
    if kind.supports_feature("revisions"):
        yield from revisions.resource(types, writing.reading.resource, kind).routes()
    if kind.supports_feature("autosave"):
        yield from autosaves.routes(types, writing)


def assembled(
    types: Registrations, reading: Reading, writing: Writing, links: tuple[Link[Post], ...]
) -> Resource[Post]:
    """The resource of a type whose posts are read and written so."""
    kind = reading.kind
    batch = None if kind.name == "attachment" else True
    made: Resource[Post] = Resource(
        name=kind.name,
        base=kind.rest_base or kind.name,
        namespace=kind.rest_namespace,
        fields=reading.fields,
        links=links,
        hints=post_links.methods,
        schema_links=post_links.schema_links(types, kind),
        prepare=reading.prepare,
        foresee=reading.foresee,
        page_error="rest_post_invalid_page_number",
        listing=Operation(reading.may_list, reading.list, reading.params, batch=batch),
        reading=Operation(reading.may_read, reading.read, tuple(_item_params(kind)), batch=batch),
        creating=Operation(writing.may_create, writing.create, batch=batch),
        updating=Operation(writing.may_update, writing.update, beforehand=post_checks.know, batch=batch),
        deleting=Operation(writing.may_delete, writing.delete, (_FORCE,), batch=batch),
    )
    reading.resource = made
    return made


def _item_params(kind: PostType) -> Iterator[Param]:
    if "excerpt" in post_fields.features(kind):
        yield Param("excerpt_length", {"type": "integer"})
    if kind.name != "attachment":
        yield Param("password", {"type": "string"})
