"""Files of the media library, as galleries and players in posts ask for them: all queries of a page at once."""

from collections.abc import Iterable, Mapping

from engine.content.attachments import Attachment, AttachmentQuery
from engine.content.images import Picture
from engine.domain import block_views, media, permalinks, posts
from engine.domain.context import Context
from engine.model.posts import Post, PostQuery

# What a query without a list of ids shows at most.
MOST = 500

# What a playlist says about a recording (wp_get_attachment_id3_keys), and how large a film is.
_SHOWN = ("artist", "album", "genre", "year", "length_formatted", "width", "height")
_MIME_TYPES = {"image": ("image",), "audio": ("audio",), "video": ("video",)}


async def find(
    ctx: Context, queries: Iterable[AttachmentQuery]
) -> Mapping[AttachmentQuery, tuple[Attachment, ...]]:
    """What each query finds; those that name ids share one statement, each parent's own files have one of theirs."""
    asked = list(queries)
    named = await posts.by_ids(ctx, [identity for query in asked for identity in query.include])
    found: dict[AttachmentQuery, list[Post]] = {}
    for query in asked:
        if query.include:
            found[query] = [named[one] for one in query.include if one in named and _fits(named[one], query)]
        elif query.parent:
            found[query] = await _own(ctx, query)
    everything = [post for items in found.values() for post in items]
    await posts.remember(ctx, everything)
    await posts.remember_meta(ctx, everything)
    await permalinks.remember(ctx, everything)
    return {
        query: tuple(attachment(ctx, post) for post in _ordered(query, items))
        for query, items in found.items()
    }


def _fits(post: Post, query: AttachmentQuery) -> bool:
    return (
        post.type == "attachment"
        and post.mime_type.startswith(query.kind)
        and post.status in {"inherit", "publish"}
    )


async def _own(ctx: Context, query: AttachmentQuery) -> list[Post]:
    asked = PostQuery(
        types=("attachment",), statuses=("inherit",), parents=(query.parent,), exclude=query.exclude,
        mime_types=_MIME_TYPES[query.kind], orderby="menu_order", order="asc", per_page=MOST, count=False,
    )  # fmt: skip
    return list((await posts.query(ctx, asked)).items)


def _ordered(query: AttachmentQuery, items: list[Post]) -> list[Post]:
    """In the order of the ids that were named, or by a column."""
    if query.orderby == "post__in":
        return items
    by_title = query.orderby.split(" ", 1)[0] == "title"
    ordered = sorted(
        items,
        key=lambda one: (
            (one.title.casefold(), one.id) if by_title else (str(one.menu_order).zfill(12), one.id)
        ),
    )
    return ordered[::-1] if query.order == "DESC" else ordered


def attachment(ctx: Context, post: Post) -> Attachment:
    """A file as galleries and players show it; its meta was remembered."""
    picture = block_views.picture(ctx, post)
    facts = media.metadata(ctx, post)
    return Attachment(
        id=post.id,
        url=picture.url if picture else "",
        link=permalinks.of_post(ctx, post),
        title=post.title,
        caption=post.excerpt,
        description=post.content,
        picture=picture if post.mime_type.startswith("image") else _icon(ctx, post),
        meta={name: facts[name] for name in _SHOWN if isinstance(facts.get(name), (str, int))},
    )


def _icon(ctx: Context, post: Post) -> Picture | None:
    """The picture that stands for a recording or a film without one of its own."""
    kind = post.mime_type.split("/")[0]
    if kind not in {"audio", "video"}:
        return None
    return Picture(0, f"{ctx.site_url}/wp-includes/images/media/{kind}.svg", width=48, height=64)
