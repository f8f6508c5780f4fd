"""Answers to what blocks ask of the site: all open questions of a page at once, each kind in a few statements."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from engine.content.blocks import data as ask
from engine.content.blocks.needs import Need
from engine.content.icons import icons
from engine.domain import (
    archive_links,
    archives,
    block_comments,
    block_templates,
    block_views,
    crumbs,
    feed_reading,
    library,
    meta,
    nonces,
    oembed_consumer,
    permalinks,
    posts,
    query,
    terms,
    users,
    widget_texts,
    widgets,
)
from engine.domain.context import Context
from engine.model.block_templates import BlockTemplateQuery
from engine.model.errors import Invalid, NotFound
from engine.model.posts import Post, PostQuery, TaxQuery
from engine.model.terms import Term, TermQuery
from engine.model.widgets import Widget

log = logging.getLogger(__name__)

Answers = dict[Need[Any], Any]

_ORDERS = {"title": "title", "menu_order": "menu_order", "modified": "modified", "comment_count": "comment_count",
           "author": "author", "rand": "rand"}  # fmt: skip


async def answer(ctx: Context, needs: Iterable[Need[object]]) -> Mapping[Need[object], object]:
    """Every answer that the site has, and what came to light with it; a question without one keeps its empty answer."""
    asked: dict[type, list[Any]] = {}
    for need in needs:
        asked.setdefault(type(need), []).append(need)
    answers: Answers = {}
    for kind, questions in asked.items():
        loader = LOADERS.get(kind)
        if loader:
            answers.update(await loader(ctx, questions))
    return cast("Mapping[Need[object], object]", answers)


async def remember(ctx: Context, items: Iterable[Post]) -> None:
    """Read what views of these posts need."""
    found = list(items)
    await posts.remember(ctx, found)
    await posts.remember_terms(ctx, found)
    await posts.remember_meta(ctx, found)
    await permalinks.remember(ctx, found)
    authors = {one.author for one in found}
    await users.remember(ctx, authors)
    await users.remember_meta(ctx, [user for user in map(users.memory(ctx).get, authors) if user])


def show(ctx: Context, post: Post) -> None:
    """Let blocks show a post whatever its status, for whoever asked for its text may read it."""
    cast("set[int]", ctx.remembered("blocks").setdefault("own", set())).add(post.id)


def _is_public(ctx: Context, post: Post) -> bool:
    if post.id in ctx.remembered("blocks").get("own", ()):
        return True
    kind = ctx.types.post_types.get(post.type)
    return (
        bool(kind and kind.is_viewable)
        and posts.is_readable(ctx, post)
        and post.status in {"publish", "inherit"}
    )


async def _public_posts(ctx: Context, ids: Iterable[int]) -> dict[int, Post]:
    found = await posts.by_ids(ctx, ids)
    shown = {identity: post for identity, post in found.items() if _is_public(ctx, post)}
    await remember(ctx, shown.values())
    return shown


async def _posts(ctx: Context, needs: list[ask.PostNeed]) -> Answers:
    found = await _public_posts(ctx, [need.id for need in needs])
    return {need: block_views.post(ctx, found[need.id]) if need.id in found else None for need in needs}


async def _reusable(ctx: Context, needs: list[ask.ReusableNeed]) -> Answers:
    found = await posts.by_ids(ctx, [need.id for need in needs])
    return {
        need: post.content
        if (post := found.get(need.id))
        and post.type == need.type
        and post.status == "publish"
        and not post.password
        else ""
        for need in needs
    }


async def _navigation(ctx: Context, needs: list[ask.NavigationNeed]) -> Answers:
    named = await posts.by_ids(ctx, [need.id for need in needs if need.id])
    newest = (await posts.query(ctx, PostQuery(types=("wp_navigation",), per_page=1, count=False))).items
    answers: Answers = {}
    for need in needs:
        post = named.get(need.id) if need.id else next(iter(newest), None)
        shown = post is not None and post.type == "wp_navigation" and post.status == "publish"
        answers[need] = ask.Menu(post.id, post.title, post.content) if post and shown else None
    return answers


async def _media(ctx: Context, needs: list[ask.MediaNeed]) -> Answers:
    found = await posts.by_ids(ctx, [need.id for need in needs])
    attachments = {identity: post for identity, post in found.items() if post.type == "attachment"}
    await posts.remember_meta(ctx, attachments.values())
    return {
        need: block_views.picture(ctx, attachments[need.id]) if need.id in attachments else None
        for need in needs
    }


async def _people(ctx: Context, needs: list[ask.PersonNeed]) -> Answers:
    await users.remember(ctx, [need.id for need in needs])
    known = users.memory(ctx)
    await users.remember_meta(ctx, [known[need.id] for need in needs if need.id in known])
    return {need: block_views.person(ctx, known[need.id]) if need.id in known else None for need in needs}


async def _meta_values(ctx: Context, needs: list[ask.MetaNeed]) -> Answers:
    """Only what was registered for the API may be bound, and nothing that begins with an underscore."""
    await posts.by_ids(ctx, [need.id for need in needs if need.kind == "post"])
    for kind in ("post", "term"):
        await meta.remember(ctx, kind, [need.id for need in needs if need.kind == kind])
    return {need: _meta_value(ctx, need) for need in needs}


async def _icons(_ctx: Context, needs: list[ask.IconNeed]) -> Answers:
    known = icons()
    return {need: known[need.name].drawing for need in needs if need.name in known}


def _meta_value(ctx: Context, need: ask.MetaNeed) -> str | None:
    known = posts.memory(ctx)
    post = known.get(need.id) if need.kind == "post" else None
    # A revision keeps some meta of its post.
    owner = known.get(post.parent) if post and post.type == "revision" else post
    kind = owner.type if owner else ""
    shown = {key.key for key in ctx.types.meta_keys_of(kind)} if kind else set()
    if need.key.startswith("_") or need.key not in shown:
        return None
    values = meta.of(ctx, need.kind, need.id).get(need.key)
    return values[0] if values else None


async def _lists(ctx: Context, needs: list[ask.PostsNeed]) -> Answers:
    answers: Answers = {}
    for asked in needs:
        kind = ctx.types.post_types.get(asked.type)
        need = asked if kind and kind.is_viewable else replace(asked, type="post")
        per_page = need.per_page or max(ctx.options.integer("posts_per_page", 10), 1)
        page = await posts.query(ctx, _question(ctx, need, per_page))
        items = tuple(page.items)
        if need.sticky == "first" and need.page == 1:
            items = await _sticky_first(ctx, need, items)
        await remember(ctx, items)
        views = tuple(block_views.post(ctx, one) for one in items)
        answers[asked] = ask.PostPage(views, page.total, page.pages(per_page), per_page)
        # The blocks of a template ask next for each of them by itself.
        answers |= {
            ask.PostNeed(one.id): view for one, view in zip(items, views, strict=True) if _is_public(ctx, one)
        }
    return answers


def _question(ctx: Context, need: ask.PostsNeed, per_page: int) -> PostQuery:
    sticky = tuple(posts.sticky_posts(ctx))
    return PostQuery(
        types=(need.type,),
        readership=query.readership(ctx, (need.type,)) if need.with_private else None,
        include=(sticky or (0,)) if need.sticky == "only" else (),
        exclude=(*need.exclude, *(sticky if need.sticky == "exclude" else ())),
        authors=tuple(int(one) for one in need.author.split(",") if one.strip().isdecimal()),
        parents=need.parents,
        search=need.search,
        taxonomies=tuple(
            TaxQuery(taxonomy, ids, "IN" if wanted else "NOT IN", include_children=need.include_children)
            for taxonomy, ids, wanted in need.terms
        ),
        formats=need.formats,
        order="asc" if need.order.lower() == "asc" else "desc",
        orderby=_ORDERS.get(need.orderby, "date"),
        per_page=per_page,
        offset=need.offset + (need.page - 1) * per_page,
    )


async def _sticky_first(ctx: Context, need: ask.PostsNeed, items: tuple[Post, ...]) -> tuple[Post, ...]:
    wanted = tuple(posts.sticky_posts(ctx))
    if not wanted:
        return items
    found = await posts.query(ctx, PostQuery(types=(need.type,), include=wanted, per_page=-1, count=False))
    ids = {one.id for one in found.items}
    return (*found.items, *(one for one in items if one.id not in ids))


async def _neighbours(ctx: Context, needs: list[ask.AdjacentNeed]) -> Answers:
    known = await posts.by_ids(ctx, [need.id for need in needs])
    answers: Answers = {}
    for need in needs:
        post = known.get(need.id)
        found = (
            await posts.adjacent(ctx, post, previous=need.previous, taxonomy=need.taxonomy) if post else None
        )
        if found:
            await remember(ctx, [found])
        answers[need] = block_views.post(ctx, found) if found else None
    return answers


async def _pages(ctx: Context, needs: list[ask.PagesNeed]) -> Answers:
    asked = PostQuery(types=("page",), orderby="menu_order title", order="asc", per_page=-1, count=False)
    found = (await posts.query(ctx, asked)).items
    await remember(ctx, found)
    pages = tuple(
        ask.PostView(one.id, one.type, one.name, one.title, permalinks.of_post(ctx, one), parent=one.parent)
        for one in found
    )
    return dict.fromkeys(needs, pages)


async def _taxonomies(ctx: Context, needs: list[ask.TaxonomyNeed]) -> Answers:
    known = ctx.types.taxonomies
    return {need: block_views.taxonomy(known[need.name]) if need.name in known else None for need in needs}


async def _types(ctx: Context, needs: list[ask.PostTypeNeed]) -> Answers:
    known = ctx.types.post_types
    return {need: known[need.name].singular if need.name in known else "" for need in needs}


async def _term(ctx: Context, needs: list[ask.TermNeed]) -> Answers:
    answers: Answers = {}
    for need in needs:
        if await terms.exists(ctx, need.id, need.taxonomy):
            one = await terms.get(ctx, need.id, need.taxonomy)
            await archive_links.remember_terms(ctx, [one])
            answers[need] = block_views.term(ctx, one)
    return answers


async def _term_lists(ctx: Context, needs: list[ask.TermsNeed]) -> Answers:
    answers: Answers = {}
    for need in needs:
        page = await terms.query(
            ctx,
            TermQuery(
                (need.taxonomy,),
                include=need.include,
                parent=need.parent,
                child_of=need.child_of or None,
                hide_empty=need.hide_empty,
                order="desc" if need.order.lower() == "desc" else "asc",
                orderby=need.orderby,
                per_page=0 if need.pad_counts or need.hide_empty else need.number,
            ),
        )
        found = page.items
        if need.hide_empty and not need.hierarchical and need.parent is None:
            # In a list that is no tree a term without posts does not stand for those below it.
            found = tuple(one for one in found if one.count)
        if need.pad_counts:
            found = _padded(found, await terms.published_objects(ctx, found))
        await archive_links.remember_terms(ctx, found)
        answers[need] = tuple(block_views.term(ctx, one) for one in found[: need.number or None])
    return answers


def _padded(items: tuple[Term, ...], having: Mapping[int, frozenset[int]]) -> tuple[Term, ...]:
    """The terms with the posts of those below them counted in, each post once (_pad_term_counts)."""
    own = {one.id: having.get(one.taxonomy_id, frozenset()) for one in items}
    return tuple(
        replace(
            one, count=len(own[one.id].union(*(own[below] for below in terms.descendants(items, one.id))))
        )
        for one in items
    )


async def _terms_of_posts(ctx: Context, needs: list[ask.PostTermsNeed]) -> Answers:
    found = await _public_posts(ctx, [need.post for need in needs])
    answers: Answers = {}
    for need in needs:
        post = found.get(need.post)
        items = posts.terms(ctx, post, need.taxonomy) if post else ()
        await archive_links.remember_terms(ctx, items)
        answers[need] = tuple(block_views.term(ctx, one) for one in items)
    return answers


async def _crumbs(ctx: Context, needs: list[ask.CrumbsNeed]) -> Answers:
    found = await posts.by_ids(ctx, [need.post for need in needs])
    return {
        need: await crumbs.of_post(ctx, found[need.post], prefers_terms=need.prefers_terms)
        for need in needs
        if need.post in found and posts.is_readable(ctx, found[need.post])
    }


async def _archives(ctx: Context, needs: list[ask.ArchivesNeed]) -> Answers:
    return {need: await archives.entries(ctx, need.kind) for need in needs}


async def _calendars(ctx: Context, needs: list[ask.CalendarNeed]) -> Answers:
    return {need: await archives.month(ctx, need.year, need.month) for need in needs}


async def _latest_comments(ctx: Context, needs: list[ask.LatestCommentsNeed]) -> Answers:
    newest = await block_comments.latest(ctx, max(need.number for need in needs))
    return {need: tuple(newest[: max(need.number, 0)]) for need in needs}


async def _comments(ctx: Context, needs: list[ask.CommentNeed]) -> Answers:
    found = await block_comments.by_ids(ctx, [need.id for need in needs])
    return {need: found.get(need.id) for need in needs}


async def _comment_links(ctx: Context, needs: list[ask.CommentLinksNeed]) -> Answers:
    found = await block_comments.links(ctx, [need.id for need in needs])
    return {need: found.get(need.id) for need in needs}


async def _comment_forms(ctx: Context, needs: list[ask.CommentFormNeed]) -> Answers:
    found = await _public_posts(ctx, [need.post for need in needs])
    return {
        need: await block_comments.form(ctx, found[need.post], need.answers)
        for need in needs
        if need.post in found
    }


async def _comments_of_posts(ctx: Context, needs: list[ask.PostCommentsNeed]) -> Answers:
    found = await _public_posts(ctx, [need.post for need in needs])
    return {
        need: await block_comments.of_post(ctx, found[need.post])
        for need in needs
        if need.post in found and not posts.is_locked(ctx, found[need.post])
    }


async def _attachments(ctx: Context, needs: list[ask.AttachmentsNeed]) -> Answers:
    found = await library.find(ctx, [need.query for need in needs])
    return {need: found.get(need.query, ()) for need in needs}


async def _embeds(ctx: Context, needs: list[ask.EmbedNeed]) -> Answers:
    return {need: html for need, html in (await oembed_consumer.find(ctx, needs)).items() if html}


async def _feeds(ctx: Context, needs: list[ask.FeedNeed]) -> Answers:
    found = await feed_reading.find(ctx, [need.url for need in needs])
    return {need: found[need.url][: max(need.number, 0)] for need in needs if need.url in found}


async def _widgets(ctx: Context, needs: list[ask.WidgetNeed]) -> Answers:
    """Widgets where they stand, or of a kind with the settings that a block carries, if they were made here."""
    answers: Answers = {}
    for need in needs:
        try:
            widget = widgets.get(ctx, need.id) if need.id else await _carried_widget(ctx, need)
        except (Invalid, NotFound):
            continue
        answers[need] = (await widget_texts.views(ctx, (widget,), alone=not need.id)).get(widget.id)
    return answers


async def _carried_widget(ctx: Context, need: ask.WidgetNeed) -> Widget:
    settings = await widgets.decoded(ctx, need.encoded, need.proof) if need.encoded or need.proof else {}
    return Widget(widgets.type_of(need.kind), 0, settings, "")


async def _of_plugins(ctx: Context, needs: list[ask.PluginNeed]) -> Answers:
    """What plugins find for their blocks; one that fails is reported, and its block shows nothing."""
    answers: Answers = {}
    for need in needs:
        load = ctx.types.loads.get(need.name)
        if load is None:
            continue
        try:
            answers[need] = (await load(ctx, json.loads(need.said), need.post),)
        except Exception:
            log.exception("%s finds nothing", need.name)
    return answers


async def _logging_out(ctx: Context, needs: list[ask.LogoutNeed]) -> Answers:
    return dict.fromkeys(needs, await nonces.nonce(ctx, "log-out"))


async def _patterns(ctx: Context, needs: list[ask.PatternNeed]) -> Answers:
    known = ctx.types.patterns
    return {need: known[need.slug].content for need in needs if need.slug in known}


async def _template_parts(ctx: Context, needs: list[ask.TemplatePartNeed]) -> Answers:
    """Parts of the theme in use, as its files have them or as the site has changed them."""
    theme = block_templates.stylesheet(ctx)
    asked = {need: need.slug for need in needs if need.theme in {"", theme}}
    wanted = BlockTemplateQuery("wp_template_part", slugs=tuple(dict.fromkeys(asked.values())))
    found = await block_templates.query(ctx, wanted) if asked else ()
    parts = {one.slug: ask.TemplatePart(one.content, one.area) for one in reversed(found)}
    return {need: parts[slug] for need, slug in asked.items() if slug in parts}


Loader = Callable[[Context, list[Any]], Awaitable[Answers]]

LOADERS: dict[type, Loader] = {
    ask.PostNeed: _posts,
    ask.ReusableNeed: _reusable,
    ask.NavigationNeed: _navigation,
    ask.MediaNeed: _media,
    ask.PersonNeed: _people,
    ask.MetaNeed: _meta_values,
    ask.IconNeed: _icons,
    ask.PostsNeed: _lists,
    ask.AdjacentNeed: _neighbours,
    ask.PagesNeed: _pages,
    ask.TaxonomyNeed: _taxonomies,
    ask.PostTypeNeed: _types,
    ask.TermNeed: _term,
    ask.TermsNeed: _term_lists,
    ask.PostTermsNeed: _terms_of_posts,
    ask.AttachmentsNeed: _attachments,
    ask.EmbedNeed: _embeds,
    ask.FeedNeed: _feeds,
    ask.WidgetNeed: _widgets,
    ask.PluginNeed: _of_plugins,
    ask.LogoutNeed: _logging_out,
    ask.PatternNeed: _patterns,
    ask.TemplatePartNeed: _template_parts,
    ask.CrumbsNeed: _crumbs,
    ask.ArchivesNeed: _archives,
    ask.CalendarNeed: _calendars,
    ask.LatestCommentsNeed: _latest_comments,
    ask.CommentNeed: _comments,
    ask.CommentLinksNeed: _comment_links,
    ask.CommentFormNeed: _comment_forms,
    ask.PostCommentsNeed: _comments_of_posts,
}
