"""Terms: which there are, which a post has, and what becomes of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, cast

from engine.content.escaping import specialchars
from engine.content.fields import sanitize_text_field
from engine.content.kses import kses_comment
from engine.content.slugs import sanitize_title
from engine.domain import hooks, menu_following
from engine.domain.context import Context
from engine.model.errors import Conflict, Invalid, NotFound
from engine.model.ids import MAX_ID
from engine.model.pages import Page, first_of
from engine.model.terms import Term, TermDraft, TermQuery
from engine.store import terms as store

_NAME_LENGTH: Final = 200

# How far up ancestors are followed; a circle in the data ends here at the latest.
MAX_ANCESTORS = 100


def memory(ctx: Context) -> dict[int, Term]:
    """The terms this request has read, by term_taxonomy_id."""
    return cast("dict[int, Term]", ctx.remembered("term"))


async def query(ctx: Context, query: TermQuery) -> Page[Term]:
    """Terms in the terms of WP_Term_Query: an empty parent is kept while a child of it is used."""
    if query.child_of is not None or (query.hide_empty and _hierarchical(ctx, query)):
        return _slice(query, _wanted(await tree(ctx, query), query))
    known = _of_post(ctx, query)
    if known is not None:
        return _slice(query, known)
    terms, total = await store.select(ctx.db, query)
    _keep(ctx, terms)
    return Page(terms, total)


def _of_post(ctx: Context, query: TermQuery) -> list[Term] | None:
    """The terms of a post, when they are all that is asked and this request has read them with other posts'."""
    plain = TermQuery(query.taxonomies, post=query.post, page=query.page, per_page=query.per_page)
    post = ctx.remembered("post").get(query.post)
    if post is None or query != replace(plain, offset=query.offset, count=query.count):
        return None
    terms = ctx.remembered("post_terms").get(post.id)
    read = {taxonomy.name for taxonomy in ctx.types.taxonomies_of(post.type)}
    if terms is None or not read.issuperset(query.taxonomies):
        return None
    return [term for taxonomy in query.taxonomies for term in terms.get(taxonomy, ())]


def _hierarchical(ctx: Context, query: TermQuery) -> bool:
    if query.include or query.parent is not None or query.post is not None:
        return False
    return any(
        ctx.types.taxonomies[name].hierarchical for name in query.taxonomies if name in ctx.types.taxonomies
    )


async def tree(ctx: Context, query: TermQuery) -> tuple[Term, ...]:
    """All terms that a query is about, used or not, in its order."""
    everything = replace(query, hide_empty=False, child_of=None, per_page=0, page=1, offset=None, beyond=None)
    terms, _ = await store.select(ctx.db, everything)
    _keep(ctx, terms)
    return terms


def _wanted(terms: tuple[Term, ...], query: TermQuery) -> list[Term]:
    kept = list(terms)
    if query.child_of is not None:
        below = descendants(terms, query.child_of)
        kept = [term for term in kept if term.id in below]
    if query.hide_empty:
        used = {term.id for term in terms if term.count}
        by_id = {term.id: term for term in terms}
        for identity in list(used):
            used |= set(_ancestors(by_id, by_id[identity]))
        kept = [term for term in kept if term.id in used]
    return kept if query.beyond is None else [term for term in kept if _is_further(term, query)]


def _is_further(term: Term, query: TermQuery) -> bool:
    assert query.beyond is not None
    return term.id < query.beyond if query.order == "desc" else term.id > query.beyond


def _slice(query: TermQuery, terms: list[Term]) -> Page[Term]:
    if not query.per_page:
        return Page(tuple(terms), len(terms))
    start = first_of(query.page, query.per_page, query.offset)
    return Page(tuple(terms[start : start + query.per_page]), len(terms))


