"""Writes WordPress's export file, WXR 1.2, piece by piece."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from typing import Final

from engine.content.escaping import esc_xml
from engine.content.urls import sanitize_url
from engine.domain import exporting, meta, permalinks, posts, users
from engine.domain.context import Context
from engine.domain.exporting import ExportedPost
from engine.model.comments import Comment
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.transfer import ExportFilter
from engine.model.users import User

_VERSION: Final = "1.2"
# Meta that belongs to the running of this site alone.
_KEPT: Final = frozenset({"_edit_lock"})
_ZERO: Final = "0000-00-00 00:00:00"
_FORBIDDEN: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535)) | dict.fromkeys(
    range(0xD800, 0xE000)
)
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- An export of a site for WordPress's importer, or for `tympan import`: posts, pages, comments, terms, menus. -->
<!-- It is no backup: neither settings nor the files of attachments are in it. -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/{version}/"
>
<channel>
	<title>{title}</title>
	<link>{home}</link>
	<description>{tagline}</description>
	<pubDate>{now}</pubDate>
	<language>{language}</language>
	<wp:wxr_version>{version}</wp:wxr_version>
	<wp:base_site_url>{home}</wp:base_site_url>
	<wp:base_blog_url>{home}</wp:base_blog_url>
"""


async def export(ctx: Context, wanted: ExportFilter) -> AsyncIterator[str]:
    """The file, a batch of posts at a time; raises Forbidden for who may not export."""
    asked = exporting.question(ctx, wanted)
    yield _HEAD.format(
        version=_VERSION,
        title=esc_xml(ctx.options.text("blogname")),
        home=esc_xml(ctx.home),
        tagline=esc_xml(ctx.options.text("blogdescription")),
        now=_rfc2822(ctx.now_gmt),
        language=(ctx.options.text("WPLANG") or "en_US").replace("_", "-"),
    )
    yield "".join(_author(ctx, one) for one in await exporting.authors(ctx, asked))
    if not wanted.type:
        yield await _terms(ctx)
    async for batch in exporting.batches(ctx, asked):
        yield "".join("".join(_item(ctx, one)) for one in batch)
    yield "</channel>\n</rss>\n"


def _cdata(text: str) -> str:
    plain = text.translate(_FORBIDDEN).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{plain}]]>"


def _author(ctx: Context, one: User) -> str:
    first, last = users.profile(ctx, one, "first_name"), users.profile(ctx, one, "last_name")
    return (
        f"\t<wp:author><wp:author_id>{one.id}</wp:author_id>"
        f"<wp:author_login>{_cdata(one.login)}</wp:author_login>"
        f"<wp:author_email>{_cdata(one.email)}</wp:author_email>"
        f"<wp:author_display_name>{_cdata(one.display_name)}</wp:author_display_name>"
        f"<wp:author_first_name>{_cdata(first)}</wp:author_first_name>"
        f"<wp:author_last_name>{_cdata(last)}</wp:author_last_name></wp:author>\n"
    )


async def _terms(ctx: Context) -> str:
    """Categories, tags, terms of the site's own taxonomies, menus."""
    own = [one.name for one in ctx.types.taxonomies.values() if not one.builtin]
    parts: list[str] = []
    for names in (("category",), ("post_tag",), own, ("nav_menu",)):
        found = await exporting.all_terms(ctx, names)
        await meta.remember(ctx, "term", [one.id for one in found])
        slugs = {one.id: one.slug for one in found}
        parts += [_term(ctx, one, slugs.get(one.parent, "")) for one in found]
    return "".join(parts)


def _term(ctx: Context, one: Term, parent: str) -> str:
    kind = {"category": _CATEGORY, "post_tag": _TAG}.get(one.taxonomy, _TERM)
    fields = {
        "id": str(one.id), "taxonomy": _cdata(one.taxonomy), "slug": _cdata(one.slug), "parent": _cdata(parent),
        "name": _cdata(one.name), "description": _cdata(one.description) if one.description else "",
    }  # fmt: skip
    lines = [f"\t\t<wp:{tag}>{fields[field]}</wp:{tag}>\n" for tag, field in kind[1] if fields[field]]
    rows = [(key, value) for key, values in meta.of(ctx, "term", one.id).items() for value in values]
    return f"\t<wp:{kind[0]}>\n{''.join(lines)}{_meta('termmeta', rows)}\t</wp:{kind[0]}>\n"


_CATEGORY: Final = ("category", (
    ("term_id", "id"), ("category_nicename", "slug"), ("category_parent", "parent"), ("cat_name", "name"),
    ("category_description", "description"),
))  # fmt: skip
_TAG: Final = ("tag", (
    ("term_id", "id"), ("tag_slug", "slug"), ("tag_name", "name"), ("tag_description", "description"),
))  # fmt: skip
_TERM: Final = ("term", (
    ("term_id", "id"), ("term_taxonomy", "taxonomy"), ("term_slug", "slug"), ("term_parent", "parent"),
    ("term_name", "name"), ("term_description", "description"),
))  # fmt: skip


