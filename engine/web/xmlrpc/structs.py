"""What the domain answers, as WordPress's structs: ids as text or number, as each method always had them."""

from collections.abc import Collection, Iterable
from html import escape
from typing import Final

from engine.content.excerpts import split_at_more
from engine.domain import (
    comments,
    custom_fields,
    labels,
    media,
    permalinks,
    posts,
    rendered_titles,
    users,
)
from engine.domain.context import Context
from engine.domain.dates import in_gmt
from engine.domain.post_types import features
from engine.model.comments import Comment
from engine.model.custom_fields import CustomField
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType, Taxonomy
from engine.model.users import User
from engine.web.xmlrpc.codec import Stamp, Value, stamp

Struct = dict[str, Value]

# What the slugs of post formats begin with, which stands in their names, too.
_FORMAT: Final = "post-format-"
COMMENT_STATUSES: Final = {"0": "hold", "1": "approve"}


def gmt(ctx: Context, post: Post) -> Stamp:
    """The date of a post in UTC; of one that has none yet, from its local date."""
    return stamp(post.date_gmt or (in_gmt(ctx, post.date) if post.date else None))


def _modified_gmt(ctx: Context, post: Post) -> Stamp:
    return stamp(post.modified_gmt or (in_gmt(ctx, post.modified) if post.modified else None))


def shown_status(post: Post) -> str:
    """The status that clients see: what waits for its time counts as published."""
    return "publish" if post.status == "future" else post.status


async def remember_posts(ctx: Context, items: Iterable[Post]) -> None:
    """Read what structs of posts need beyond the rows: terms, meta, featured images, authors, custom fields."""
    found = list(items)
    await posts.remember(ctx, found)
    await posts.remember_terms(ctx, found)
    await posts.remember_thumbnails(ctx, found)
    images = await posts.by_ids(ctx, [posts.featured_media(ctx, post) for post in found])
    await posts.remember_meta(ctx, images.values())
    await permalinks.remember(ctx, [*found, *images.values()])
    await users.remember(ctx, [post.author for post in found])
    await custom_fields.remember(ctx, "post", [post.id for post in found])
    await remember_terms(ctx, [term for post in found for term in posts.every_term(ctx, post)])


async def remember_terms(ctx: Context, items: Iterable[Term]) -> None:
    """Read what structs of terms need."""
    await custom_fields.remember(ctx, "term", [term.id for term in items])


def post(ctx: Context, one: Post, fields: Collection[str]) -> Struct:
    """A post with the fields asked for; `post` asks for all its own, `terms`, `custom_fields`, `enclosure` for more."""
    whole = _post_fields(ctx, one)
    chosen = whole if "post" in fields else {name: whole[name] for name in whole if name in fields}
    made: Struct = {"post_id": str(one.id), **chosen}
    if "terms" in fields or "taxonomies" in fields:
        made["terms"] = [term(ctx, each) for each in posts.every_term(ctx, one)]
    if "custom_fields" in fields:
        made["custom_fields"] = [_field(row) for row in custom_fields.of_post(ctx, one)]
    if "enclosure" in fields:
        made["enclosure"] = enclosure(ctx, one)
    return made


def _post_fields(ctx: Context, one: Post) -> Struct:
    image = posts.memory(ctx).get(posts.featured_media(ctx, one))
    return {
        "post_title": one.title,
        "post_date": stamp(one.date),
        "post_date_gmt": gmt(ctx, one),
        "post_modified": stamp(one.modified),
        "post_modified_gmt": _modified_gmt(ctx, one),
        "post_status": shown_status(one),
        "post_type": one.type,
        "post_name": one.name,
        "post_author": str(one.author),
        "post_password": one.password,
        "post_excerpt": one.excerpt,
        "post_content": one.content,
        "post_parent": str(one.parent),
        "post_mime_type": one.mime_type,
        "link": permalinks.of_post(ctx, one),
        "guid": one.guid,
        "menu_order": one.menu_order,
        "comment_status": one.comment_status,
        "ping_status": one.ping_status,
        "sticky": one.type == "post" and posts.is_sticky(ctx, one),
        "post_thumbnail": media_item(ctx, image) if image else [],
        "post_format": posts.post_format(ctx, one),
    }


def _field(row: CustomField) -> Struct:
    return {"id": str(row.id), "key": row.key, "value": row.value}


