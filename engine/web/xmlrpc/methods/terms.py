"""The wp methods for terms, and the older ones for categories and tags."""

from collections.abc import Mapping
from typing import Final, Literal

from engine.content.escaping import esc_html
from engine.content.values import absint
from engine.domain import archive_links, custom_fields, feed_links, terms
from engine.domain.context import Context
from engine.model.errors import Conflict, DomainError, NotFound
from engine.model.terms import Term, TermDraft, TermQuery
from engine.model.types import Taxonomy
from engine.web.xmlrpc import structs, writing
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct

_ORDERS: Final[Mapping[str, str]] = {
    "": "id", "id": "id", "term_id": "id", "slug": "slug", "count": "count", "term_group": "term_group",
    "description": "description", "parent": "parent", "name": "name",
}  # fmt: skip


def _taxonomy(ctx: Context, name: Value) -> Taxonomy:
    taxonomy = ctx.types.taxonomies.get(name) if isinstance(name, str) else None
    if taxonomy is None:
        raise Fault(403, "There is no such taxonomy.")
    return taxonomy


async def _term(ctx: Context, identity: int, taxonomy: str) -> Term:
    """A term of a taxonomy; no id at all is a mistake of the program, one that is not there is a miss."""
    if not identity:
        raise Fault(500, "There is no term without an id.")
    return await terms.get(ctx, identity, taxonomy)


async def get_term(call: Call) -> Value:
    """wp.getTerm."""
    taxonomy = _taxonomy(call.ctx, call.given[3])
    term = await _term(call.ctx, call.given.number(4), taxonomy.name)
    require(call.ctx, "assign_term", term)
    await structs.remember_terms(call.ctx, (term,))
    return structs.term(call.ctx, term)


async def get_terms(call: Call) -> Value:
    """wp.getTerms."""
    taxonomy = _taxonomy(call.ctx, call.given[3])
    require(call.ctx, taxonomy.capabilities["assign_terms"])
    wanted = call.given.struct(4)
    found = (await terms.query(call.ctx, _query(taxonomy, wanted))).items
    await structs.remember_terms(call.ctx, found)
    return [structs.term(call.ctx, one) for one in found]


def _query(taxonomy: Taxonomy, wanted: Struct) -> TermQuery:
    order: Literal["asc", "desc"] = "asc"
    if "orderby" in wanted and "order" in wanted and wanted.text("order").upper() != "ASC":
        order = "desc"
    return TermQuery(
        (taxonomy.name,),
        search=wanted.text("search"),
        hide_empty=wanted.truth("hide_empty"),
        orderby=_ORDERS.get(wanted.text("orderby"), "name") if "orderby" in wanted else "name",
        order=order,
        per_page=absint(wanted.number("number")),
        offset=absint(wanted.number("offset")) if wanted.number("number") else None,
        count=False,
    )


async def new_term(call: Call) -> Value:
    """wp.newTerm."""
    struct = call.given.required_struct(3)
    taxonomy = _taxonomy(call.ctx, struct["taxonomy"])
    require(call.ctx, taxonomy.capabilities["edit_terms"])
    name = _name(struct)
    parent = await _parent(call.ctx, taxonomy, struct) if "parent" in struct else 0
    made = await terms.create(
        call.ctx, taxonomy.name, TermDraft(name, struct.said("slug"), struct.said("description"), parent)
    )
    await custom_fields.change_term(call.ctx, made, writing.custom(struct["custom_fields"]))
    return str(made.id)


def _name(struct: Struct) -> str:
    """The name of a term; raises Fault for what PHP takes for empty."""
    name = struct.text("name").strip()
    if name in {"", "0"}:
        raise Fault(403, "A term needs a name.")
    return name


async def _parent(ctx: Context, taxonomy: Taxonomy, struct: Struct) -> int:
    if not taxonomy.hierarchical:
        raise Fault(403, "Terms of this taxonomy have no parents.")
    try:
        return (await _term(ctx, struct.number("parent"), taxonomy.name)).id
    except NotFound as error:
        raise Fault(403, error.message) from error


