"""The terms of an import: which of ours are those of the other site; they are made where there are none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.content.kses import kses_comment
from engine.content.slugs import sanitize_title
from engine.domain import custom_fields, terms
from engine.domain.context import Context
from engine.model.custom_fields import FieldChange
from engine.model.terms import Term, TermDraft
from engine.model.transfer import ImportReport, TransferTerm
from engine.store import terms as store

Key = tuple[str, str]
"""A taxonomy of the other site, and a slug there."""


@dataclass(slots=True)
class TermImport:
    """The terms that were met so far; `ids` are ours by theirs, where they said theirs."""

    ctx: Context
    report: ImportReport
    ids: dict[str, int] = field(default_factory=dict)
    _met: dict[Key, tuple[int, int]] = field(default_factory=dict)
    _described: dict[Key, TransferTerm] = field(default_factory=dict)
    _refused: set[Key] = field(default_factory=set)

    async def take(self, batch: Sequence[TransferTerm]) -> None:
        """Take terms over as they are described, each after its parent; one whose slug is here is the same."""
        self._described |= {_key(one): one for one in batch}
        await self.meet(batch)

    async def meet(self, wanted: Iterable[TransferTerm]) -> None:
        """Find or make the terms that were not met before, all in one transaction."""
        fresh = {_key(one): one for one in wanted if _key(one) not in self._met}
        known = {key: self._told(one) for key, one in fresh.items() if self._is_taken(one)}
        if not known:
            return
        here = await self._here(known.values())
        met, ids, made = dict(self._met), dict(self.ids), self.report.terms

        async def work() -> None:
            # An attempt that had to be given up leaves nothing behind.
            self._met, self.ids, self.report.terms = dict(met), dict(ids), made
            for one in known.values():
                await self._place(one, here)

        await self.ctx.db.atomically(work)

    def place(self, term: TransferTerm) -> int:
        """The term_taxonomy_id of a term that was met; 0 in a taxonomy that nobody registers."""
        return self._met.get(_key(term), (0, 0))[1]

    def _told(self, term: TransferTerm) -> TransferTerm:
        """The term as the other site describes it, if it does."""
        return self._described.get(_key(term), term)

    def _is_taken(self, term: TransferTerm) -> bool:
        if term.taxonomy in self.ctx.types.taxonomies:
            return True
        if _key(term) not in self._refused:
            self._refused.add(_key(term))
            self.report.leave_out("term", f"{term.taxonomy} {term.slug}", "this site has no such taxonomy")
        return False

    async def _here(self, wanted: Iterable[TransferTerm]) -> dict[Key, Term]:
        """Terms of this site with the slugs of these and of their parents, by taxonomy and slug."""
        asked: dict[str, set[str]] = {}
        for one in wanted:
            above = {_slug(self._told(_above(one)))} if one.parent else set()
            asked.setdefault(one.taxonomy, set()).update(above, {_slug(one)})
        found: dict[Key, Term] = {}
        for taxonomy, slugs in asked.items():
            its = await store.by_slugs(self.ctx.db, taxonomy, sorted(slugs))
            found |= {(taxonomy, slug): term for slug, term in its.items()}
        return found

    async def _place(self, term: TransferTerm, here: dict[Key, Term]) -> int:
        """Our id of the term."""
        if _key(term) in self._met:
            return self._met[_key(term)][0]
        found = here.get((term.taxonomy, _slug(term))) or await self._new(term, here)
        self._met[_key(term)] = (found.id, found.taxonomy_id)
        here[term.taxonomy, _slug(term)] = found
        if term.id:
            self.ids[term.id] = found.id
        return found.id

    async def _new(self, term: TransferTerm, here: dict[Key, Term]) -> Term:
        parent = 0
        if term.parent and term.parent != term.slug:
            self._met[_key(term)] = (0, 0)  # ends a circle of parents
            parent = await self._place(self._told(_above(term)), here)
        draft = TermDraft(
            terms.clean_name(term.name or term.slug), _slug(term), kses_comment(term.description), parent
        )
        made = await store.insert(self.ctx.db, term.taxonomy, draft, slug=_slug(term))
        if term.meta:
            changes = [FieldChange(0, key, value) for key, value in term.meta]
            await custom_fields.change_term(self.ctx, made, changes)
        self.report.terms += 1
        return made


def _key(term: TransferTerm) -> Key:
    return term.taxonomy, term.slug


def _above(term: TransferTerm) -> TransferTerm:
    return TransferTerm(term.taxonomy, term.parent)


def _slug(term: TransferTerm) -> str:
    return sanitize_title(term.slug) or sanitize_title(term.name)