def enclosure(ctx: Context, one: Post) -> Struct | list[Value]:
    """The file of a podcast that a post carries; needs its meta."""
    for row in custom_fields.of_post(ctx, one):
        if row.key == "enclosure":
            url, length, kind = (*row.value.split("\n"), "", "", "")[:3]
            size = length.strip()
            return {
                "url": escape(url).strip(),
                "length": int(size) if size.isdecimal() else 0,
                "type": kind.strip(),
            }
    return []


def weblog_post(ctx: Context, one: Post, *, numbered: bool) -> Struct:
    """A post as metaWeblog has it; with its id as a number where a single one is asked for."""
    parts = split_at_more(one.content)
    author = users.memory(ctx).get(one.author)
    link = permalinks.of_post(ctx, one)
    made: Struct = {
        "dateCreated": stamp(one.date),
        "userid": str(one.author),
        "postid": one.id if numbered else str(one.id),
        "description": parts.main,
        "title": one.title,
        "link": link,
        "permaLink": link,
        "categories": [each.name for each in posts.terms(ctx, one, "category")],
        "mt_excerpt": one.excerpt,
        "mt_text_more": parts.extended,
        "wp_more_text": parts.more_text,
        "mt_allow_comments": int(one.comment_status == "open"),
        "mt_allow_pings": int(one.ping_status == "open"),
        "mt_keywords": ", ".join(each.name for each in posts.terms(ctx, one, "post_tag")),
        "wp_slug": one.name,
        "wp_password": one.password,
        "wp_author_id": str(author.id) if author else "",
        "wp_author_display_name": author.display_name if author else "",
        "date_created_gmt": gmt(ctx, one),
        "post_status": shown_status(one),
        "custom_fields": [_field(row) for row in custom_fields.of_post(ctx, one)],
        "wp_post_format": posts.post_format(ctx, one),
        "sticky": posts.is_sticky(ctx, one),
        "date_modified": stamp(one.modified),
        "date_modified_gmt": _modified_gmt(ctx, one),
        "wp_post_thumbnail": posts.featured_media(ctx, one),
    }
    attached = enclosure(ctx, one) if numbered else []
    return {**made, "enclosure": attached} if attached else made


def blogger_post(ctx: Context, one: Post) -> Struct:
    """A post as Blogger had it: title and categories within the content."""
    categories = ",".join(str(each.id) for each in posts.terms(ctx, one, "category"))
    return {
        "userid": str(one.author),
        "dateCreated": stamp(one.date),
        "content": f"<title>{one.title}</title><category>{categories}</category>{one.content}",
        "postid": str(one.id),
    }


def page(ctx: Context, one: Post) -> Struct:
    """A page as the wp methods before WordPress 3.4 have it."""
    parts = split_at_more(one.content)
    author = users.memory(ctx).get(one.author)
    name = author.display_name if author else ""
    parent = posts.memory(ctx).get(one.parent)
    link = permalinks.of_post(ctx, one)
    return {
        "dateCreated": stamp(one.date),
        "userid": str(one.author),
        "page_id": one.id,
        "page_status": one.status,
        "description": parts.main,
        "title": one.title,
        "link": link,
        "permaLink": link,
        "categories": [each.name for each in posts.terms(ctx, one, "category")],
        "excerpt": one.excerpt,
        "text_more": parts.extended,
        "mt_allow_comments": int(comments.is_open(ctx, one)),
        "mt_allow_pings": int(one.ping_status == "open"),
        "wp_slug": one.name,
        "wp_password": one.password,
        "wp_author": name,
        "wp_page_parent_id": one.parent,
        "wp_page_parent_title": parent.title if parent else "",
        "wp_page_order": one.menu_order,
        "wp_author_id": str(author.id) if author else "",
        "wp_author_display_name": name,
        "date_created_gmt": gmt(ctx, one),
        "custom_fields": [_field(row) for row in custom_fields.of_post(ctx, one)],
        "wp_page_template": posts.template(ctx, one) or "default",
    }


def media_item(ctx: Context, one: Post) -> Struct:
    """An attachment; needs its meta."""
    link = media.url_of(ctx, one)
    known = media.metadata(ctx, one)
    small = media.picture(ctx, one).size("thumbnail").url if media.is_image(one) else ""
    return {
        "attachment_id": str(one.id),
        "date_created_gmt": gmt(ctx, one),
        "parent": one.parent,
        "link": link,
        "title": one.title,
        "caption": one.excerpt,
        "description": one.content,
        "metadata": {str(name): value for name, value in known.items()} if known else False,
        "type": one.mime_type,
        "alt": media.alt_text(ctx, one),
        "thumbnail": small or link,
    }


