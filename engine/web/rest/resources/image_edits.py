"""``/wp/v2/media/ID/edit`` and ``/post-process``: pictures made from others, and sizes made later."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.content.fields import sanitize_text_field
from engine.domain import image_edits, image_sizes, posts
from engine.domain.image_edits import Change, Crop, Flip, Rotate
from engine.model.errors import Invalid
from engine.model.posts import Post
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.resource import Resource
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route

if TYPE_CHECKING:
    from engine.web.rest.resources.media import MediaWriting

_NUMBER = {"type": "number"}
_PER_CENT = {"type": "number", "minimum": 0, "maximum": 100}
_BOTH_WAYS = {"type": "boolean"}
_FLIP = {
    "type": "object",
    "required": ["horizontal", "vertical"],
    "properties": {"horizontal": _BOTH_WAYS, "vertical": _BOTH_WAYS},
}
_TEXTS = ("caption", "description", "title")
_FAILED = {
    "upload_undecodable": "rest_unknown_image_file_type",
    "upload_image_too_large": "rest_image_too_large",
}


def routes(resource: Resource[Post], writing: "MediaWriting") -> list[Route]:
    """The routes beside those of attachments themselves."""
    editing = Editing(resource, writing)
    item = f"{resource.path}/{resource.key}"
    action = {"type": "string", "enum": ["create-image-subsizes"]}
    process = (Param("id", {"type": "integer"}), Param("action", action, required=True))
    return [
        Route(f"{item}/post-process", (Endpoint(CREATE, editing.complete, writing.may_update, process),)),
        Route(f"{item}/edit", (Endpoint(CREATE, editing.edit, editing.may_edit, tuple(_params(resource))),)),
    ]


def _params(resource: Resource[Post]) -> Iterator[Param]:
    forms = [
        _modifier("flip", "Flip", {"flip": _FLIP}),
        _modifier("rotate", "Rotation", {"angle": _NUMBER}),
        _modifier("crop", "Crop", dict.fromkeys(("left", "top", "width", "height"), _NUMBER)),
    ]
    items = {"type": "object", "required": ["type", "args"], "oneOf": forms}
    angle = {
        "type": "integer",
        "minimum": 0,
        "exclusiveMinimum": True,
        "maximum": 360,
        "exclusiveMaximum": True,
    }
    yield Param("src", {"type": "string", "format": "uri"}, required=True)
    yield Param("modifiers", {"type": "array", "minItems": 1, "items": items})
    yield Param("rotation", angle)
    for name in ("x", "y", "width", "height"):
        yield Param(name, _PER_CENT)
    own = {param.name: param for param in resource.arguments(creating=False)}
    for name in _TEXTS:
        yield own[name]
    yield Param("post", {"type": "integer"})
    yield Param("alt_text", {"type": "string"}, check=lambda _call, value: sanitize_text_field(value))


def _modifier(kind: str, title: str, args: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": title,
        "properties": {
            "type": {"type": "string", "enum": [kind]},
            "args": {"type": "object", "required": list(args), "properties": dict(args)},
        },
    }


class Editing:
    """Editing the pictures of attachments."""

    def __init__(self, resource: Resource[Post], writing: "MediaWriting") -> None:
        self.resource = resource
        self.writing = writing

    async def may_edit(self, call: Call) -> None:
        """Who may upload, and change this very attachment."""
        image_edits.require(call.ctx)
        await self.writing.may_update(call)

    async def edit(self, call: Call) -> Answer:
        """A new attachment with the changed picture."""
        post = await self._post(call)
        image_edits.require_source(call.ctx, post, str(call["src"]))
        changes = _changes(call)
        if not changes:
            raise RestError("rest_image_not_edited", "Nothing would change.", 400)
        wish = replace(self.writing.draft(call), author=None, status=None)
        try:
            made = await image_edits.edit(call.ctx, post, str(call["src"]), changes, wish)
        except Invalid as error:
            raise _refusal(error) from error
        # WordPress shows it as the context argument says, which this route does not have.
        answer = await self.resource.item_answer(call, made, status=201)
        answer.headers["X-WP-Upload-Attachment-ID"] = str(made.id)
        return answer

    async def complete(self, call: Call) -> Answer:
        """The attachment, once its missing sizes are made."""
        post = await self._post(call)
        await image_sizes.complete(call.ctx, post)
        return await self.writing.answer(call, post)

    async def _post(self, call: Call) -> Post:
        post = await self.writing.reading.post(call)
        await posts.remember_meta(call.ctx, (post,))
        return post


def _refusal(error: Invalid) -> Exception:
    code = _FAILED.get(error.code)
    return renamed(error, code, 500) if code else error


def _changes(call: Call) -> list[Change]:
    """What to do with the picture; `modifiers` goes before the older arguments."""
    if call["modifiers"]:
        return [_change(one["type"], one["args"]) for one in call["modifiers"]]
    changes: list[Change] = []
    if call["rotation"]:
        changes.append(Rotate(call["rotation"]))
    cut = [call[name] for name in ("x", "y", "width", "height")]
    if all(value is not None for value in cut):
        changes.append(Crop(*cut))
    return changes


def _change(kind: str, args: Mapping[str, Any]) -> Change:
    if kind == "rotate":
        return Rotate(args["angle"])
    if kind == "flip":
        return Flip(args["flip"]["horizontal"], args["flip"]["vertical"])
    return Crop(args["left"], args["top"], args["width"], args["height"])
