"""Posts that come to be, change and go, with their hooks in WordPress's order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Final

from engine.content.slugs import sanitize_title
from engine.domain import (
    drafts,
    hooks,
    locks,
    menu_following,
    meta,
    oembed_consumer,
    permalinks,
    post_rights,
    posts,
    queue,
    revisions,
    slugs,
    subscriptions,
    terms,
    trashing,
    users,
    websub,
)
from engine.domain.context import Context
from engine.model.errors import DomainError, Invalid, NotFound
from engine.model.ids import MAX_ID
from engine.model.jobs import Job, PostNumber
from engine.model.posts import Post, PostDraft
from engine.model.terms import TermDraft, TermQuery
from engine.model.types import PostType
from engine.store import post_writing as store
from engine.store.collation import sort_key
from engine.store.post_writing import Saving
from engine.store.revisions import NONE as NO_VERSIONS

# Publish a scheduled post, whose time this job only rings for; tell other sites of a post that is published.
PUBLISH: Final = Job("publish_post", PostNumber)
PING: Final = Job("ping", PostNumber, atomic=True)


async def create(ctx: Context, draft: PostDraft, *, base: Post | None = None) -> Post:
    """Add a post (wp_insert_post); `base` is what it is before anybody says anything, as an attachment has a file.

    Raises Forbidden for what the actor may not do, and Invalid for an empty post or an author who does not exist.
    """
    kind = _kind(ctx, draft.type)
    post_rights.require_creation(ctx, kind, author=draft.author, sticky=bool(draft.sticky))
    await _require(ctx, kind, draft)
    post = await drafts.resolved(ctx, kind, base or drafts.blank(ctx, kind), draft)
    post = await ctx.hooks.apply(hooks.wp_insert_post_data, post, draft)
    saving = Saving(
        post,
        finish=lambda saved: _finished(ctx, saved),
        meta=await _meta(ctx, kind, draft),
        own_id_in=draft.own_id_in,
        terms=await _terms(ctx, kind, post, draft),
        besides=await trashing.out_of_the_way(ctx, post),
    )
    await _remember_addresses(ctx, saving)
    saving = replace(saving, post=_with_address(ctx, post))
    saved = await _save(ctx, saving, post)
    _remember_new(ctx, saved, saving, draft)
    await _written(ctx, saved, None, draft)
    return saved


async def begin(ctx: Context, type: str) -> Post:
    """An empty post for an editor that is about to fill it (get_default_post_to_edit); raises as `create` does."""
    return await create(ctx, PostDraft(type=type, title="Auto Draft", status="auto-draft"))


async def compose(ctx: Context, draft: PostDraft) -> Post:
    """Add a post the way editors do: an empty one first, which the draft then changes. Raises as `create` does."""
    kind = _kind(ctx, draft.type)
    post_rights.require_creation(ctx, kind, author=draft.author, sticky=bool(draft.sticky))
    await _require(ctx, kind, draft)
    post = await begin(ctx, kind.name)
    try:
        return await update(ctx, post, draft)
    except DomainError:
        await store.delete(ctx.db, post, hierarchical=kind.hierarchical)
        raise


async def update(ctx: Context, post: Post, changes: PostDraft, *, in_history: bool = True) -> Post:
    """Change a post (wp_update_post), with a revision unless it is not to be `in_history`; raises as `create` does."""
    kind = _kind(ctx, post.type)
    post_rights.require_change(ctx, kind, post, author=changes.author, sticky=bool(changes.sticky))
    await _require(ctx, kind, changes, before=post)
    return await _change(ctx, kind, post, changes, {}, in_history=in_history)


async def set_terms(ctx: Context, post: Post, terms: Mapping[str, tuple[int, ...]]) -> None:
    """Give a post these terms of these taxonomies and change nothing else of it (wp_set_post_terms)."""
    kind = _kind(ctx, post.type)
    post_rights.require_edit(ctx, post)
    given = await _terms(ctx, kind, post, PostDraft(type=post.type, terms=dict(terms)))
    await _save(ctx, Saving(post, terms=given), post)
    _forget(ctx, post)


async def restore_revision(ctx: Context, revision: Post) -> Post:
    """Make a post what it was (wp_restore_post_revision); needs the revision's post in the request's memory."""
    post = posts.memory(ctx).get(revision.parent)
    if post is None:
        raise NotFound("The post of this revision is gone.", code="rest_post_invalid_parent")
    post_rights.require_edit(ctx, post)
    await meta.remember(ctx, "post", (revision.id,))
    stored = meta.of(ctx, "post", revision.id)
    kept = {key: tuple(stored.get(key, ())) for key in ctx.types.revisioned_keys_of(post.type)}
    texts = PostDraft(title=revision.title, content=revision.content, excerpt=revision.excerpt, meta=kept)
    editor = {"_edit_last": (str(ctx.actor.id),)}
    restored = await _change(ctx, _kind(ctx, post.type), post, texts, editor)
    await ctx.hooks.do(hooks.wp_restore_post_revision, post.id, revision.id)
    return restored


async def trash(ctx: Context, post: Post) -> Post:
    """Put a post into the trash (wp_trash_post), where the site has one; its slug is free for others from then on."""
    post_rights.require_removal(ctx, post)
    if not ctx.site.settings.has_trash:
        await delete(ctx, post)
        return replace(post, status="trash")
    await ctx.hooks.do(hooks.wp_trash_post, post.id, post.status)
    await _leave_front(ctx, post)
    since = str(int(ctx.now.timestamp()))
    kept = {trashing.FORMER_STATUS: (post.status,), trashing.SINCE: (since,)}
    ctx.remembered("trashed_status")[post.id] = post.status
    trashed = await _change(ctx, _kind(ctx, post.type), post, PostDraft(status="trash"), kept)
    await ctx.hooks.do(hooks.trashed_post, post.id, post.status)
    return trashed


async def delete(ctx: Context, post: Post) -> None:
    """Remove a post for good (wp_delete_post), with its revisions, meta, comments and terms."""
    post_rights.require_removal(ctx, post)
    await ctx.hooks.do(hooks.before_delete_post, post.id, post)
    await _leave_front(ctx, post)
    await ctx.hooks.do(hooks.delete_post, post.id, post)
    gone = await store.delete(ctx.db, post, hierarchical=_kind(ctx, post.type).hierarchical)
    for identity in gone:
        posts.memory(ctx).pop(identity, None)
    if post.type not in {"revision", menu_following.ITEM}:
        await menu_following.forget(ctx, "post_type", post.id)
    await ctx.hooks.do(hooks.deleted_post, post.id, post)
    await ctx.hooks.do(hooks.after_delete_post, post.id, post)


async def come_due(ctx: Context, post: Post) -> Post | None:
    """Publish a scheduled post whose time has come (wp_publish_post); None where somebody else did so meanwhile."""
    published = replace(post, status="publish")
    await meta.remember(ctx, "post", (post.id,))

    async def work() -> bool:
        recount = _taxonomies(ctx, _kind(ctx, post.type))
        if not await store.publish(ctx.db, post, recount=recount):
            return False
        await _plan(ctx, published)
        return True

    if not await ctx.db.atomically(work):
        return None
    _forget(ctx, post)
    posts.memory(ctx)[post.id] = published
    await menu_following.join(ctx, published)
    await _tell_of_status(ctx, published, post.status)
    await ctx.hooks.do(hooks.edit_post_type.of(post_type=post.type), post.id, published)
    await ctx.hooks.do(hooks.edit_post, post.id, published)
    await _tell_of_saving(ctx, published, post)
    return published


async def _save(ctx: Context, saving: Saving, before: Post) -> Post:
    """Write a post together with what becomes of its comments, and the jobs that follow from it."""

    async def work() -> Post:
        saved = await trashing.move_comments(ctx, before, await store.save(ctx.db, saving))
        await _plan(ctx, saved)
        return saved

    return await ctx.db.atomically(work)


async def _plan(ctx: Context, post: Post) -> None:
    """A post for later will be published in its minute, and others are told of one that is published now."""
    if post.status == "future" and post.date_gmt:
        at = post.date_gmt.replace(tzinfo=UTC)
        await queue.add(ctx, PUBLISH, PostNumber(post.id), at=at, key=str(post.id))
    if post.status == "publish" and post.type == "post" and ctx.actor.via != "system":
        if _may_be_told(ctx, post):
            await queue.add(ctx, PING, PostNumber(post.id), key=str(post.id))
        await websub.tell_later(ctx, post)
    if oembed_consumer.asks(post):
        await queue.add(ctx, oembed_consumer.FIND, PostNumber(post.id), key=str(post.id))


def _may_be_told(ctx: Context, post: Post) -> bool:
    """Whether there may be anybody to tell of a post; who that is, is found in the background. Needs its meta."""
    services = ctx.options.flag("blog_public", default=True) and ctx.options.text("ping_sites").strip()
    named = post.to_ping.strip() or "enclosure" in meta.of(ctx, "post", post.id)
    content = post.content.lower()
    linked = any(sign in content for sign in ("href", "src", "http"))
    return bool(services or named or linked) or not ctx.hooks.is_own(hooks.pre_ping)


def _kind(ctx: Context, name: str) -> PostType:
    kind = ctx.types.post_types.get(name)
    if kind is None:
        raise Invalid("There is no such type of posts.", code="invalid_post_type")
    return kind


async def _require(ctx: Context, kind: PostType, draft: PostDraft, before: Post | None = None) -> None:
    """What is asked of a draft beyond the rights to the post itself."""
    if draft.status and (before is None or draft.status != before.status):
        post_rights.require_status(ctx, kind, draft.status)
    for name, ids in draft.terms.items():
        await post_rights.require_terms(ctx, ctx.types.taxonomies[name], ids)
    if draft.author and draft.author != ctx.actor.id:
        try:
            await users.get(ctx, draft.author)
        except NotFound as error:
            raise Invalid("There is no such author.", code="rest_invalid_author") from error
    sticky = draft.sticky or (draft.sticky is None and before is not None and posts.is_sticky(ctx, before))
    if sticky and (draft.password or (draft.sticky and before and before.password)):
        raise Invalid("A post is either sticky or has a password.", code="rest_invalid_field")


def _edited(ctx: Context, post: Post) -> dict[str, tuple[str, ...]]:
    """Who saves a post while editing it in the editor has edited it last; other programs leave no such note."""
    return {"_edit_last": (str(ctx.actor.id),)} if locks.is_held(ctx, post) else {}


async def _change(
    ctx: Context,
    kind: PostType,
    before: Post,
    changes: PostDraft,
    kept: store.MetaChanges,
    *,
    in_history: bool = True,
) -> Post:
    await meta.remember(ctx, "post", (before.id,))
    former, changes = trashing.wish(ctx, before, changes)
    after = await drafts.resolved(ctx, kind, before, changes)
    named = await trashing.slug(ctx, before, after)
    after = await ctx.hooks.apply(hooks.wp_insert_post_data, replace(after, name=named), changes)
    restored = trashing.leaves(before, after)
    came_from = meta.value(ctx, "post", before.id, trashing.FORMER_STATUS)
    if restored:
        await ctx.hooks.do(hooks.untrash_post, before.id, came_from)
    await ctx.hooks.do(hooks.pre_post_update, before.id, after)
    written = await _meta(ctx, kind, changes)
    history = await revisions.of(ctx, kind, after, written) if in_history else ()
    saving = Saving(
        after,
        meta={**_edited(ctx, before), **kept, **former, **_addresses_before(ctx, kind, before, after),
              **await trashing.notes(ctx, before, after), **written},
        own_id_in=changes.own_id_in,
        terms=await _terms(ctx, kind, after, changes),
        recount=_taxonomies(ctx, kind) if (before.status == "publish") != (after.status == "publish") else (),
        besides=(*await trashing.out_of_the_way(ctx, after), *history),
    )  # fmt: skip
    if not after.name and after.status not in slugs.UNPLACED:
        after = replace(after, name=await slugs.unique(ctx, str(after.id), after))
        saving = replace(saving, post=after)
    saved = await _save(ctx, saving, before)
    await _written(ctx, saved, before, changes)
    if restored:
        await ctx.hooks.do(hooks.untrashed_post, saved.id, came_from)
    return saved


def _taxonomies(ctx: Context, kind: PostType) -> tuple[str, ...]:
    return tuple(taxonomy.name for taxonomy in ctx.types.taxonomies_of(kind.name))


def _finished(ctx: Context, post: Post) -> Post:
    """A new post once it has its id: with a slug, where the title gave none, and its address at birth."""
    if not post.name and post.status not in slugs.UNPLACED:
        post = replace(post, name=sanitize_title(post.title, str(post.id), locale=ctx.locale))
    return replace(post, guid=post.guid or permalinks.of_post(ctx, post))


def _with_address(ctx: Context, post: Post) -> Post:
    """A post that will be new with its address at birth, where neither slug nor address wait for its id."""
    if not post.name and post.status not in slugs.UNPLACED:
        return post
    addresses = {permalinks.of_post(ctx, replace(post, id=one)) for one in (MAX_ID, MAX_ID - 1)}
    return replace(post, guid=post.guid or addresses.pop()) if len(addresses) == 1 else post


async def _remember_addresses(ctx: Context, saving: Saving) -> None:
    """What the address of a new post will need, whose terms are not stored yet."""
    post = saving.post
    if post.parent:
        await posts.by_ids(ctx, (post.parent,))
    given = [await terms.get(ctx, one, name) for name, ids in saving.terms.items() for one in ids]
    posts.keep_terms(ctx, post.id, sorted(given, key=lambda one: sort_key(one.name)))
    await permalinks.remember(ctx, (post,))


def _remember_new(ctx: Context, post: Post, saving: Saving, draft: PostDraft) -> None:
    """Know of a new post what was just written with it."""
    written = {**saving.meta, **dict.fromkeys(saving.own_id_in, (str(post.id),))}
    ctx.remembered("post_meta")[post.id] = {key: list(values) for key, values in written.items() if values}
    ctx.remembered("versions")[post.id] = NO_VERSIONS
    if post.name and draft.name is None and post.status not in slugs.UNPLACED:
        ctx.remembered("sample_slug")[post.id] = post.name
    given = ctx.remembered("post_terms").pop(saving.post.id, {})
    if post.status == "publish":
        given = {name: tuple(replace(one, count=one.count + 1) for one in its) for name, its in given.items()}
    ctx.remembered("post_terms")[post.id] = given


async def _written(ctx: Context, post: Post, before: Post | None, draft: PostDraft) -> None:
    """Let this request know the post as it is now, stick it, and tell whoever listens."""
    if before:
        _forget(ctx, before)
    posts.memory(ctx)[post.id] = post
    if draft.sticky is not None:
        await _stick(ctx, post.id, sticky=draft.sticky)
    if post.type == "attachment":
        await _tell_of_attachment(ctx, post, before)
        return
    if post.status == "publish" and (before is None or before.status != "publish"):
        await menu_following.join(ctx, post)
    await _tell_of_status(ctx, post, before.status if before else "new")
    if before:
        await ctx.hooks.do(hooks.edit_post_type.of(post_type=post.type), post.id, post)
        await ctx.hooks.do(hooks.edit_post, post.id, post)
        await ctx.hooks.do(hooks.post_updated, post.id, post, before)
    await _tell_of_saving(ctx, post, before)


def _forget(ctx: Context, post: Post) -> None:
    """Forget what this request knew of a post that was changed."""
    for memory in ("post_terms", "post_meta", "attachment_metadata", "versions", "sample_slug", "unlocked"):
        ctx.remembered(memory).pop(post.id, None)


async def _tell_of_status(ctx: Context, post: Post, old: str) -> None:
    do = ctx.hooks.do
    await do(hooks.transition_post_status, post.status, old, post)
    if post.status == "publish" and old != "publish":
        await subscriptions.tell_of_post(ctx, post)
    await do(hooks.old_status_to_new_status.of(old_status=old, new_status=post.status), post)
    await do(hooks.status_post_type.of(status=post.status, post_type=post.type), post.id, post, old)


async def _tell_of_saving(ctx: Context, post: Post, before: Post | None) -> None:
    do, update = ctx.hooks.do, before is not None
    await do(hooks.save_post_type.of(post_type=post.type), post.id, post, update)
    await do(hooks.save_post, post.id, post, update)
    await do(hooks.wp_insert_post, post.id, post, update)
    await do(hooks.wp_after_insert_post, post.id, post, update, before)


async def _tell_of_attachment(ctx: Context, post: Post, before: Post | None) -> None:
    """Attachments have actions of their own in the place of those of other posts."""
    if before is None:
        await ctx.hooks.do(hooks.add_attachment, post.id)
        return
    await ctx.hooks.do(hooks.edit_attachment, post.id)
    await ctx.hooks.do(hooks.attachment_updated, post.id, post, before)


# Terms and meta.


async def _terms(ctx: Context, kind: PostType, post: Post, draft: PostDraft) -> dict[str, tuple[int, ...]]:
    """The terms to give: those that exist, and the default category where nothing is said and the post has none."""
    given: dict[str, tuple[int, ...]] = {}
    for name, ids in draft.terms.items():
        given[name] = tuple([one for one in dict.fromkeys(ids) if await terms.exists(ctx, one, name)])
    if draft.format is not None:
        given["post_format"] = await _format_term(ctx, draft.format)
    if kind.name == "post" and "category" not in given and post.status != "auto-draft":
        given |= await _default_category(ctx, post)
    return given


async def _default_category(ctx: Context, post: Post) -> dict[str, tuple[int, ...]]:
    if post.id:
        await posts.remember_terms(ctx, (post,))
    default = ctx.options.integer("default_category")
    if posts.terms(ctx, post, "category") or not await terms.exists(ctx, default, "category"):
        return {}
    return {"category": (default,)}


async def _format_term(ctx: Context, name: str) -> tuple[int, ...]:
    """The term of a format, which is made when it is first used."""
    if name == "standard":
        return ()
    slug = f"post-format-{name}"
    found = await terms.query(ctx, TermQuery(("post_format",), slugs=(slug,), per_page=1))
    if found.items:
        return (found.items[0].id,)
    return ((await terms.create(ctx, "post_format", TermDraft(name=slug, slug=slug))).id,)


async def _meta(ctx: Context, kind: PostType, draft: PostDraft) -> dict[str, tuple[str, ...]]:
    changes = dict(draft.meta)
    if draft.template is not None:
        changes["_wp_page_template"] = (draft.template,)
    if draft.featured_media is not None and kind.supports_feature("thumbnail"):
        changes |= await _thumbnail(ctx, draft.featured_media)
    return changes


async def _thumbnail(ctx: Context, identity: int) -> dict[str, tuple[str, ...]]:
    """An image becomes the featured one, anything else takes it away, and what does not exist changes nothing."""
    media = (await posts.by_ids(ctx, (identity,))).get(identity)
    if identity and media is None:
        return {}
    return {"_thumbnail_id": (str(identity),) if media and media.mime_type.startswith("image/") else ()}


# The front.


async def _leave_front(ctx: Context, post: Post) -> None:
    """A post that goes is no longer sticky, and no longer a page of the front."""
    await _stick(ctx, post.id, sticky=False)
    if post.type != "page":
        return
    if ctx.options.integer("page_on_front") == post.id:
        await ctx.site.options.put("show_on_front", "posts")
        await ctx.site.options.put("page_on_front", "0")
    if ctx.options.integer("page_for_posts") == post.id:
        await ctx.site.options.put("page_for_posts", "0")


async def _stick(ctx: Context, identity: int, *, sticky: bool) -> None:
    known = posts.sticky_posts(ctx)
    if sticky == (identity in known):
        return
    changed = [one for one in posts.sticky_list(ctx) if one != identity] + ([identity] if sticky else [])
    await ctx.site.options.put("sticky_posts", changed)
    ctx.remembered("sticky")["ids"] = changed


# What stays of what a post was.


def _addresses_before(ctx: Context, kind: PostType, before: Post, after: Post) -> dict[str, tuple[str, ...]]:
    """Slugs and days by which a published post was known, from which its old addresses lead to the new one."""
    published = after.status == "publish" or (after.type == "attachment" and after.status == "inherit")
    if not published or kind.hierarchical:
        return {}
    days = [post.date.date().isoformat() if post.date else "" for post in (before, after)]
    changes: dict[str, tuple[str, ...]] = {}
    for key, (old, new) in (("_wp_old_slug", (before.name, after.name)), ("_wp_old_date", tuple(days))):
        if old != new:
            known = meta.of(ctx, "post", before.id).get(key, [])
            changes[key] = tuple(dict.fromkeys(one for one in (*known, old) if one and one != new))
    return changes
