"""What query variables ask of terms: categories, tags and the variables of other taxonomies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from engine.content.files import basename
from engine.content.slugs import sanitize_title
from engine.content.urls import urldecode
from engine.domain import terms
from engine.domain.context import Context
from engine.model.posts import TaxQuery
from engine.model.terms import Term, TermQuery
from engine.model.types import Taxonomy

_BLANKS: Final = re.compile(r"[+\r\n\t ]+")
_IDS: Final = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class TermClause:
    """Posts with, or without, terms of one taxonomy, given by slug or by id."""

    taxonomy: str
    terms: tuple[str | int, ...]
    by: Literal["slug", "term_id"] = "slug"
    operator: Literal["IN", "NOT IN", "AND"] = "IN"


def term_clauses(ctx: Context, variables: Mapping[str, Any]) -> list[TermClause]:
    """Every clause that the variables make, all of which must hold (WP_Query::parse_tax_query)."""
    clauses = list(_by_term(ctx, variables))
    for taxonomy in ctx.types.taxonomies.values():
        if taxonomy.name != "post_tag" and taxonomy.query_var:
            clauses += _of_variable(ctx, taxonomy, variables.get(taxonomy.query_var))
    return [*clauses, *_of_categories(variables), *_of_tags(ctx, variables)]


def _by_term(ctx: Context, variables: Mapping[str, Any]) -> Iterator[TermClause]:
    taxonomy, term = variables.get("taxonomy"), variables.get("term")
    if isinstance(taxonomy, str) and isinstance(term, str) and taxonomy and term:
        yield TermClause(taxonomy, (sanitize_title(term, locale=ctx.locale),))


def _of_variable(ctx: Context, taxonomy: Taxonomy, value: Any) -> Iterator[TermClause]:
    """Commas ask for any of some terms, plus signs for all; of a path the last part counts."""
    if isinstance(value, list):
        value = ",".join(str(one) for one in value)
    if not isinstance(value, str) or value in {"", "0"}:
        return
    if taxonomy.hierarchical and taxonomy.rewrite_hierarchical:
        value = basename(value)
    asked = ",".join(sorted(one.strip() for one in value.split(",")))
    if "+" in asked:
        for one in re.split(r"\++", asked):
            yield TermClause(taxonomy.name, (sanitize_title(one, locale=ctx.locale),))
        return
    slugs = (sanitize_title(one, locale=ctx.locale) for one in re.split(",+", asked))
    yield TermClause(taxonomy.name, tuple(slugs))


def _of_categories(variables: Mapping[str, Any]) -> Iterator[TermClause]:
    if variables["cat"] in {"", "0"}:
        return
    numbers = sorted(_number(one) for one in _IDS.split(urldecode(variables["cat"])))
    wanted = tuple(one for one in numbers if one > 0)
    unwanted = tuple(-one for one in numbers if one < 0)
    if wanted:
        yield TermClause("category", wanted, "term_id")
    if unwanted:
        yield TermClause("category", unwanted, "term_id", "NOT IN")


def _number(text: str) -> int:
    found = re.match(r"[+-]?\d{1,18}", text)
    return int(found[0]) if found else 0


def _of_tags(ctx: Context, variables: Mapping[str, Any]) -> Iterator[TermClause]:
    tag = variables["tag"]
    if tag == "":
        return
    if "," in tag:
        yield _tags(ctx, re.split(r"[,\r\n\t ]+", tag), "IN")
    elif _BLANKS.search(tag) or variables["cat"] not in {"", "0"}:
        yield _tags(ctx, _BLANKS.split(tag), "AND")
    else:
        yield _tags(ctx, [tag], "IN")


def _tags(ctx: Context, slugs: list[str], operator: Literal["IN", "AND"]) -> TermClause:
    cleaned = sorted({sanitize_title(slug, locale=ctx.locale) for slug in slugs})
    return TermClause("post_tag", tuple(cleaned), operator=operator)


async def found_terms(ctx: Context, clause: TermClause) -> tuple[Term, ...]:
    """The terms of a clause that exist, in the clause's order."""
    if clause.by == "slug":
        slugs = tuple(str(one) for one in clause.terms if one)
        found = (
            (await terms.query(ctx, TermQuery((clause.taxonomy,), slugs=slugs, per_page=0))).items
            if slugs
            else ()
        )
        return tuple(
            sorted(found, key=lambda term: slugs.index(term.slug) if term.slug in slugs else len(slugs))
        )
    ids = tuple(one for one in clause.terms if isinstance(one, int))
    found = (await terms.query(ctx, TermQuery((clause.taxonomy,), include=ids, per_page=0))).items
    return tuple(sorted(found, key=lambda term: ids.index(term.id)))


def as_condition(clause: TermClause, found: tuple[Term, ...]) -> TaxQuery | None:
    """The clause by ids; None where it cannot be met, as a term that is missing cannot be had."""
    ids = tuple(term.id for term in found)
    if clause.operator == "NOT IN":
        return TaxQuery(clause.taxonomy, ids or (0,), "NOT IN")
    if not ids or (clause.operator == "AND" and len(ids) < len(clause.terms)):
        return None
    return TaxQuery(clause.taxonomy, ids, clause.operator)
