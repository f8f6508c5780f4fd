"""``/wp/v2/media``: attachments, which are posts with a file."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.content.fields import sanitize_text_field
from engine.content.files import MIME_TYPES
from engine.domain import image_sizes, media, meta, posts, rendering, uploads
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.errors import Invalid
from engine.model.posts import Post, PostDraft, PostQuery
from engine.web.rest.links import Link
from engine.web.rest.resources import image_edits, post_fields, post_links, post_query
from engine.web.rest.resources.post_draft import text
from engine.web.rest.resources.post_reading import Reading
from engine.web.rest.resources.post_writing import Writing
from engine.web.rest.resources.posts import assembled
from engine.web.rest.resources.uploaded import new_file, refusal
from engine.web.rest.routes import Answer, Call, Param, Route
from engine.web.rest.serialize import ABSENT, ALL, EDIT, SHOWN, Field, View

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_OBJECT = {"type": "object"}
_STRINGS = {"type": "array", "items": _STRING}
_QUALITY = {"type": "integer", "minimum": 1, "maximum": 100}
_SIZES = ("thumbnail", "medium", "medium_large", "large", "1536x1536", "2048x2048")

AttachmentView = View[Post]


def routes(types: Registrations) -> list[Route]:
    """The routes of attachments."""
    kind = types.post_types["attachment"]
    params = (*post_query.params(types, kind), *_params())
    reading = MediaReading(kind, params, (*post_fields.fields(types, kind), *_fields()))
    links = (*post_links.links(types, kind), Link("wp:attached-to", _attached_to, embeddable=True))
    resource = assembled(types, reading, MediaWriting(reading), links)
    creating = replace(resource.creating, params=_upload_params()) if resource.creating else None
    resource = replace(resource, creating=creating)
    reading.resource = resource
    return [*resource.routes(), *image_edits.routes(resource, MediaWriting(reading))]


def _upload_params() -> tuple[Param, ...]:
    """How a file comes and a picture is treated.

    Sizes that are not made here are made by the client, or later. A picture is written in the format that
    `image_editor_output_format` has for it, unless the client says that it is not to be converted.
    """
    switch = {"type": "boolean", "default": True}
    return (
        Param("generate_sub_sizes", switch),
        Param("convert_format", switch),
        Param("url", {"type": "string", "format": "uri"}),
    )


def _params() -> Iterator[Param]:
    families = list(dict.fromkeys(mime_type.partition("/")[0] for mime_type in MIME_TYPES.values()))
    yield Param(
        "media_type", {"type": "array", "default": None, "items": {"type": "string", "enum": families}}
    )
    yield Param("mime_type", {"type": "array", "default": None, "items": _STRING})


class MediaReading(Reading):
    """Reading attachments."""

    def question(self, ctx: Context, given: post_query.Arguments) -> PostQuery:
        """The usual question, narrowed to media types; searches look at the names of files too."""
        families = media.allowed_types(ctx)
        wanted = [mime_type for family in given["media_type"] or () for mime_type in families.get(family, ())]
        known = {mime_type for family in families.values() for mime_type in family}
        wanted += [mime_type for mime_type in given["mime_type"] or () if mime_type in known]
        asked = super().question(ctx, given)
        return replace(
            asked,
            statuses=asked.statuses if given["status"] else ("inherit",),
            mime_types=tuple(dict.fromkeys(wanted)),
            search_files=True,
        )


class MediaWriting(Writing):
    """Uploading, changing and deleting attachments."""

    async def may_create(self, call: Call) -> None:
        """Who may upload, and to a post that may be edited."""
        await super().may_create(call)
        parent = call["post"]
        await uploads.require_parent(call.ctx, parent if isinstance(parent, int) else 0)

    async def create(self, call: Call) -> Answer:
        """Upload a file, sent as a part of a form or as the body itself."""
        await self._refuse_parent(call, self.draft(call))
        sizes = call["generate_sub_sizes"] is not False
        try:
            async with new_file(call) as file:
                made = await uploads.attach(
                    call.ctx,
                    file,
                    self.draft(call),
                    sizes=sizes,
                    converted=call["convert_format"] is not False,
                )
        except Invalid as error:
            raise refusal(call, error) from error
        return await self.answer(call, made, status=201)

    async def delete(self, call: Call) -> Answer:
        """Delete an attachment with its files."""
        post = await self.reading.post(call)
        await posts.remember_meta(call.ctx, (post,))
        answer = await super().delete(call)
        await uploads.remove_files(call.ctx, post)
        return answer

    def draft(self, call: Call) -> PostDraft:
        """A caption is the excerpt, a description the content, and the post is the parent."""
        made = super().draft(call)
        changes = dict(made.meta)
        if call["alt_text"] is not None:
            changes["_wp_attachment_image_alt"] = (meta.written(call["alt_text"]),)
        return replace(
            made,
            excerpt=text(call.params, "caption"),
            content=text(call.params, "description"),
            parent=call["post"],
            meta=changes,
        )


def _attached_to(view: AttachmentView, post: Post) -> dict[str, Any] | None:
    parent = posts.memory(view.ctx).get(post.parent)
    kind = view.ctx.types.post_types.get(parent.type) if parent else None
    if parent is None or kind is None or not kind.show_in_rest:
        return None
    return {"href": f"{post_links.path_of_type(kind)}/{parent.id}", "post_type": parent.type, "id": parent.id}


def _fields() -> Iterator[Field[Post]]:
    yield Field(
        "alt_text", _STRING, lambda v, p: media.alt_text(v.ctx, p), ALL,
        check=lambda _call, value: sanitize_text_field(value),
    )  # fmt: skip
    # Before the caption: players are numbered as they are made, and WordPress makes those of descriptions first.
    yield Field("description", _OBJECT, context=SHOWN, free=True, parts=(
        Field("raw", _STRING, lambda _v, p: p.content, EDIT),
        Field("rendered", _STRING, _description, SHOWN, readonly=True),
    ))  # fmt: skip
    yield Field("caption", _OBJECT, context=ALL, free=True, parts=(
        Field("raw", _STRING, lambda _v, p: p.excerpt, EDIT),
        Field("rendered", _STRING, _caption, ALL, readonly=True),
    ))  # fmt: skip
    kinds = {"type": "string", "enum": ["image", "file"]}
    yield Field(
        "media_type", kinds, lambda _v, p: "image" if media.is_image(p) else "file", ALL, readonly=True
    )
    yield Field("mime_type", _STRING, lambda _v, p: p.mime_type, ALL, readonly=True)
    yield Field("media_details", _OBJECT, _details, ALL, readonly=True)
    yield Field("post", _INTEGER, lambda _v, p: p.parent or None, SHOWN)
    address = {"type": "string", "format": "uri"}
    yield Field("source_url", address, lambda v, p: media.url_of(v.ctx, p), ALL, readonly=True)
    yield Field(
        "missing_image_sizes", _STRINGS, lambda v, p: media.missing_sizes(v.ctx, p), EDIT, readonly=True
    )
    yield Field("filename", _STRING, lambda v, p: media.filename(v.ctx, p), SHOWN, readonly=True)
    size = {"type": ["integer", "null"]}
    yield Field("filesize", size, lambda v, p: media.filesize(v.ctx, p), SHOWN, readonly=True)
    yield from _for_editors()


def _for_editors() -> Iterator[Field[Post]]:
    """What an image editor in the browser needs to know of the way images are made here."""
    yield Field("exif_orientation", _INTEGER, _orientation, EDIT, readonly=True)
    nullable = {"type": ["string", "null"]}
    yield Field("image_output_format", nullable, _output_format, EDIT, readonly=True)
    yield Field(
        "image_save_progressive", {"type": "boolean"}, _of_image(lambda _p: False), EDIT, readonly=True
    )
    sizes = {"type": "object", "properties": dict.fromkeys(_SIZES, _QUALITY)}
    quality = {"type": "object", "properties": {"default": _QUALITY, "sizes": sizes}}
    yield Field("image_quality", quality, _of_image(_quality), EDIT, readonly=True)


def _of_image(value: Any) -> Any:
    return lambda _view, post: value(post) if media.is_image(post) else ABSENT


def _output_format(view: AttachmentView, post: Post) -> Any:
    if not media.is_image(post):
        return ABSENT
    return image_sizes.output_format(view.ctx, media.filename(view.ctx, post) or "", post.mime_type)


def _quality(post: Post) -> dict[str, Any]:
    return {"default": image_sizes.quality(post.mime_type), "sizes": []}


def _orientation(view: AttachmentView, post: Post) -> Any:
    if not media.is_image(post):
        return ABSENT
    noted = media.metadata(view.ctx, post).get("image_meta")
    orientation = str(noted.get("orientation", "")) if isinstance(noted, dict) else ""
    return int(orientation) if orientation.isdecimal() and int(orientation) else 1


def _description(view: AttachmentView, post: Post) -> str:
    return rendering.content(view.ctx, post)


def _caption(view: AttachmentView, post: Post) -> str:
    return rendering.excerpt(view.ctx, post)


def _details(view: AttachmentView, post: Post) -> dict[str, Any]:
    """The metadata, with the address of every size and of the whole."""
    details = dict(media.metadata(view.ctx, post))
    if not details:
        return details
    sizes = details.get("sizes")
    if not isinstance(sizes, dict) or not sizes:
        return {**details, "sizes": {}}
    shown = {name: _size(view.ctx, post, size) for name, size in sizes.items() if isinstance(size, dict)}
    if media.is_image(post):
        shown["full"] = _whole(view.ctx, post, details)
    return {**details, "sizes": shown}


def _size(ctx: Context, post: Post, size: dict[Any, Any]) -> dict[str, Any]:
    named = {("mime_type" if name == "mime-type" else str(name)): value for name, value in size.items()}
    return {**named, "source_url": media.size_url(ctx, post, str(size.get("file", "")))}


def _whole(ctx: Context, post: Post, details: dict[str, Any]) -> dict[str, Any]:
    url = media.url_of(ctx, post)
    return {
        "file": posixpath.basename(url),
        "width": details.get("width"),
        "height": details.get("height"),
        "mime_type": post.mime_type,
        "source_url": url,
    }
