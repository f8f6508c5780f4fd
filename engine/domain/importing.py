"""Taking over what another site exported: a batch of posts at a time, each once, however often it is started.

What was taken over is remembered by the other site's ids. Hooks of single posts are not fired; `import_end` is, once.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from engine.content.block_kses import kses_block_content
from engine.content.emails import is_email
from engine.content.fields import sanitize_user
from engine.content.files import MIME_TYPES, check_filetype
from engine.content.kses import kses_comment
from engine.content.slugs import sanitize_title
from engine.domain import accounts, custom_fields, hooks, media, posts, slugs, terms, users
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.domain.dates import in_gmt, in_local
from engine.domain.passwords import generate_password
from engine.model.accounts import AccountDraft
from engine.model.comments import Comment
from engine.model.custom_fields import FieldChange
from engine.model.errors import DomainError
from engine.model.posts import Post
from engine.model.terms import TermDraft, TermQuery
from engine.model.transfer import (
    ImportReport,
    LeftOut,
    TransferAuthor,
    TransferComment,
    TransferPost,
    TransferSite,
    TransferTerm,
)
from engine.model.users import UserQuery
from engine.store import importing as store
from engine.store import posts as post_store
from engine.store import terms as term_store
from engine.store.importing import ImportedComment, ImportedPost, Waiting

BATCH: Final = 256

# Meta that names another post.
_THUMBNAIL: Final = "_thumbnail_id"
_MENU_PARENT: Final = "_menu_item_menu_item_parent"
_MENU_OBJECT: Final = "_menu_item_object_id"
_LEADING: Final = (_THUMBNAIL, _MENU_PARENT, _MENU_OBJECT)
FILE: Final = "file"
_PARENT: Final = "parent"
# Meta that belongs to the other site's running.
_PASSED_OVER: Final = frozenset({"_edit_lock", "_edit_last", "_encloseme", "_pingme"})
# What the columns take: characters, or for the texts of MySQL bytes.
_LONGEST: Final[Mapping[str, int]] = {
    "password": 255, "name": 200, "guid": 255, "type": 20, "status": 20, "comment_status": 20, "ping_status": 20,
}  # fmt: skip
_BYTES: Final = 65_535
_AUTHOR_BYTES: Final = 245


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import: accounts for the other site's log-in names, and what becomes of everybody else's posts.

    Authors who have no account of their name or e-mail address get one if `makes_accounts`; else, as posts without
    an author, theirs go to `fallback`. `rewrites` are beginnings of addresses in texts, and what they become.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    makes_accounts: bool = True
    fallback: int = 0
    takes_files: bool = False
    rewrites: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Import:
    """A running import; `report` says what came of it so far."""

    ctx: Context
    choices: Choices
    report: ImportReport = field(default_factory=ImportReport)
    _source: str = ""
    _url: str = ""
    _rewrites: tuple[tuple[str, str], ...] = ()
    _authors: dict[str, int] = field(default_factory=dict)
    _author_ids: dict[str, int] = field(default_factory=dict)
    _terms: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _term_ids: dict[str, int] = field(default_factory=dict)
    _described: dict[tuple[str, str], TransferTerm] = field(default_factory=dict)
    _touched: set[int] = field(default_factory=set)
    _sticky: list[str] = field(default_factory=list)
    _batches: int = 0

    def begin(self, site: TransferSite) -> None:
        """What follows is of this site; raises Forbidden unless the actor may import."""
        require(self.ctx, "import")
        self._source = hashlib.sha256(site.url.encode()).hexdigest()[:32]
        self._url = site.url.rstrip("/")
        self._rewrites = self.choices.rewrites
        if self.choices.takes_files and self._url:
            uploads = media.uploads_url(self.ctx)
            bases = {f"{scheme}{self._url.partition('//')[2]}" for scheme in ("http://", "https://")}
            self._rewrites += tuple((f"{base}/wp-content/uploads/", f"{uploads}/") for base in sorted(bases))

    def leave_out(self, kind: str, name: str, why: str) -> None:
        """Note that something does not come along."""
        self.report.left_out.append(LeftOut(kind, name[:200], why))

    # Authors.

    async def author(self, author: TransferAuthor) -> None:
        """Find the account that the author's posts go to, or make one."""
        if author.login in self._authors:
            return
        ours = await self._account(author)
        self._authors[author.login] = ours
        if author.id:
            self._author_ids[author.id] = ours

    async def _account(self, author: TransferAuthor) -> int:
        wanted = self.choices.accounts.get(author.login)
        if wanted is not None:
            chosen = await users.by_name(self.ctx, wanted)
            if chosen is None:
                self.leave_out(
                    "author", author.login, f"there is no account {wanted}; its posts went to another"
                )
            return chosen.id if chosen else await self._fallback()
        found = await users.by_login(self.ctx, author.login)
        if found is None and author.email:
            found = await users.by_email(self.ctx, author.email)
        if found:
            return found.id
        if self.choices.makes_accounts and is_email(author.email) and can(self.ctx, "create_users"):
            try:
                return await self._new_account(author)
            except DomainError as error:
                self.leave_out("author", author.login, error.message)
        else:
            self.leave_out("author", author.login, "no account fits; the posts went to another one")
        return await self._fallback()

    async def _new_account(self, author: TransferAuthor) -> int:
        draft = AccountDraft(
            login=sanitize_user(author.login, strict=True) or author.email.partition("@")[0],
            email=author.email,
            password=generate_password(24),
            role=self.ctx.options.text("default_role") or "subscriber",
            display_name=author.display_name,
            profile={"first_name": author.first_name, "last_name": author.last_name},
        )
        self.report.authors += 1
        return (await accounts.create(self.ctx, draft)).id

    async def _fallback(self) -> int:
        if self.choices.fallback:
            return self.choices.fallback
        if self.ctx.actor.id:
            return self.ctx.actor.id
        query = UserQuery(roles=("administrator",), orderby="id", per_page=1, count=False)
        found = (await users.query(self.ctx, query)).items
        return found[0].id if found else 1

    # Terms.

    async def term(self, term: TransferTerm) -> None:
        """Take a term over, after its parent; one of this slug that is here is the same."""
        self._described[term.taxonomy, term.slug] = term
        await self._place(term)

    async def _place(self, term: TransferTerm) -> tuple[int, int] | None:
        """The ids of a term and of its place; None in a taxonomy that nobody registers."""
        key = (term.taxonomy, term.slug)
        if key in self._terms:
            return self._terms[key]
        if term.taxonomy not in self.ctx.types.taxonomies:
            if key not in self._described or term is self._described[key]:
                self.leave_out("term", f"{term.taxonomy} {term.slug}", "this site has no such taxonomy")
                self._described.setdefault(key, replace(term))
            return None
        term = self._described.get(key, term)
        slug = sanitize_title(term.slug) or sanitize_title(term.name)
        found, _ = await term_store.select(
            self.ctx.db, TermQuery((term.taxonomy,), slugs=(slug,), per_page=1)
        )
        self._terms[key] = (found[0].id, found[0].taxonomy_id) if found else await self._new_term(term, slug)
        if term.id:
            self._term_ids[term.id] = self._terms[key][0]
        return self._terms[key]

    async def _new_term(self, term: TransferTerm, slug: str) -> tuple[int, int]:
        parent = 0
        if term.parent and term.parent != term.slug:
            self._terms[term.taxonomy, term.slug] = (0, 0)  # ends a circle of parents
            above = self._described.get(
                (term.taxonomy, term.parent), TransferTerm(term.taxonomy, term.parent)
            )
            found = await self._place(above)
            parent = found[0] if found else 0
        draft = TermDraft(
            terms.clean_name(term.name or term.slug), slug, kses_comment(term.description), parent
        )
        made = await term_store.insert(self.ctx.db, term.taxonomy, draft, slug=slug)
        if term.meta:
            changes = [FieldChange(0, key, value) for key, value in term.meta]
            await custom_fields.change_term(self.ctx, made, changes)
        self.report.terms += 1
        return made.id, made.taxonomy_id

    # Posts.

    async def posts(self, batch: Sequence[TransferPost]) -> None:
        """Take a batch of posts over with their comments; those that are here already are passed over."""
        self._sticky += [one.id for one in batch if one.sticky]
        here = await store.known(self.ctx.db, self._source, "post", [one.id for one in batch])
        fresh = list({one.id: one for one in batch if one.id not in here}.values())
        wanted = [one for one in fresh if self._is_wanted(one)]
        twins = await self._twins(wanted)
        await store.remember(self.ctx.db, self._source, "post", twins)
        self.report.known += len(here) + len(twins)
        wanted = [one for one in wanted if one.id not in twins]
        if wanted:
            await self._write(wanted)
            self._batches += 1
            if self._batches.bit_count() == 1:
                await store.weigh(self.ctx.db)

    def _is_wanted(self, one: TransferPost) -> bool:
        name = one.title or one.name or one.id
        if one.type not in self.ctx.types.post_types:
            self.leave_out(one.type, name, "this site has no such post type")
            return False
        if one.status == "auto-draft":
            self.leave_out(one.type, name, "nobody has written it yet")
            return False
        return True

    async def _twins(self, wanted: Sequence[TransferPost]) -> dict[str, int]:
        """Posts that came here before by another way: same type, slug, date and title."""
        named = {sanitize_title(one.name): one for one in wanted if one.name and one.date}
        if not named:
            return {}
        kinds = tuple({one.type for one in named.values()})
        found: dict[str, int] = {}
        for post in await post_store.by_slugs(self.ctx.db, tuple(named), kinds):
            one = named.get(post.name)
            if one and (one.type, one.date, one.title) == (post.type, post.date, post.title):
                found[one.id] = post.id
        return found

    async def _write(self, wanted: Sequence[TransferPost]) -> None:
        leads = await self._leads(wanted)
        made = [await self._made(one, leads) for one in wanted]
        names = await slugs.unique_all(self.ctx, [(one.post.name, one.post) for one in made])
        made = _named(made, names)
        ids = await store.write(self.ctx.db, self._source, made)
        self._touched |= {place for one in made for place in one.places}
        self.report.posts += len(ids)
        self.report.comments += sum(len(one.comments) for one in made)

    async def _leads(self, wanted: Sequence[TransferPost]) -> dict[str, int]:
        """Our ids of the posts that these lead to and that came before them."""
        ids = {one.parent for one in wanted if one.parent} | {
            value for one in wanted for key, value in one.meta if key in _LEADING
        }
        return await store.known(self.ctx.db, self._source, "post", ids - {"0", ""})

    async def _made(self, one: TransferPost, leads: Mapping[str, int]) -> ImportedPost:
        places: dict[int, None] = {}
        for term in one.terms:
            found = await self._place(term)
            if found and found[1]:
                places[found[1]] = None
        waiting: list[Waiting] = []
        parent = leads.get(one.parent, 0)
        if one.parent not in {"", "0"} and not parent:
            waiting.append(Waiting(_PARENT, one.parent))
        if one.type == "attachment" and one.attachment_url:
            waiting.append(Waiting(FILE, one.attachment_url[:2000]))
        meta = tuple(self._meta(one, leads, waiting))
        comments = self._comments(one)
        return ImportedPost(
            theirs=one.id,
            post=self._post(one, parent, await self._author_of(one), comments),
            wished=int(one.id) if one.id.isdecimal() and len(one.id) < 19 else 0,
            meta=meta,
            places=tuple(places),
            comments=comments,
            waiting=tuple(waiting),
        )

    def _meta(
        self, one: TransferPost, leads: Mapping[str, int], waiting: list[Waiting]
    ) -> Iterable[tuple[str, str]]:
        kinds = dict(one.meta)
        for key, value in one.meta:
            if key in _PASSED_OVER or len(key) > 255:
                continue
            leading = key in _LEADING and value not in {"", "0"}
            if key == _MENU_OBJECT and kinds.get("_menu_item_type") != "post_type":
                ours = self._term_ids.get(value) if kinds.get("_menu_item_type") == "taxonomy" else None
                yield key, str(ours) if ours else value
            elif leading and value in leads:
                yield key, str(leads[value])
            else:
                if leading:
                    waiting.append(Waiting(key, value))
                yield key, value

    async def _author_of(self, one: TransferPost) -> int:
        if not one.author:
            return await self._fallback()
        if one.author not in self._authors:
            await self.author(TransferAuthor(one.author))
        return self._authors[one.author]

    def _post(self, one: TransferPost, parent: int, author: int, comments: Sequence[ImportedComment]) -> Post:
        local, gmt = self._dates(one.date, one.date_gmt)
        changed, changed_gmt = self._dates(one.modified or one.date, one.modified_gmt or one.date_gmt)
        kind = self.ctx.types.post_types[one.type]
        status = one.status if one.status in self.ctx.types.statuses else "draft"
        if kind.name == "attachment" and status not in {"inherit", "private", "trash"}:
            status = "inherit"
        floats = self.ctx.types.statuses[status].date_floating
        found = (
            check_filetype(one.attachment_url.partition("?")[0], MIME_TYPES) if one.attachment_url else None
        )
        post = Post(
            id=0, author=author, date=local, date_gmt=None if floats and one.date_gmt is None else gmt,
            content=self._text(one.content), title=self._short(one.title), excerpt=self._short(self._text(one.excerpt)),
            status=status, comment_status=one.comment_status, ping_status=one.ping_status, password=one.password,
            name=sanitize_title(one.name), to_ping="", pinged="", modified=changed, modified_gmt=changed_gmt,
            content_filtered="", parent=parent, guid=one.guid, menu_order=max(-(2**31), min(one.menu_order, 2**31 - 1)),
            type=one.type, mime_type=found[1] if found else "",
            comment_count=sum(each.comment.approved == "1" and each.comment.type != "note" for each in comments),
        )  # fmt: skip
        return replace(post, **{name: getattr(post, name)[:most] for name, most in _LONGEST.items()})

    def _dates(self, local: datetime | None, gmt: datetime | None) -> tuple[datetime | None, datetime | None]:
        if local is None and gmt is None:
            return self.ctx.now_local, self.ctx.now_gmt
        if local is None:
            assert gmt is not None
            return in_local(self.ctx, gmt), gmt
        return local, gmt or in_gmt(self.ctx, local)

    def _text(self, text: str) -> str:
        """A text with addresses of this site; of somebody who may not write any HTML it is filtered."""
        for old, new in self._rewrites:
            text = text.replace(old, new)
        return text if can(self.ctx, "unfiltered_html") else kses_block_content(text)

    def _short(self, text: str) -> str:
        text = text if can(self.ctx, "unfiltered_html") else kses_comment(text)
        return _cut(text, _BYTES)

    def _comments(self, one: TransferPost) -> tuple[ImportedComment, ...]:
        places = {comment.id: place for place, comment in enumerate(one.comments)}
        return tuple(
            ImportedComment(
                comment=self._comment(comment),
                wished=int(comment.id) if comment.id.isdecimal() and len(comment.id) < 19 else 0,
                parent=places.get(comment.parent) if comment.parent != comment.id else None,
                meta=tuple((key, value) for key, value in comment.meta if len(key) <= 255),
            )
            for comment in one.comments
        )

    def _comment(self, one: TransferComment) -> Comment:
        local, gmt = self._dates(one.date, one.date_gmt)
        plain = not set(one.content) & set("<>&")
        return Comment(
            id=0, post=0, author=_cut(one.author, _AUTHOR_BYTES), author_email=one.author_email[:100],
            author_url=one.author_url[:200], author_ip=one.author_ip[:100], date=local, date_gmt=gmt,
            content=_cut(one.content if plain else kses_comment(one.content), _BYTES), karma=0,
            approved=one.approved if one.approved in _APPROVALS else "0", agent="",
            type=(one.type or "comment")[:20], parent=0, user=self._author_ids.get(one.user, 0),
        )  # fmt: skip

    # The end.

    async def finish(self) -> None:
        """Lead what came before its aim to it, count anew, stick what is sticky."""
        for kind in (_PARENT, *_LEADING):
            await self._lead(kind)
        await self._recount()
        await self._stick()
        await self.ctx.hooks.do(hooks.import_end)

    async def _lead(self, kind: str) -> None:
        after = ""
        while rows := await store.waiting(self.ctx.db, self._source, kind, after=after, limit=BATCH):
            found = await store.known(self.ctx.db, self._source, "post", [waits for _, _, waits in rows])
            for _, ours, waits in rows:
                if waits not in found:
                    self.leave_out(
                        "link", f"post {ours}", f"its {kind.strip('_')} {waits} did not come along"
                    )
            led = [(theirs, ours, found.get(waits)) for theirs, ours, waits in rows]
            await store.lead(self.ctx.db, self._source, kind, led)
            after = rows[-1][0]

    async def _recount(self) -> None:
        places = sorted(self._touched)
        for start in range(0, len(places), BATCH):
            await store.recount(self.ctx.db, places[start : start + BATCH])

    async def _stick(self) -> None:
        if not self._sticky:
            return
        found = await store.known(self.ctx.db, self._source, "post", self._sticky)
        stuck = list(dict.fromkeys([*posts.sticky_list(self.ctx), *found.values()]))
        await self.ctx.site.options.put("sticky_posts", stuck)

    # Files.

    async def waiting_files(self, after: str = "") -> list[tuple[str, Post, str]]:
        """Attachments whose files did not come yet: their id, ours, and where the file lies; those behind an id."""
        rows = await store.waiting(self.ctx.db, self._source, FILE, after=after, limit=BATCH)
        found = await posts.by_ids(self.ctx, [ours for _, ours, _ in rows])
        await posts.remember_meta(self.ctx, found.values())
        return [(theirs, found[ours], url) for theirs, ours, url in rows if ours in found]

    async def file_came(self, theirs: str, post: Post) -> None:
        """Note that an attachment has its file."""
        self.report.files += 1
        await store.lead(self.ctx.db, self._source, FILE, [(theirs, post.id, None)])


_APPROVALS: Final = frozenset({"0", "1", "spam", "trash", "post-trashed"})


def _cut(text: str, most: int) -> str:
    """A text with no more bytes than its column takes."""
    encoded = text.encode("utf-8", "replace")
    return text if len(encoded) <= most else encoded[:most].decode("utf-8", "ignore")


def _named(made: Sequence[ImportedPost], names: Sequence[str]) -> list[ImportedPost]:
    """Posts with slugs that nobody has, nor any other of the batch."""
    given: set[tuple[str, int, str]] = set()
    named: list[ImportedPost] = []
    for one, name in zip(made, names, strict=True):
        tried, number = name, 2
        while tried and (one.post.type, one.post.parent, tried) in given:
            tail = f"-{number}"
            tried, number = slugs.shortened(name, 200 - len(tail)) + tail, number + 1
        if one.post.status not in slugs.UNPLACED:
            given.add((one.post.type, one.post.parent, tried))
        named.append(replace(one, post=replace(one.post, name=tried)))
    return named