async def edit_term(call: Call) -> Value:
    """wp.editTerm."""
    struct = call.given.required_struct(4)
    taxonomy = _taxonomy(call.ctx, struct["taxonomy"])
    term = await _term(call.ctx, call.given.number(3), taxonomy.name)
    require(call.ctx, "edit_term", term)
    name = _name(struct) if "name" in struct else None
    parent = await _parent(call.ctx, taxonomy, struct) if struct.truth("parent") else None
    changes = TermDraft(name, struct.said("slug"), struct.said("description"), parent)
    changed = await terms.update(call.ctx, term, changes)
    await custom_fields.change_term(call.ctx, changed, writing.custom(struct["custom_fields"]))
    return True


async def delete_term(call: Call) -> Value:
    """wp.deleteTerm."""
    taxonomy = _taxonomy(call.ctx, call.given[3])
    term = await _term(call.ctx, call.given.number(4), taxonomy.name)
    require(call.ctx, "delete_term", term)
    await terms.delete(call.ctx, term)
    return True


# Categories and tags.


async def get_categories(call: Call) -> Value:
    """wp.getCategories and metaWeblog.getCategories."""
    require(call.ctx, "edit_posts")
    found = (await terms.query(call.ctx, TermQuery(("category",), per_page=0, count=False))).items
    await archive_links.remember_terms(call.ctx, found)
    return [_category(call.ctx, one) for one in found]


def _category(ctx: Context, one: Term) -> structs.Struct:
    address = archive_links.of_term(ctx, one)
    return {
        "categoryId": one.id,
        "parentId": one.parent,
        "description": one.name,
        "categoryDescription": one.description,
        "categoryName": one.name,
        "htmlUrl": esc_html(address),
        "rssUrl": esc_html(feed_links.of_term(ctx, one)),
    }


async def get_tags(call: Call) -> Value:
    """wp.getTags: those that are used."""
    require(call.ctx, "edit_posts")
    query = TermQuery(("post_tag",), hide_empty=True, per_page=0, count=False)
    return [_tag(call.ctx, one) for one in (await terms.query(call.ctx, query)).items]


def _tag(ctx: Context, one: Term) -> structs.Struct:
    address = archive_links.of_term(ctx, one)
    return {
        "tag_id": one.id,
        "name": one.name,
        "count": one.count,
        "slug": one.slug,
        "html_url": esc_html(address),
        "rss_url": esc_html(feed_links.of_term(ctx, one)),
    }


async def new_category(call: Call) -> Value:
    """wp.newCategory: the id of the new one, or of the one that has the name."""
    struct = call.given.struct(3)
    require(call.ctx, "manage_categories")
    parent = struct.number("parent_id")
    if parent <= 0 or not await terms.exists(call.ctx, parent, "category"):
        parent = 0
    draft = TermDraft(struct.text("name"), struct.text("slug"), struct.text("description"), parent)
    try:
        return (await terms.create(call.ctx, "category", draft)).id
    except Conflict as error:
        if "term_id" in error.data:
            return int(error.data["term_id"])
        raise
    except DomainError as error:
        raise Fault(500, error.message) from error


async def delete_category(call: Call) -> Value:
    """wp.deleteCategory; a term that is no category is left, and nothing is said of it but that."""
    identity = call.given.number(3)
    known = await terms.by_ids(call.ctx, (identity,)) if identity > 0 else ()
    if not known:
        raise Fault(401, "You may not delete this category.")
    require(call.ctx, "delete_term", known[0])
    if known[0].taxonomy != "category":
        return False
    await terms.delete(call.ctx, known[0])
    return True


async def suggest_categories(call: Call) -> Value:
    """wp.suggestCategories: those whose names have a text in them."""
    require(call.ctx, "edit_posts")
    wanted, most = call.given.text(3).casefold(), absint(call.given.number(4))
    found = (
        await terms.query(call.ctx, TermQuery(("category",), search=wanted, per_page=0, count=False))
    ).items
    chosen = [one for one in found if wanted in one.name.casefold()][: most or None]
    return [{"category_id": one.id, "category_name": one.name} for one in chosen]


async def get_category_list(call: Call) -> Value:
    """mt.getCategoryList."""
    require(call.ctx, "edit_posts")
    found = (await terms.query(call.ctx, TermQuery(("category",), per_page=0, count=False))).items
    return [{"categoryId": one.id, "categoryName": one.name} for one in found]
