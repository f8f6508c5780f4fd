"""Templates and parts made of blocks: the active theme's files, and what the site has stored in their place.

A stored template is a post of the type wp_template or wp_template_part that has the theme's name as a term of wp_theme.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from engine.content.blocks.templates import with_theme
from engine.domain import meta, post_rights, posts, publishing, terms, users
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.model.block_templates import BlockTemplate, BlockTemplateDraft, BlockTemplateQuery, TemplateType
from engine.model.designs import TemplateFile
from engine.model.errors import Conflict, Forbidden, Invalid, NotFound
from engine.model.posts import Post, PostDraft, PostQuery, TaxQuery
from engine.model.terms import TermDraft, TermQuery

AREAS = ("uncategorized", "header", "footer", "navigation-overlay")

# The templates that WordPress knows by name: title and what they are for; three are worded as answers on record are.
KNOWN = {
    "index": (
        "Index",
        "Used as a fallback template for all pages when a more specific template is not defined.",
    ),
    "home": ("Blog Home", "Shows the latest posts, on the home page or on the page that is set for them."),
    "front-page": ("Front Page", "Shows the front of the site, whether that is a page or the latest posts."),
    "singular": ("Single Entries", "Shows one post or one page for which there is nothing more specific."),
    "single": ("Single Posts", "Shows one post for which there is nothing more specific."),
    "page": (
        "Pages",
        "Displays a static page unless a custom template has been applied to that page or a dedicated template exists.",
    ),
    "archive": ("All Archives", "Shows posts by what they have in common, where nothing more specific does."),
    "author": ("Author Archives", "Shows the posts of one author."),
    "category": ("Category Archives", "Shows the posts of one category."),
    "taxonomy": ("Taxonomy Archives", "Shows the posts of one term of a taxonomy of a plugin's."),
    "date": ("Date Archives", "Shows the posts of a year, a month or a day."),
    "tag": ("Tag Archives", "Shows the posts of one tag."),
    "attachment": ("Attachment Pages", "Shows the page of an uploaded file."),
    "search": ("Search Results", "Shows what a search found."),
    "privacy-policy": ("Privacy Policy", "Shows the page with the privacy policy."),
    "404": (
        "Page: 404",
        "Displays when a visitor views a non-existent page, such as a dead link or a mistyped URL.",
    ),
}

_STORED = ("auto-draft", "draft", "publish", "trash")


def require_reading(ctx: Context) -> None:
    """Raise Forbidden unless the actor writes anything at all, or designs the site."""
    if not post_rights.writes_anything(ctx):
        raise Forbidden("You may not see the site's templates.", code="rest_cannot_manage_templates")


def require_designing(ctx: Context) -> None:
    """Raise Forbidden unless the actor designs the site."""
    if not can(ctx, "edit_theme_options"):
        raise Forbidden("You may not change the site's templates.", code="rest_cannot_manage_templates")


def stylesheet(ctx: Context) -> str:
    """The theme whose templates count."""
    return ctx.types.design.stylesheet or ctx.options.text("stylesheet")


async def query(ctx: Context, query: BlockTemplateQuery) -> tuple[BlockTemplate, ...]:
    """Templates of the active theme (get_block_templates): the stored ones, then files that none stands for."""
    statuses = ("publish",) if query.wp_id is None else ("auto-draft", "draft", "publish")
    found = await _stored(ctx, query.type, stylesheet(ctx), statuses=statuses, query=query)
    stored = [one for one in found if _is_offered(one, query.post_type)]
    if query.wp_id is not None:
        return tuple(stored)
    known = {one.id for one in stored}
    files = (one for one in _of_files(ctx, query.type) if one.id not in known)
    return (*stored, *(one for one in files if _fits(one, query)))


def _is_offered(one: BlockTemplate, post_type: str | None) -> bool:
    """Whether authors may choose a template for a post type."""
    if not post_type:
        return True
    return one.is_custom and (one.post_types is None or post_type in one.post_types)


def _fits(one: BlockTemplate, query: BlockTemplateQuery) -> bool:
    if query.slugs is not None and one.slug not in query.slugs:
        return False
    return (query.area is None or one.area == query.area) and _is_offered(one, query.post_type)


async def find(ctx: Context, identity: str, type_: TemplateType) -> BlockTemplate | None:
    """A template by ``theme//slug`` (get_block_template), trashed ones included; None where there is none."""
    theme, separator, slug = identity.partition("//")
    if not separator:
        return None
    asked = BlockTemplateQuery(type_, slugs=(slug,))
    stored = await _stored(ctx, type_, theme, statuses=_STORED, query=asked)
    if stored:
        return stored[0]
    if theme != stylesheet(ctx):
        return None
    return next((one for one in _of_files(ctx, type_) if one.slug == slug), None)


