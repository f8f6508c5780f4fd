"""The links of posts, what an actor may do with them, and how the schema tells of both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.domain import posts
from engine.domain.capabilities import can, effective_status
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.posts import Post
from engine.model.types import PostType, Taxonomy
from engine.web.rest.links import Link
from engine.web.rest.resources.post_fields import base_of, features, rest_taxonomies
from engine.web.rest.routes import Api
from engine.web.rest.serialize import EDIT, View


def path_of_type(kind: PostType) -> str:
    """The path of a type's collection."""
    return f"/{kind.rest_namespace}/{kind.rest_base or kind.name}"


def links(types: Registrations, kind: PostType) -> tuple[Link[Post], ...]:
    """The links of a type's posts."""
    return (*_own(kind), *_around(kind), *_terms(types, kind), *_actions(types, kind))


def _own(kind: PostType) -> Iterator[Link[Post]]:
    path = path_of_type(kind)
    yield Link("self", lambda _v, p: f"{path}/{p.id}")
    yield Link("collection", lambda _v, _p: path)
    yield Link("about", lambda _v, p: f"/wp/v2/types/{p.type}")
    if "author" in features(kind):
        yield Link("author", lambda _v, p: f"/wp/v2/users/{p.author}" if p.author else None, embeddable=True)
    if "comments" in features(kind):
        yield Link("replies", lambda v, p: _with(v, "/wp/v2/comments", f"post={p.id}"), embeddable=True)
    if kind.name in {"post", "page"} or kind.supports_feature("revisions"):
        yield Link("version-history", lambda v, p: _history(v, f"{path}/{p.id}/revisions", p))
        yield Link("predecessor-version", lambda v, p: _predecessor(v, f"{path}/{p.id}/revisions", p))


def _with(view: View[Post], path: str, query: str) -> str:
    """An address within the API with a query of its own."""
    address = view.url(path)
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _history(view: View[Post], path: str, post: Post) -> dict[str, Any]:
    return {"count": posts.versions(view.ctx, post).count, "href": path}


def _predecessor(view: View[Post], path: str, post: Post) -> dict[str, Any] | None:
    latest = posts.versions(view.ctx, post).latest
    return {"id": latest, "href": f"{path}/{latest}"} if latest else None


def _around(kind: PostType) -> Iterator[Link[Post]]:
    if kind.hierarchical:
        yield Link("up", _up, embeddable=True)
    yield Link("wp:featuredmedia", _featured, embeddable=True)
    if kind.name not in {"attachment", "nav_menu_item"}:
        yield Link("wp:attachment", lambda v, p: _with(v, "/wp/v2/media", f"parent={p.id}"))


def _up(view: View[Post], post: Post) -> str | None:
    parent = posts.memory(view.ctx).get(post.parent)
    kind = view.ctx.types.post_types.get(parent.type) if parent else None
    return f"{path_of_type(kind)}/{post.parent}" if kind and kind.show_in_rest else None


def _featured(view: View[Post], post: Post) -> str | None:
    ctx = view.ctx
    media = posts.memory(ctx).get(posts.featured_media(ctx, post))
    if media and (effective_status(ctx, media) == "publish" or can(ctx, "read_post", media)):
        return f"/wp/v2/media/{media.id}"
    return None


def _terms(types: Registrations, kind: PostType) -> Iterator[Link[Post]]:
    taxonomies = [
        (taxonomy.name, f"/{taxonomy.rest_namespace}/{base_of(taxonomy)}")
        for taxonomy in rest_taxonomies(types, kind)
    ]

    def targets(view: View[Post], post: Post) -> list[dict[str, Any]]:
        return [{"taxonomy": name, "href": _with(view, path, f"post={post.id}")} for name, path in taxonomies]

    if taxonomies:
        yield Link("wp:term", targets, embeddable=True)


# What the actor may do, told by links in the context edit.


@dataclass(frozen=True, slots=True)
class Action:
    """Something that may be done with a post: a link where the actor may, and an entry of the schema."""

    name: str
    title: str
    properties: dict[str, Any]
    allowed: Callable[[Context], bool]


def _possible(types: Registrations, kind: PostType) -> Iterator[Action]:
    publish, others = kind.capabilities["publish_posts"], kind.capabilities["edit_others_posts"]
    text = {"type": "string"}
    if kind.name != "attachment":
        status = {"status": {**text, "enum": ["publish", "future"]}}
        yield Action("publish", "The current user can publish this post.", status, _may(publish))
    title = "The current user can post unfiltered HTML markup and JavaScript."
    yield Action("unfiltered-html", title, {"content": {"raw": text}}, _may("unfiltered_html"))
    if kind.name == "post":
        title, sticky = "The current user can sticky this post.", {"sticky": {"type": "boolean"}}
        yield Action("sticky", title, sticky, _may(publish, others))
    if kind.supports_feature("author"):
        title, author = (
            "The current user can change the author on this post.",
            {"author": {"type": "integer"}},
        )
        yield Action("assign-author", title, author, _may(others))
    for taxonomy in rest_taxonomies(types, kind):
        yield from _with_terms(taxonomy)


def _with_terms(taxonomy: Taxonomy) -> Iterator[Action]:
    properties = {base_of(taxonomy): {"type": "array", "items": {"type": "integer"}}}
    create = "edit_terms" if taxonomy.hierarchical else "assign_terms"
    for verb, capability in (("assign", "assign_terms"), ("create", create)):
        title = f"The current user can {verb} terms in the {taxonomy.name} taxonomy."
        allowed = _may(taxonomy.capabilities[capability])
        yield Action(f"{verb}-{base_of(taxonomy)}", title, properties, allowed)


def _may(*capabilities: str) -> Callable[[Context], bool]:
    return lambda ctx: all(can(ctx, capability) for capability in capabilities)


def _actions(types: Registrations, kind: PostType) -> Iterator[Link[Post]]:
    for action in _possible(types, kind):
        yield Link(f"wp:action-{action.name}", _target(path_of_type(kind), action), contexts=EDIT)


def _target(path: str, action: Action) -> Callable[[View[Post], Post], str | None]:
    return lambda view, post: f"{path}/{post.id}" if action.allowed(view.ctx) else None


def schema_links(types: Registrations, kind: PostType) -> Callable[[Context], list[dict[str, Any]]]:
    """The actions as the schema describes them."""
    actions = tuple(_possible(types, kind))

    def shown(ctx: Context) -> list[dict[str, Any]]:
        href = f"{Api.url(ctx, path_of_type(kind))}/{{id}}"
        return [
            {
                "rel": f"https://api.w.org/action-{action.name}",
                "title": action.title,
                "href": href,
                "targetSchema": {"type": "object", "properties": action.properties},
            }
            for action in actions
        ]

    return shown


def methods(view: View[Post], post: Post) -> tuple[str, ...]:
    """The methods the actor may use on a post."""
    found = ["GET"] if posts.is_readable(view.ctx, post) else []
    if can(view.ctx, "edit_post", post):
        found += ["POST", "PUT", "PATCH"]
    if can(view.ctx, "delete_post", post):
        found.append("DELETE")
    return tuple(found)