def _meta(tag: str, rows: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"\t\t<wp:{tag}>\n\t\t\t<wp:meta_key>{_cdata(key)}</wp:meta_key>\n"
        f"\t\t\t<wp:meta_value>{_cdata(value)}</wp:meta_value>\n\t\t</wp:{tag}>\n"
        for key, value in rows
    )


def _item(ctx: Context, one: ExportedPost) -> Iterator[str]:
    post = one.post
    author = users.memory(ctx).get(post.author)
    yield (
        f"\t<item>\n\t\t<title>{_cdata(post.title)}</title>\n"
        f"\t\t<link>{esc_xml(permalinks.of_post(ctx, post))}</link>\n"
        f"\t\t<pubDate>{_rfc2822(post.date_gmt)}</pubDate>\n"
        f"\t\t<dc:creator>{_cdata(author.login if author else '')}</dc:creator>\n"
        f'\t\t<guid isPermaLink="false">{esc_xml(post.guid.translate(_FORBIDDEN))}</guid>\n'
        "\t\t<description></description>\n"
        f"\t\t<content:encoded>{_cdata(post.content)}</content:encoded>\n"
        f"\t\t<excerpt:encoded>{_cdata(post.excerpt)}</excerpt:encoded>\n"
        f"\t\t<wp:post_id>{post.id}</wp:post_id>\n"
    )
    yield from _columns(ctx, post)
    if post.type == "attachment":
        yield f"\t\t<wp:attachment_url>{_cdata(_file_url(ctx, one))}</wp:attachment_url>\n"
    for term in one.terms:
        domain, slug = esc_xml(term.taxonomy), esc_xml(term.slug)
        yield f'\t\t<category domain="{domain}" nicename="{slug}">{_cdata(term.name)}</category>\n'
    yield _meta("postmeta", (pair for pair in one.meta if pair[0] not in _KEPT))
    for comment in one.comments:
        yield _comment(ctx, comment)
    yield "\t</item>\n"


def _columns(ctx: Context, post: Post) -> Iterator[str]:
    values = {
        "post_date": _date(post.date), "post_date_gmt": _date(post.date_gmt), "post_modified": _date(post.modified),
        "post_modified_gmt": _date(post.modified_gmt), "comment_status": post.comment_status,
        "ping_status": post.ping_status, "post_name": post.name, "status": post.status,
    }  # fmt: skip
    for tag, value in values.items():
        yield f"\t\t<wp:{tag}>{_cdata(value)}</wp:{tag}>\n"
    yield f"\t\t<wp:post_parent>{post.parent}</wp:post_parent>\n\t\t<wp:menu_order>{post.menu_order}</wp:menu_order>\n"
    yield f"\t\t<wp:post_type>{_cdata(post.type)}</wp:post_type>\n"
    yield f"\t\t<wp:post_password>{_cdata(post.password)}</wp:post_password>\n"
    yield f"\t\t<wp:is_sticky>{int(posts.is_sticky(ctx, post))}</wp:is_sticky>\n"


def _file_url(ctx: Context, one: ExportedPost) -> str:
    file = dict(one.meta).get("_wp_attached_file", "")
    return f"{ctx.uploads_url}/{file}" if file else one.post.guid


def _comment(ctx: Context, one: Comment) -> str:
    values = {
        "comment_author": _cdata(one.author), "comment_author_email": _cdata(one.author_email),
        "comment_author_url": esc_xml(sanitize_url(one.author_url)), "comment_author_IP": _cdata(one.author_ip),
        "comment_date": _cdata(_date(one.date)), "comment_date_gmt": _cdata(_date(one.date_gmt)),
        "comment_content": _cdata(one.content), "comment_approved": _cdata(one.approved),
        "comment_type": _cdata(one.type), "comment_parent": str(one.parent), "comment_user_id": str(one.user),
    }  # fmt: skip
    rows = [(key, value) for key, found in meta.of(ctx, "comment", one.id).items() for value in found]
    body = "".join(f"\t\t\t<wp:{tag}>{value}</wp:{tag}>\n" for tag, value in values.items())
    return (
        f"\t\t<wp:comment>\n\t\t\t<wp:comment_id>{one.id}</wp:comment_id>\n{body}{_meta('commentmeta', rows)}"
        "\t\t</wp:comment>\n"
    )


def _date(date: datetime | None) -> str:
    return date.strftime("%Y-%m-%d %H:%M:%S") if date else _ZERO


def _rfc2822(date: datetime | None) -> str:
    return date.strftime("%a, %d %b %Y %H:%M:%S +0000") if date else ""