async def get(ctx: Context, identity: str, type_: TemplateType) -> BlockTemplate:
    """A template by ``theme//slug``; raises NotFound."""
    found = await find(ctx, identity, type_)
    if found is None:
        raise NotFound("There is no such template.", code="rest_template_not_found")
    return found


async def resolve(ctx: Context, hierarchy: Sequence[str]) -> BlockTemplate | None:
    """The template for the first of these names that has one (resolve_block_template)."""
    found = await query(ctx, BlockTemplateQuery(slugs=tuple(hierarchy)))
    by_slug = {one.slug: one for one in reversed(found)}
    return next((by_slug[slug] for slug in hierarchy if slug in by_slug), None)


def hierarchy(ctx: Context, slug: str, *, is_custom: bool = False, prefix: str = "") -> list[str]:
    """The names of templates that may stand for one, best first (get_template_hierarchy)."""
    if slug == "index":
        return ["index"]
    if is_custom:
        return ["page", "singular", "index"]
    if slug == "front-page":
        return ["front-page", "home", "index"]
    names = [slug, *_broader(ctx, slug, prefix)]
    if slug == "date" or slug.startswith(("author", "taxonomy", "category", "tag")):
        names.append("archive")
    if slug == "attachment":
        names.append("single")
    if slug == "attachment" or slug.startswith(("single", "page")):
        names.append("singular")
    return [*names, "index"]


def _broader(ctx: Context, slug: str, prefix: str) -> Iterator[str]:
    kind, _, rest = (prefix or slug).partition("-")
    if prefix:
        if prefix not in {slug, kind}:
            yield prefix
        if slug != kind:
            yield kind
    elif rest and kind in {"author", "category", "archive", "tag", "page"}:
        yield kind
    elif rest and kind in {"taxonomy", "single"}:
        known = ctx.types.post_types if kind == "single" else ctx.types.taxonomies
        owner = next((name for name in known if rest == name or rest.startswith(f"{name}-")), None)
        if owner and rest != owner:
            yield f"{kind}-{owner}"
        if owner:
            yield kind


# The theme's files.


def _of_files(ctx: Context, type_: TemplateType) -> Iterator[BlockTemplate]:
    files = ctx.types.design.templates if type_ == "wp_template" else ctx.types.design.parts
    theme = stylesheet(ctx)
    return (_of_file(file, type_, theme) for file in files)


@lru_cache(maxsize=1024)
def _of_file(file: TemplateFile, type_: TemplateType, theme: str) -> BlockTemplate:
    known = KNOWN.get(file.slug) if type_ == "wp_template" else None
    return BlockTemplate(
        type=type_,
        theme=theme,
        slug=file.slug,
        content=with_theme(file.content, theme),
        title=known[0] if known else file.title or file.slug,
        description=known[1] if known else "",
        has_theme_file=True,
        is_custom=known is None,
        area=file.area if type_ == "wp_template_part" else "",
        post_types=file.post_types,
    )


# What is stored.


