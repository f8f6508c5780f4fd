"""The wp methods for attachments, and metaWeblog's upload."""

from engine.content.values import absint
from engine.domain import posts, uploads
from engine.domain.uploads import NewFile
from engine.model.errors import Invalid
from engine.model.posts import PostDraft, PostQuery
from engine.web.xmlrpc import given, structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault


async def get_media_item(call: Call) -> Value:
    """wp.getMediaItem."""
    require(call.ctx, "upload_files", code=403)
    post = await posts.get(call.ctx, call.given.number(3), types=("attachment",))
    await structs.remember_posts(call.ctx, (post,))
    return structs.media_item(call.ctx, post)


async def get_media_library(call: Call) -> Value:
    """wp.getMediaLibrary: all that was uploaded, newest first."""
    require(call.ctx, "upload_files")
    wanted = call.given.struct(3)
    number = absint(wanted.number("number")) if "number" in wanted else None
    mime_type = wanted.text("mime_type")
    query = PostQuery(
        types=("attachment",),
        statuses=("inherit",),
        parents=(absint(wanted.number("parent_id")),) if "parent_id" in wanted else (),
        mime_types=(mime_type,) if mime_type else (),
        per_page=-1 if number is None else number or call.ctx.options.integer("posts_per_page", 10),
        offset=absint(wanted.number("offset")) or None,
        count=False,
    )
    found = (await posts.query(call.ctx, query)).items
    await structs.remember_posts(call.ctx, found)
    return [structs.media_item(call.ctx, one) for one in found]


async def new_media_object(call: Call) -> Value:
    """wp.uploadFile and metaWeblog.newMediaObject: the type that counts is the one that the file has."""
    struct = call.given.struct(3)
    name, bits = struct.text("name"), struct["bits"]
    if not name or bits is None:
        raise Fault(400, "An upload needs a name and a content.")
    require(call.ctx, "upload_files")
    content = bits if isinstance(bits, bytes) else given.text(bits).encode()
    parent = struct.number("post_id") if struct.truth("post_id") else 0
    file = NewFile(name, content)
    try:
        draft = PostDraft(type="attachment", title=uploads.stored_name(call.ctx, file), parent=parent)
        made = await uploads.attach(call.ctx, file, draft, beside_post=False)
    except Invalid as error:
        raise Fault(500, error.message) from error
    await structs.remember_posts(call.ctx, (made,))
    item = structs.media_item(call.ctx, made)
    return {**item, "id": item["attachment_id"], "file": item["title"], "url": item["link"]}
