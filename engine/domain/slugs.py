"""Slugs of posts: made of titles, and different from each other where their addresses would be the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from engine.content.slugs import encode_octets, sanitize_title
from engine.domain import permalinks
from engine.domain.context import Context
from engine.model.posts import Post
from engine.store import posts as store
from engine.store.posts import Holder

# Posts that no address leads to yet may share a slug.
UNPLACED = frozenset({"draft", "pending", "auto-draft"})
_LENGTH = 200
# What the addresses of feeds and embeds end with.
_RESERVED = frozenset({"feed", "rdf", "rss", "rss2", "atom", "embed"})


@dataclass(slots=True)
class _Claim:
    """A slug that a post would like, and the next number to try behind it."""

    post: Post
    slug: str
    number: int = 1

    @property
    def tried(self) -> str:
        if self.number == 1:
            return self.slug
        tail = f"-{self.number}"
        return shortened(self.slug, _LENGTH - len(tail)) + tail


async def unique(ctx: Context, slug: str, post: Post) -> str:
    """The slug a post can have, with a number where another has it (wp_unique_post_slug)."""
    return (await unique_all(ctx, ((slug, post),)))[0]


async def unique_all(ctx: Context, wanted: Iterable[tuple[str, Post]]) -> list[str]:
    """The same for several posts, each by itself; one statement per number that has to be tried."""
    claims = [_Claim(post, slug) for slug, post in wanted]
    open_claims = [claim for claim in claims if claim.slug and not _is_free(claim.post)]
    while open_claims:
        holders = await store.holders(ctx.db, [claim.tried for claim in open_claims])
        ctx.remembered("slug_holders").update(holders)
        open_claims = [claim for claim in open_claims if _is_refused(ctx, claim, holders[claim.tried])]
        for claim in open_claims:
            claim.number += 1
    return [claim.tried for claim in claims]


async def trashed_holders(ctx: Context, slug: str) -> tuple[Post, ...]:
    """The posts in the trash that have a slug; where the request has looked who has it, it asks only for those."""
    holders = ctx.remembered("slug_holders").get(slug)
    if holders is not None and all(one.status != "trash" for one in holders):
        return ()
    return await store.trashed(ctx.db, slug)


def _is_free(post: Post) -> bool:
    unplaced = post.status in UNPLACED or (post.status == "inherit" and post.type == "revision")
    return unplaced or post.type == "user_request"


def _is_refused(ctx: Context, claim: _Claim, holders: Sequence[Holder]) -> bool:
    if claim.number == 1 and _is_reserved(ctx, claim):
        return True
    return any(one.id != claim.post.id and _is_rival(ctx, claim.post, one) for one in holders)


def _is_rival(ctx: Context, post: Post, other: Holder) -> bool:
    """Whether two posts of one slug would be in each other's way."""
    kind = ctx.types.post_types.get(post.type)
    if post.type == "attachment":
        return True
    if kind and kind.hierarchical:
        return other.type in {post.type, "attachment"} and other.parent == post.parent
    return other.type == post.type


def _is_reserved(ctx: Context, claim: _Claim) -> bool:
    kind = ctx.types.post_types.get(claim.post.type)
    if claim.slug in _RESERVED:
        return True
    if kind and kind.hierarchical:
        return claim.slug.removeprefix("page").isdecimal()
    renamed = claim.post.type == "post" and claim.post.name != claim.slug
    return renamed and _is_part_of_date(ctx, claim.slug)


def _is_part_of_date(ctx: Context, slug: str) -> bool:
    """Whether the site's structure would have the slug read as a year, month or day."""
    if not (slug.isdecimal() and slug.isascii() and int(slug)):
        return False
    parts = [part for part in permalinks.structure(ctx).split("/") if part]
    if "%postname%" not in parts:
        return False
    before = parts[: parts.index("%postname%")]
    if not before:
        return True
    return (before[-1] == "%year%" and int(slug) < 13) or (before[-1] == "%monthnum%" and int(slug) < 32)


def shortened(slug: str, length: int) -> str:
    """A slug cut to a number of characters, never inside an encoded one."""
    if len(slug) <= length:
        return slug.rstrip("-")
    return encode_octets(unquote(slug), length).rstrip("-") if "%" in slug else slug[:length].rstrip("-")


async def remember_samples(ctx: Context, items: Iterable[Post]) -> None:
    """Find the slugs that these posts would get of their titles."""
    known = ctx.remembered("sample_slug")
    fresh = [post for post in items if post.id not in known]
    wanted = [(sanitize_title(post.title, str(post.id), locale=ctx.locale), placed(post)) for post in fresh]
    slugs = await unique_all(ctx, wanted)
    known.update({post.id: slug for post, slug in zip(fresh, slugs, strict=True)})


def sample(ctx: Context, post: Post) -> str:
    """The slug that the title would give, legible; see `remember_samples`."""
    return unquote(str(ctx.remembered("sample_slug").get(post.id, "")))


def template(ctx: Context, post: Post) -> str:
    """The post's address, were it published, with a token in the slug's place."""
    kind = ctx.types.post_types.get(post.type)
    if post.type == "attachment" and not post.parent:
        return f"{ctx.home}/?attachment_id={post.id}"
    if kind and not kind.builtin and not permalinks.structure(ctx):
        return permalinks.of_post(ctx, placed(post))
    if kind and (kind.hierarchical or not kind.builtin):
        return permalinks.of_post(ctx, replace(post, status="publish", name="%pagename%"))
    return permalinks.of_post(ctx, replace(placed(post), name="%postname%"))


def placed(post: Post) -> Post:
    """The post as if it were published, if it is on the way there."""
    return replace(post, status="publish") if post.status in {*UNPLACED, "future"} else post
