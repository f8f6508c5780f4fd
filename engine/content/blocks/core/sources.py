"""Where WordPress's own block bindings get their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.posts import current_post
from engine.content.blocks.data import MetaNeed, TermNeed
from engine.content.json_values import at, string, to_int, to_text

if TYPE_CHECKING:
    from engine.content.blocks.data import PostView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering, Sources
    from engine.content.json_values import JsonObject, JsonValue


def pattern_override(
    instance: Instance, _args: JsonObject, attribute: str, _rendering: Rendering
) -> JsonValue:
    """The value that the synced pattern's user gave this block, by the name in its metadata."""
    name = string(instance.written, "metadata", "name")
    return at(instance.available, "pattern/overrides", name, attribute) if name else None


def post_data(instance: Instance, args: JsonObject, _attribute: str, rendering: Rendering) -> str | None:
    """The dates and the address of the post in context."""
    post = _post(instance, rendering)
    if post is None or post.is_locked:
        return None
    match string(args, "field") or string(args, "key"):
        case "date" if post.date:
            return post.date.format("c")
        case "modified" if post.modified and post.date:
            return post.modified.format("c") if post.modified.timestamp > post.date.timestamp else ""
        case "link":
            return post.link
        case _:
            return None


def post_meta(instance: Instance, args: JsonObject, _attribute: str, rendering: Rendering) -> JsonValue:
    """A registered public meta value of the post in context."""
    number, key = instance.available.get("postId"), string(args, "key")
    if number is None or not key or key.startswith("_"):
        return None
    post, value = _post(instance, rendering), rendering.data.ask(MetaNeed(to_int(number), key))
    return None if post is None or post.is_locked else value


def term_data(instance: Instance, args: JsonObject, _attribute: str, rendering: Rendering) -> JsonValue:
    """A field of the term in context."""
    number, taxonomy = instance.available.get("termId"), instance.available.get("taxonomy")
    if number is None or taxonomy is None:
        return None
    term = rendering.data.ask(TermNeed(to_int(number), to_text(taxonomy)))
    field = string(args, "field") or string(args, "key") or ""
    if term is None:
        return None
    values: JsonObject = {
        "id": str(term.id),
        "name": term.name,
        "link": term.link,
        "slug": term.slug,
        "description": term.raw_description,
        "parent": str(term.parent),
        "count": f"({term.count})",
    }
    return values.get(field)


def _post(instance: Instance, rendering: Rendering) -> PostView | None:
    """The post in context, also for blocks that do not ask for it themselves."""
    return current_post(instance.with_context("postId"), rendering)


SOURCES: Final[Sources] = {
    "core/pattern-overrides": pattern_override,
    "core/post-data": post_data,
    "core/post-meta": post_meta,
    "core/term-data": term_data,
}
