"""Avatars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.images import avatar_tag
from engine.content.blocks.core.wrapping import border_styles, wrapped
from engine.content.blocks.data import CommentNeed, PersonNeed, PostNeed
from engine.content.escaping import esc_attr
from engine.content.json_values import to_int
from engine.content.language import filled
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import Person
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.language import Language


def avatar(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The picture of a comment's author, a chosen user, or the post's author."""
    is_comment = instance.context.get("commentId") is not None
    person = _person(instance, rendering)
    if person is None:
        return ""
    border = border_styles(instance.attributes)
    picture = avatar_tag(
        person,
        instance.number("size"),
        rendering,
        alt=filled(rendering.language.text("%s Avatar"), person.name),
        classes=" ".join(["wp-block-avatar__image", *border.classes]),
        extra=f' style="{esc_attr(border.css)}"' if border.css else "",
    )
    if instance.has("isLink") and person.url:
        picture = _linked(instance, person, picture, rendering.language, is_comment=is_comment)
    return wrapped(instance, picture, rendering)


def _person(instance: Instance, rendering: Rendering) -> Person | None:
    data, context = rendering.data, instance.context
    if context.get("commentId") is not None:
        comment = data.ask(CommentNeed(to_int(context["commentId"])))
        return comment.author if comment is not None else None
    if instance.get("userId") is not None:
        return data.ask(PersonNeed(instance.number("userId"))) if instance.number("userId") else None
    if context.get("postId") is not None:
        post = data.ask(PostNeed(to_int(context["postId"])))
        return post.author if post is not None else None
    return data.ask(PersonNeed(rendering.page.queried_author)) if rendering.page.queried_author else None


def _linked(instance: Instance, person: Person, picture: str, language: Language, *, is_comment: bool) -> str:
    target, _ = instance.text("linkTarget"), language.text
    said = (
        _("(%s website link, opens in a new tab)")
        if is_comment
        else _("(%s author archive, opens in a new tab)")
    )
    label = f'aria-label="{esc_attr(filled(said, person.name))}"' if target == "_blank" else ""
    return (
        f'<a href="{esc_url(person.url)}" target="{esc_attr(target)}" {label} '
        f'class="wp-block-avatar__link">{picture}</a>'
    )


RENDERERS: Final[Renderers] = {"core/avatar": avatar}
