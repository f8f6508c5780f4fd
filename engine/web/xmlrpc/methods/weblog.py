"""metaWeblog: posts and pages as desktop editors know them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.content.slugs import sanitize_key
from engine.domain import post_rights, posts, terms, users
from engine.domain.context import Context
from engine.domain.request import POST_FORMATS
from engine.model.errors import NotFound
from engine.model.posts import Post, PostDraft, PostQuery
from engine.model.types import PostType
from engine.web.xmlrpc import given, structs, writing
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct
from engine.web.xmlrpc.methods.posts import RECENT, editable, per_page, recent
from engine.web.xmlrpc.writing import Writing

_TYPES: Final = ("post", "page")
_STATUSES: Final = frozenset({"draft", "pending", "private", "publish"})
# What numbers say about comments and pings.
_COMMENTS: Final[Mapping[str, str]] = {
    "0": "closed",
    "2": "closed",
    "1": "open",
    "open": "open",
    "closed": "closed",
}
_PINGS: Final[Mapping[str, str]] = {"0": "closed", "1": "open", "open": "open", "closed": "closed"}


async def get_post(call: Call) -> Value:
    """metaWeblog.getPost."""
    post = await editable(call.ctx, call.given.number(0))
    await structs.remember_posts(call.ctx, (post,))
    return structs.weblog_post(call.ctx, post, numbered=True)


def recent_query(call: Call, position: int) -> PostQuery:
    """The newest posts, as many as the parameter at a place says; of 0 as many as a page has."""
    number = call.given.number(position) if call.given.has(position) else None
    return PostQuery(statuses=RECENT, per_page=per_page(call.ctx, number), count=False)


async def get_recent_posts(call: Call) -> Value:
    """metaWeblog.getRecentPosts."""
    require(call.ctx, "edit_posts")
    found = await recent(call.ctx, recent_query(call, 3))
    await structs.remember_posts(call.ctx, found)
    return [structs.weblog_post(call.ctx, post, numbered=False) for post in found]


async def new_post(call: Call) -> Value:
    """metaWeblog.newPost."""
    struct = call.given.struct(3)
    kind = struct.text("post_type") or "post"
    if kind not in _TYPES:
        raise Fault(401, "There is no such post type here.")
    return str((await create(call.ctx, struct, kind, publish=call.given[4])).id)


async def edit_post(call: Call) -> Value:
    """metaWeblog.editPost."""
    post = await editable(call.ctx, call.given.number(0))
    await change(call.ctx, post, call.given.struct(3), publish=call.given[4])
    return True


async def create(ctx: Context, struct: Struct, type: str, *, publish: Value) -> Post:
    """Add a post or page."""
    kind = ctx.types.post_types[type]
    status = "publish" if given.truth(publish) else "draft"
    post_rights.require_creation(ctx, kind)
    wants = struct.text(f"{type}_status")
    needed = "publish_posts" if "publish" in {status, wants} else "edit_posts"
    require(ctx, kind.capabilities[needed])
    made = await _writing(ctx, kind, struct, status=status, before=None)
    draft = made.draft
    if "wp_author_id" in struct and struct.number("wp_author_id") != ctx.actor.id:
        require(ctx, kind.capabilities["edit_others_posts"])
        await _require_author(ctx, struct.number("wp_author_id"))
    if "wp_post_thumbnail" in struct and not draft.featured_media:
        raise Fault(404, "There is no such attachment.")
    return await writing.create(ctx, replace(made, draft=_complete(draft)))


def _complete(draft: PostDraft) -> PostDraft:
    return replace(draft, title=draft.title or "", content=draft.content or "", excerpt=draft.excerpt or "")


async def _require_author(ctx: Context, identity: int) -> None:
    try:
        await users.get(ctx, identity)
    except NotFound as error:
        raise Fault(404, "There is no such author.") from error


async def change(ctx: Context, post: Post, struct: Struct, *, publish: Value) -> None:
    """Change a post or page; whether the actor may edit it was asked before."""
    if post.type not in _TYPES:
        raise Fault(401, "There is no such post type here.")
    if struct.text("post_type") not in {"", post.type}:
        raise Fault(401, "A post keeps its type.")
    kind = ctx.types.post_types[post.type]
    status = "publish" if given.truth(publish) else "draft"
    made = await _writing(ctx, kind, struct, status=status, before=post)
    if made.draft.status in {"publish", "private"}:
        require(ctx, kind.capabilities["publish_posts"])
        require(ctx, "publish_posts")
    await posts.remember_terms(ctx, (post,))
    await writing.update(ctx, post, made)


async def _writing(
    ctx: Context, kind: PostType, struct: Struct, *, status: str, before: Post | None
) -> Writing:
    said = struct.text(f"{kind.name}_status")
    draft = PostDraft(
        type=kind.name,
        title=struct.said("title"),
        content=_content(struct, before),
        excerpt=struct.said("mt_excerpt"),
        status=said if said in _STATUSES else status,
        name=struct.said("wp_slug"),
        author=struct.number("wp_author_id") or None,
        parent=struct.number("wp_page_parent_id") if "wp_page_parent_id" in struct else None,
        menu_order=struct.number("wp_page_order") if "wp_page_order" in struct else None,
        password=struct.said("wp_password"),
        comment_status=_switch(ctx, kind, struct["mt_allow_comments"], _COMMENTS, "default_comment_status"),
        ping_status=_switch(ctx, kind, struct["mt_allow_pings"], _PINGS, "default_ping_status"),
        to_ping=_pings(struct),
        terms=await _terms(ctx, kind, struct, before),
        format=_format(struct),
        template=_template(ctx, kind, struct),
    )
    draft = writing.dated(ctx, draft, struct, "dateCreated", "date_created_gmt")
    draft = writing.with_sticky(ctx, kind, draft, struct, before)
    if "wp_post_thumbnail" in struct:
        draft = replace(draft, featured_media=await writing.thumbnail(ctx, struct["wp_post_thumbnail"]))
    fields = (*writing.custom(struct["custom_fields"]), *writing.enclosure(struct["enclosure"]))
    return Writing(draft, fields)


def _template(ctx: Context, kind: PostType, struct: Struct) -> str | None:
    name = struct.text("wp_page_template") if kind.name == "page" else ""
    if name not in {"", "default"} and kind.name not in ctx.types.page_templates.get(name, ()):
        raise Fault(500, "There is no such template.")
    return name or None


def _content(struct: Struct, before: Post | None) -> str | None:
    more = struct.text("mt_text_more")
    if not more:
        return struct.said("description")
    text = struct.said("description")
    if text is None:
        text = before.content if before else ""
    return f"{text}<!--more-->{more}"


def _switch(
    ctx: Context, kind: PostType, value: Value, meanings: Mapping[str, str], option: str
) -> str | None:
    """Open or closed; what means neither is the site's usual."""
    if value is None:
        return None
    if isinstance(value, bool):
        # PHP compares what is true with the first word, and finds them equal.
        return "closed" if value else _usual(ctx, kind, option)
    said = given.text(value)
    number = str(given.integer(value)) if said.strip().lstrip("+-").replace(".", "", 1).isdecimal() else said
    return meanings.get(number) or _usual(ctx, kind, option)