def term(ctx: Context, one: Term) -> Struct:
    """A term."""
    return {
        "term_id": str(one.id),
        "name": one.slug.removeprefix(_FORMAT).capitalize() if one.taxonomy == "post_format" else one.name,
        "slug": one.slug,
        "term_group": str(one.group),
        "term_taxonomy_id": str(one.taxonomy_id),
        "taxonomy": one.taxonomy,
        "description": one.description,
        "parent": str(one.parent),
        "count": one.count,
        "filter": "raw",
        "custom_fields": [_field(row) for row in custom_fields.of_term(ctx, one)],
    }


def taxonomy(one: Taxonomy, fields: Collection[str]) -> Struct:
    """A taxonomy with the further fields asked for."""
    made: Struct = {
        "name": one.name,
        "label": one.label,
        "hierarchical": one.hierarchical,
        "public": one.public,
        "show_ui": one.show_ui,
        "_builtin": one.builtin,
    }
    if "labels" in fields:
        made["labels"] = labels.of_taxonomy(one)
    if "cap" in fields:
        made["cap"] = dict(one.capabilities)
    if "menu" in fields:
        made["show_in_menu"] = one.show_in_menu
    if "object_type" in fields:
        made["object_type"] = list(one.object_types)
    return made


def post_type(ctx: Context, one: PostType, fields: Collection[str]) -> Struct:
    """A post type with the further fields asked for."""
    made: Struct = {
        "name": one.name,
        "label": one.label,
        "hierarchical": one.hierarchical,
        "public": one.public,
        "show_ui": one.show_ui,
        "_builtin": one.builtin,
        "has_archive": bool(one.archive),
        "supports": _values(features(one)),
    }
    if "labels" in fields:
        made["labels"] = labels.of_post_type(one)
    if "cap" in fields:
        made |= {"cap": dict(one.capabilities), "map_meta_cap": one.map_meta_cap}
    if "menu" in fields:
        made |= {
            "menu_position": one.menu_position or 0, "menu_icon": one.icon, "show_in_menu": one.show_in_menu
        }  # fmt: skip
    if "taxonomies" in fields:
        made["taxonomies"] = [each.name for each in ctx.types.taxonomies_of(one.name)]
    return made


def _values(found: dict[str, object]) -> Struct:
    return {name: value if isinstance(value, (bool, list)) else str(value) for name, value in found.items()}


def comment(ctx: Context, one: Comment) -> Struct:
    """A comment; `comments.remember_pages` came before."""
    on = comments.post_of(ctx, one)
    return {
        "date_created_gmt": stamp(one.date_gmt or (in_gmt(ctx, one.date) if one.date else None)),
        "user_id": str(one.user),
        "comment_id": str(one.id),
        "parent": str(one.parent),
        "status": COMMENT_STATUSES.get(one.approved, one.approved),
        "content": one.content,
        "link": comments.link(ctx, one),
        "post_id": str(one.post),
        "post_title": rendered_titles.title(ctx, on) if on else "",
        "author": one.author,
        "author_url": one.author_url,
        "author_email": one.author_email,
        "author_ip": one.author_ip,
        "type": one.type,
    }


_BASIC_USER: Final = ("username", "email", "registered", "display_name", "nicename")


def user(ctx: Context, one: User, fields: Collection[str]) -> Struct:
    """An account with the fields asked for; `all` and `basic` stand for several. Needs its meta."""
    whole: Struct = {
        "username": one.login,
        "first_name": users.profile(ctx, one, "first_name"),
        "last_name": users.profile(ctx, one, "last_name"),
        "registered": stamp(one.registered),
        "bio": users.profile(ctx, one, "description"),
        "email": one.email,
        "nickname": users.profile(ctx, one, "nickname"),
        "nicename": one.nicename,
        "url": one.url,
        "display_name": one.display_name,
        "roles": list(users.grants(ctx, one).roles),
    }
    if "all" not in fields:
        wanted = {*fields, *(_BASIC_USER if "basic" in fields else ())}
        whole = {name: value for name, value in whole.items() if name in wanted}
    return {"user_id": str(one.id), **whole}
