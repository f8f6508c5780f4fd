"""What a page says of itself to sites that link to it (Open Graph) and to search engines (JSON-LD)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from engine.content.remembering import remembering
from engine.content.whitespace import trim
from engine.domain import archive_links
from engine.domain.capabilities import effective_status
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.theme import head, hooks, markup
from engine.theme.present import summary
from engine.theme.presenters import ArchiveView, ImageView, PostView, SiteView

# What would end the element, or begin a comment in it.
_UNSAFE: Final = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a page that may be told: the site, a post or the heading of a collection."""

    site: SiteView
    post: PostView | None = None
    archive: ArchiveView | None = None


async def elements(ctx: Context, query: MainQuery, shown: Shown) -> tuple[Markup, ...]:
    """The elements for the head; none where there is nothing to find, or what is there is not for everybody."""
    if query.flags & {"is_404", "is_search", "is_embed", "is_preview"} or not _is_for_everybody(ctx, query):
        return ()
    if not await ctx.hooks.apply(hooks.tympan_describe_page, True, query):
        return ()
    facts = _of_post(ctx, query, shown) if shown.post else _of_collection(ctx, query, shown)
    return (*_open_graph(ctx, facts), *_json_ld(facts))


def _is_for_everybody(ctx: Context, query: MainQuery) -> bool:
    post = query.post if query.has("is_singular") else None
    if post is None:
        return not query.has("is_singular")
    return not post.password and effective_status(ctx, post) == "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What both vocabularies are told."""

    site: SiteView
    title: str
    url: str
    description: str
    image: ImageView | None
    is_front: bool = False
    post: PostView | None = None


def _of_post(ctx: Context, query: MainQuery, shown: Shown) -> _Facts:
    post = query.post
    assert post is not None
    assert shown.post is not None
    is_front = query.has("is_front_page")
    return _Facts(
        site=shown.site,
        title=shown.site.name if is_front else _plain(shown.post.title) or shown.site.name,
        url=head.canonical(ctx, query, post),
        description=head.description(post),
        image=shown.post.thumbnail or shown.site.logo,
        is_front=is_front,
        post=shown.post,
    )


def _of_collection(ctx: Context, query: MainQuery, shown: Shown) -> _Facts:
    archive, site = shown.archive, shown.site
    about = _plain(archive.description) if archive else site.description
    return _Facts(
        site=site,
        title=(_plain(archive.title) if archive else "") or site.name,
        url=archive_links.page_of(ctx, head.collection_address(ctx, query), query.page),
        description=summary(about),
        image=site.logo,
        is_front=query.has("is_front_page") and query.page == 1,
    )


@remembering
def _plain(html: str) -> str:
    return trim(Markup(html).striptags())


def _open_graph(ctx: Context, facts: _Facts) -> Iterator[Markup]:
    post, image = facts.post, facts.image
    is_article = post is not None and not facts.is_front
    said = {
        "og:type": "article" if is_article else "website",
        "og:title": facts.title,
        "og:url": facts.url,
        "og:description": facts.description,
        "og:site_name": facts.site.name,
        "og:locale": ctx.options.text("WPLANG") or "en_US",
    }
    if image:
        said |= {
            "og:image": image.url,
            "og:image:width": str(image.width or ""),
            "og:image:height": str(image.height or ""),
            "og:image:alt": image.alt,
        }
    if is_article and post:
        said |= {
            "article:published_time": post.date.iso if post.date else "",
            "article:modified_time": post.modified.iso if post.modified else "",
        }
    for name, value in said.items():
        if value:
            yield Markup(f'<meta property="{name}" content="{markup.html(value)}">')
    card = "summary_large_image" if post and post.thumbnail else "summary"
    yield Markup(f'<meta name="twitter:card" content="{card}">')


def _json_ld(facts: _Facts) -> Iterator[Markup]:
    if facts.is_front:
        said = {"@type": "WebSite", "name": facts.site.name, "url": facts.site.url}
    elif facts.post is None:
        said = {"@type": "CollectionPage", "name": facts.title, "url": facts.url}
    elif facts.post.type == "post":
        said = _posting(facts, facts.post)
    else:
        said = {"@type": "WebPage", "name": facts.title, "url": facts.url}
    said |= {"description": facts.description, "inLanguage": facts.site.language}
    document = {"@context": "https://schema.org", **{name: value for name, value in said.items() if value}}
    text = _ENCODER.encode(document)
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    yield Markup(f'<script type="application/ld+json">{text}</script>')


def _posting(facts: _Facts, post: PostView) -> dict[str, Any]:
    author: Mapping[str, str] = (
        {"@type": "Person", "name": Markup(post.author.name).unescape(), "url": post.author.url}
        if post.author
        else {}
    )
    return {
        "@type": "BlogPosting",
        "headline": facts.title,
        "url": facts.url,
        "mainEntityOfPage": post.url,
        "datePublished": post.date.iso if post.date else "",
        "dateModified": post.modified.iso if post.modified else "",
        "author": author,
        "publisher": {"@type": "Organization", "name": facts.site.name, "url": facts.site.url},
        "image": facts.image.url if facts.image else "",
        "articleSection": [_plain(term.name) for term in post.categories],
        "keywords": ", ".join(_plain(term.name) for term in post.tags),
    }