def _usual(ctx: Context, kind: PostType, option: str) -> str:
    return ("closed" if kind.name == "page" else ctx.options.text(option)) or "closed"


def _pings(struct: Struct) -> str | None:
    if "mt_tb_ping_urls" not in struct:
        return None
    return " ".join(given.text(one) for one in struct.array("mt_tb_ping_urls"))


def _format(struct: Struct) -> str | None:
    if "wp_post_format" not in struct:
        return None
    name = sanitize_key(struct.text("wp_post_format"))
    if name not in POST_FORMATS:
        raise Fault(404, "There is no such post format.")
    return name


async def _terms(
    ctx: Context, kind: PostType, struct: Struct, before: Post | None
) -> dict[str, tuple[int, ...]]:
    """Categories by name, unknown ones passed over, and tags, which are made; an edit without tags takes them away."""
    chosen: dict[str, tuple[int, ...]] = {}
    taxonomies = {taxonomy.name for taxonomy in ctx.types.taxonomies_of(kind.name)}
    names = struct["categories"]
    if "category" in taxonomies and isinstance(names, (list, Mapping)) and names:
        found = [await terms.named(ctx, given.text(one), "category") for one in given.array(names)]
        known = tuple(each[0].id for each in found if each)
        if known or before:
            chosen["category"] = known
    if "post_tag" in taxonomies and (before or "mt_keywords" in struct):
        value = struct["mt_keywords"]
        words = (
            value.split(",") if isinstance(value, str) else [given.text(one) for one in given.array(value)]
        )
        chosen["post_tag"] = await terms.ensure(ctx, (word.strip() for word in words), "post_tag")
    return chosen