def descendants(terms: Iterable[Term], identity: int) -> set[int]:
    """The ids of all terms below one, among these; circles are walked once."""
    children: dict[int, list[int]] = {}
    for term in terms:
        children.setdefault(term.parent, []).append(term.id)
    found: set[int] = set()
    waiting = list(children.get(identity, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, ())
    return found - {identity}


def _ancestors(by_id: dict[int, Term], term: Term) -> list[int]:
    found: list[int] = []
    while term.parent in by_id and term.parent not in found and term.parent != term.id:
        found.append(term.parent)
        term = by_id[term.parent]
    return found


async def get(ctx: Context, identity: int, taxonomy: str) -> Term:
    """One term of a taxonomy; raises NotFound."""
    for term in memory(ctx).values():
        if term.id == identity and term.taxonomy == taxonomy:
            return term
    found = await store.by_ids(ctx.db, (identity,))
    _keep(ctx, found)
    for term in found:
        if term.taxonomy == taxonomy:
            return term
    raise NotFound("There is no such term.", code="term_invalid")


async def by_ids(ctx: Context, ids: Iterable[int]) -> tuple[Term, ...]:
    """The terms with these ids, of whatever taxonomies."""
    wanted = {identity for identity in ids if 0 < identity <= MAX_ID}
    await _remember(ctx, wanted)
    return tuple(term for term in memory(ctx).values() if term.id in wanted)


async def named(ctx: Context, name: str, taxonomy: str) -> tuple[Term, ...]:
    """The terms of a taxonomy that have this name."""
    clean = clean_name(name)
    if not clean:
        return ()
    found, _ = await store.select(ctx.db, TermQuery((taxonomy,), names=(clean,), per_page=0))
    _keep(ctx, found)
    return found


async def ensure(ctx: Context, names: Iterable[str], taxonomy: str) -> tuple[int, ...]:
    """The ids of terms by slug or name (wp_set_object_terms); those that do not exist are made.

    Whether the actor may make any is for the caller to ask; what has no name is passed over.
    """
    ids: list[int] = []
    for name in names:
        slug = sanitize_title(name, locale=ctx.locale)
        by_slug, _ = (
            await store.select(ctx.db, TermQuery((taxonomy,), slugs=(slug,), per_page=0)) if slug else ((), 0)
        )
        found = tuple(by_slug) or await named(ctx, name, taxonomy)
        if found:
            _keep(ctx, found)
            ids.append(found[0].id)
        elif clean_name(name):
            ids.append((await create(ctx, taxonomy, TermDraft(name=name))).id)
    return tuple(dict.fromkeys(ids))


async def exists(ctx: Context, identity: int, taxonomy: str) -> bool:
    """Whether a taxonomy has this term."""
    try:
        await get(ctx, identity, taxonomy)
    except NotFound:
        return False
    return True


async def with_ancestors(ctx: Context, terms: Iterable[Term]) -> dict[int, Term]:
    """These terms and all above them, by id; one statement per level of the deepest."""
    known = {term.id: term for term in terms}
    taxonomies = {term.taxonomy for term in known.values()}
    _keep(ctx, known.values())
    for _ in range(MAX_ANCESTORS):
        missing = {term.parent for term in known.values() if term.parent} - known.keys()
        await _remember(ctx, missing)
        found = {
            term.id: term
            for term in memory(ctx).values()
            if term.id in missing and term.taxonomy in taxonomies
        }
        if not found:
            break
        known |= found
    return known


async def _remember(ctx: Context, ids: set[int]) -> None:
    missing = ids - {term.id for term in memory(ctx).values()}
    if missing:
        _keep(ctx, await store.by_ids(ctx.db, missing))


def _keep(ctx: Context, terms: Iterable[Term]) -> None:
    memory(ctx).update({term.taxonomy_id: term for term in terms})


async def published_objects(ctx: Context, items: Iterable[Term]) -> dict[int, frozenset[int]]:
    """The published posts that have each of these terms, by term_taxonomy_id."""
    return await store.published_objects(ctx.db, [term.taxonomy_id for term in items])


def _refuse_name(name: str) -> None:
    if not name:
        raise Invalid("A term needs a name.", code="empty_term_name")
    if len(name) > _NAME_LENGTH:
        raise Invalid("The database has no room for so long a name.", code="db_insert_error")


async def create(ctx: Context, taxonomy: str, draft: TermDraft) -> Term:
    """Add a term (wp_insert_term).

    Raises Invalid for an empty name and Conflict, with the other's `term_id`, where the name is taken among its
    siblings. A slug that is taken gets a number.
    """
    name = clean_name(draft.name or "")
    _refuse_name(name)
    draft = replace(draft, name=name, description=_clean_description(draft.description or ""))
    await _refuse_twin(ctx, taxonomy, draft)
    slug = _slug(ctx, draft.slug, name)
    slug = await _unique_slug(ctx, slug, taxonomy, parent=draft.parent or 0)
    term = await store.insert(ctx.db, taxonomy, draft, slug=slug)
    _keep(ctx, (term,))
    await ctx.hooks.do(hooks.created_term, term.id, term.taxonomy_id, taxonomy)
    return term


async def update(ctx: Context, term: Term, changes: TermDraft) -> Term:
    """Change a term (wp_update_term).

    Raises Invalid for an empty name and Conflict for a slug that another term of the taxonomy has.
    """
    name = term.name if changes.name is None else clean_name(changes.name)
    _refuse_name(name)
    slug = term.slug
    if changes.slug is not None:
        slug = _slug(ctx, changes.slug, name)
        if slug != term.slug and await _slug_taken(ctx, slug, term.taxonomy, beside=term.id):
            raise Conflict("Another term has this slug.", code="duplicate_term_slug")
    description = term.description if changes.description is None else _clean_description(changes.description)
    parent = term.parent if changes.parent is None else await _sound_parent(ctx, term, changes.parent)
    changed = replace(term, name=name, slug=slug, description=description, parent=parent)
    await store.update(ctx.db, changed)
    _keep(ctx, (changed,))
    await ctx.hooks.do(hooks.edited_term, term.id, term.taxonomy_id, term.taxonomy)
    return changed


async def delete(ctx: Context, term: Term) -> None:
    """Remove a term (wp_delete_term); posts left without a category get the default one."""
    fallback: Term | None = None
    if term.taxonomy == "category":
        default = ctx.options.integer("default_category")
        fallback = await get(ctx, default, "category") if await exists(ctx, default, "category") else None
    had = await store.delete(ctx.db, term, objects_to=fallback)
    memory(ctx).pop(term.taxonomy_id, None)
    await menu_following.forget(ctx, "taxonomy", term.id, name=term.taxonomy)
    await ctx.hooks.do(hooks.delete_term, term.id, term.taxonomy_id, term.taxonomy, list(had))


def clean_name(name: str) -> str:
    """A name as it is stored: plain text, its special characters as entities."""
    return specialchars(kses_comment(sanitize_text_field(name))).strip()


def _slug(ctx: Context, wish: str | None, name: str = "") -> str:
    """The slug that is wished for, else that of the name; 0 is no wish, as in PHP."""
    wished = "" if wish in (None, "0") else sanitize_title(wish or "", locale=ctx.locale)
    return wished or sanitize_title(name, locale=ctx.locale)


def _clean_description(text: str) -> str:
    return kses_comment(text)


async def _refuse_twin(ctx: Context, taxonomy: str, draft: TermDraft) -> None:
    """A sibling of the same name is refused, unless a slug of its own tells the new one apart."""
    same, _ = await store.select(ctx.db, TermQuery((taxonomy,), names=(draft.name or "",), per_page=0))
    hierarchical = ctx.types.taxonomies[taxonomy].hierarchical
    twins = [term for term in same if not hierarchical or term.parent == (draft.parent or 0)]
    if not twins:
        return
    slug = _slug(ctx, draft.slug)
    if slug and all(term.slug != slug for term in twins):
        return
    raise Conflict("A term of this name exists.", code="term_exists", term_id=twins[0].id)


async def _slug_taken(ctx: Context, slug: str, taxonomy: str, *, beside: int = 0) -> bool:
    found, _ = await store.select(ctx.db, TermQuery((taxonomy,), slugs=(slug,), per_page=0))
    return any(term.id != beside for term in found)


async def _unique_slug(ctx: Context, slug: str, taxonomy: str, *, parent: int) -> str:
    """A slug nobody in the taxonomy has: with the parents' slugs behind it, else with a number (wp_unique_term_slug)."""
    if not await _slug_taken(ctx, slug, taxonomy):
        return slug
    if parent and ctx.types.taxonomies[taxonomy].hierarchical:
        above = await with_ancestors(ctx, [await get(ctx, parent, taxonomy)])
        one = above.get(parent)
        while one is not None:
            slug = f"{slug}-{one.slug}"
            if not await _slug_taken(ctx, slug, taxonomy):
                return slug
            one = above.get(one.parent)
    number = 2
    while await _slug_taken(ctx, f"{slug}-{number}", taxonomy):
        number += 1
    return f"{slug}-{number}"


async def _sound_parent(ctx: Context, term: Term, parent: int) -> int:
    """A parent that is not the term itself nor below it; a circle is cut by going to the top."""
    if not parent or parent == term.id:
        return 0
    above = await with_ancestors(ctx, [await get(ctx, parent, term.taxonomy)])
    return 0 if term.id in above else parent