async def _stored(
    ctx: Context, type_: TemplateType, theme: str, *, statuses: tuple[str, ...], query: BlockTemplateQuery
) -> list[BlockTemplate]:
    filed = await _terms(ctx, (("wp_theme", theme), ("wp_template_part_area", query.area or "")))
    if "wp_theme" not in filed or (query.area is not None and "wp_template_part_area" not in filed):
        return []
    asked = PostQuery(
        types=(type_,),
        statuses=statuses,
        slugs=query.slugs or (),
        include=() if query.wp_id is None else (query.wp_id,),
        taxonomies=tuple(TaxQuery(name, (term,), include_children=False) for name, term in filed.items()),
        per_page=-1,
        count=False,
    )
    found = (await posts.query(ctx, asked)).items
    await posts.remember_terms(ctx, found)
    await posts.remember_meta(ctx, found)
    return [_of_post(ctx, post, theme) for post in found]


async def _terms(ctx: Context, named: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The terms of these names, by taxonomy, as far as there are any."""
    wanted = {taxonomy: name for taxonomy, name in named if name}
    found = await terms.query(
        ctx, TermQuery(tuple(wanted), names=tuple(dict.fromkeys(wanted.values())), per_page=0, count=False)
    )
    return {term.taxonomy: term.id for term in found.items if wanted[term.taxonomy] == term.name}


async def theme_term(ctx: Context) -> int:
    """The term of the active theme, by which what the site made for it is found; 0 for none yet."""
    return (await _terms(ctx, (("wp_theme", stylesheet(ctx)),))).get("wp_theme", 0)


async def make_theme_term(ctx: Context) -> int:
    """The same term, made where there is none yet."""
    return await _term(ctx, "wp_theme", stylesheet(ctx))


def _of_post(ctx: Context, post: Post, theme: str) -> BlockTemplate:
    type_: TemplateType = "wp_template_part" if post.type == "wp_template_part" else "wp_template"
    files = ctx.types.design.templates if type_ == "wp_template" else ctx.types.design.parts
    file = next((one for one in files if one.slug == post.name), None) if theme == stylesheet(ctx) else None
    area = posts.terms(ctx, post, "wp_template_part_area")
    suggested = meta.value(ctx, "post", post.id, "is_wp_suggestion") not in {"", "0"}
    return BlockTemplate(
        type=type_,
        theme=theme,
        slug=post.name,
        content=post.content,
        title=post.title,
        description=post.excerpt,
        source="custom",
        origin=meta.value(ctx, "post", post.id, "origin") or None,
        status=post.status,
        wp_id=post.id,
        has_theme_file=file is not None,
        is_custom=not suggested and (type_ != "wp_template" or post.name not in KNOWN),
        author=post.author,
        area=area[0].name if area else "",
        post_types=file.post_types if file else None,
        date=post.date,
        modified=post.modified,
    )


# What it was.


async def stored_post(ctx: Context, template: BlockTemplate) -> Post:
    """The post of a template; raises Invalid for a theme's file, of which nothing is kept."""
    if not template.wp_id:
        raise Invalid("Nothing is kept of a theme's file.", code="rest_invalid_template")
    return await posts.get(ctx, template.wp_id)


def as_it_was(template: BlockTemplate, revision: Post) -> BlockTemplate:
    """A template as one of its revisions, or what somebody has not saved yet, has it."""
    return replace(
        template,
        wp_id=revision.id,
        content=revision.content,
        title=revision.title,
        description=revision.excerpt,
        status=revision.status,
        author=revision.author,
        date=revision.date,
        modified=revision.modified,
    )


# Who made it.


def original_source(template: BlockTemplate) -> str:
    """Who brought a template first: the theme, the site, or a user."""
    by_theme = template.origin == "theme" or (not template.origin and template.source in {"theme", "custom"})
    if template.has_theme_file and by_theme:
        return "theme"
    if not template.has_theme_file and template.source == "custom" and not template.author:
        return "site"
    return "user"


async def remember_authors(ctx: Context, items: Iterable[BlockTemplate]) -> None:
    """Read the accounts that `author_text` names."""
    await users.remember(ctx, {one.author for one in items if one.author})


def author_text(ctx: Context, template: BlockTemplate) -> str:
    """The name of who brought a template first; see `remember_authors`."""
    source = original_source(template)
    if source == "theme":
        return ctx.types.design.name if template.theme == stylesheet(ctx) else template.theme
    if source == "site":
        return ctx.options.text("blogname")
    author = users.memory(ctx).get(template.author)
    return author.display_name if author else "Unknown author"


# Writing.


async def create(ctx: Context, type_: TemplateType, draft: BlockTemplateDraft) -> BlockTemplate:
    """Store a template of the site's own; a name that is taken gets a number."""
    require_designing(ctx)
    theme = draft.theme or stylesheet(ctx)
    area = _area(draft.area) if type_ == "wp_template_part" else ""
    made = await publishing.create(ctx, await _post(ctx, type_, draft, theme=theme, area=area))
    return await _again(ctx, made, theme)


async def update(ctx: Context, template: BlockTemplate, changes: BlockTemplateDraft) -> BlockTemplate:
    """Change a template; of a theme's file a copy is stored, which stands in its place from then on."""
    require_designing(ctx)
    if template.source == "custom":
        area = _area(changes.area) if changes.area is not None else template.area or "uncategorized"
        wish = await _post(
            ctx, template.type, changes, theme="", area="" if template.type == "wp_template" else area
        )
        stored = await posts.get(ctx, template.wp_id)
        return await _again(
            ctx, await publishing.update(ctx, stored, replace(wish, name=None)), template.theme
        )
    copied = replace(
        changes,
        slug=template.slug,
        content=template.content if changes.content is None else changes.content,
        title=template.title if changes.title is None else changes.title,
        description=template.description if changes.description is None else changes.description,
    )
    area = _area(changes.area or template.area) if template.type == "wp_template_part" else ""
    wish = await _post(ctx, template.type, copied, theme=template.theme, area=area)
    wish = replace(wish, meta={"origin": (template.source,)})
    return await _again(ctx, await publishing.create(ctx, wish), template.theme)


async def revert(ctx: Context, template: BlockTemplate) -> BlockTemplate:
    """Forget what was stored in the place of a theme's file; raises NotFound where there is no such file."""
    require_designing(ctx)
    if template.wp_id:
        await publishing.delete(ctx, await posts.get(ctx, template.wp_id))
    return await get(ctx, template.id, template.type)


async def trash(ctx: Context, template: BlockTemplate) -> BlockTemplate:
    """Put a stored template into the trash; raises Invalid for a theme's file, Conflict for one that is there."""
    _require_stored(ctx, template)
    if template.status == "trash":
        raise Conflict("This template is in the trash already.", code="rest_template_already_trashed")
    await publishing.trash(ctx, await posts.get(ctx, template.wp_id))
    return replace(template, status="trash")


async def delete(ctx: Context, template: BlockTemplate) -> None:
    """Remove a stored template for good; raises Invalid for a theme's file."""
    _require_stored(ctx, template)
    await publishing.delete(ctx, await posts.get(ctx, template.wp_id))


def _require_stored(ctx: Context, template: BlockTemplate) -> None:
    require_designing(ctx)
    if template.source != "custom":
        raise Invalid("A theme's own files cannot be removed.", code="rest_invalid_template")


def _area(wish: str | None) -> str:
    return wish if wish in AREAS else "uncategorized"


async def _post(
    ctx: Context, type_: TemplateType, draft: BlockTemplateDraft, *, theme: str, area: str
) -> PostDraft:
    filed = [("wp_theme", theme), ("wp_template_part_area", area)]
    given = {taxonomy: (await _term(ctx, taxonomy, name),) for taxonomy, name in filed if name}
    return PostDraft(
        type=type_,
        title=draft.title,
        content=draft.content,
        excerpt=draft.description,
        name=draft.slug,
        status="publish",
        author=draft.author or None,
        terms=given,
    )


async def _term(ctx: Context, taxonomy: str, name: str) -> int:
    """The term of a name, made when it is first used."""
    require(ctx, "edit_theme_options")
    found = await _terms(ctx, ((taxonomy, name),))
    return found.get(taxonomy) or (await terms.create(ctx, taxonomy, TermDraft(name))).id


async def _again(ctx: Context, post: Post, theme: str) -> BlockTemplate:
    await posts.remember_terms(ctx, (post,))
    await posts.remember_meta(ctx, (post,))
    return _of_post(ctx, post, theme)
