"""Taking over what another site exported: a batch of posts at a time, each once, however often it is started.

What was taken over is remembered by the other site's ids. Hooks of single posts are not fired; `import_end` is, once.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from engine.content.block_kses import kses_block_content
from engine.content.escaping import esc_attr
from engine.content.files import MIME_TYPES, check_filetype
from engine.content.kses import kses_comment
from engine.content.slugs import sanitize_title
from engine.domain import hooks, media, posts, slugs
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.domain.dates import in_gmt, in_local
from engine.domain.import_accounts import AccountImport
from engine.domain.import_terms import TermImport
from engine.model.comments import Comment
from engine.model.posts import Post
from engine.model.transfer import (
    ImportChoices,
    ImportReport,
    TransferAuthor,
    TransferComment,
    TransferPost,
    TransferSite,
    TransferTerm,
)
from engine.store import importing as store
from engine.store import posts as post_store
from engine.store.importing import ImportedComment, ImportedPost, Waiting

BATCH: Final = 256
# After so many batches the tables have grown so much that the database should plan anew.
_WEIGHED: Final = frozenset(4**power for power in range(12))

# Meta that names another post.
_THUMBNAIL: Final = "_thumbnail_id"
_MENU_PARENT: Final = "_menu_item_menu_item_parent"
_MENU_OBJECT: Final = "_menu_item_object_id"
_ITEM: Final = "nav_menu_item"
_ITEM_TYPE: Final = "_menu_item_type"
_LEADING: Final = (_THUMBNAIL, _MENU_PARENT, _MENU_OBJECT)
FILE: Final = "file"
# Meta that belongs to the other site's running.
_PASSED_OVER: Final = frozenset({"_edit_lock", "_edit_last", "_encloseme", "_pingme"})
# What the columns take: characters, or for the texts of MySQL bytes.
_LONGEST: Final[Mapping[str, int]] = {
    "password": 255, "name": 200, "guid": 255, "type": 20, "status": 20, "comment_status": 20, "ping_status": 20,
}  # fmt: skip
_BYTES: Final = 65_535
_AUTHOR_BYTES: Final = 245
# The statuses that a comment may have had.
_APPROVALS: Final = frozenset({"0", "1", "spam", "trash", "post-trashed"})


@dataclass(slots=True)
class Import:
    """A running import; `report` says what came of it so far."""

    ctx: Context
    choices: ImportChoices
    report: ImportReport = field(default_factory=ImportReport)
    _source: str = ""
    _url: str = ""
    _rewrites: tuple[tuple[str, str], ...] = ()
    _accounts: AccountImport = field(init=False)
    _terms: TermImport = field(init=False)
    _is_trusted: bool = field(init=False)
    _sticky: list[str] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)
    _shown: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _batches: int = 0

    def __post_init__(self) -> None:
        self._is_trusted = can(self.ctx, "unfiltered_html")
        self._accounts = AccountImport(self.ctx, self.choices, self.report)
        self._terms = TermImport(self.ctx, self.report)

    def begin(self, site: TransferSite) -> None:
        """What follows is of this site; raises Forbidden unless the actor may import."""
        require(self.ctx, "import")
        self._source = hashlib.sha256(site.url.encode()).hexdigest()[:32]
        self._url = site.url.rstrip("/")
        self._rewrites = self.choices.rewrites
        if self.choices.takes_files and self._url:
            uploads = self.ctx.uploads_url
            bases = {f"{scheme}{self._url.partition('//')[2]}" for scheme in ("http://", "https://")}
            self._rewrites += tuple((f"{base}/wp-content/uploads/", f"{uploads}/") for base in sorted(bases))

    # Authors and terms.

    async def author(self, author: TransferAuthor) -> None:
        """Find the account that the author's posts go to, or make one."""
        await self._accounts.meet(author)

    async def take_terms(self, batch: Sequence[TransferTerm]) -> None:
        """Take terms over, each after its parent; one of this slug that is here is the same."""
        await self._terms.take(batch)

    # Posts.

    async def posts(self, batch: Sequence[TransferPost]) -> None:
        """Take a batch of posts over with their comments; those that are here already are passed over."""
        self._sticky += [one.id for one in batch if one.sticky]
        for one in batch:
            for address, picture in one.shows:
                self._shown.setdefault(picture, []).append((one.id, address))
        here = await store.known(self.ctx.db, self._source, "post", [one.id for one in batch])
        fresh: dict[str, TransferPost] = {}
        for one in batch:
            what = one.attachment_url or one.title  # a picture comes with each post that shows it
            if self._seen.setdefault(one.id, what) != what:
                self.report.leave_out(one.type, _called(one), "the file has another one of its number")
            elif one.id not in here:
                fresh.setdefault(one.id, one)
        wanted = [one for one in fresh.values() if self._is_wanted(one)]
        twins = await self._twins(wanted)
        await store.remember(self.ctx.db, self._source, "post", twins)
        self.report.known += len(here) + len(twins)
        wanted = [one for one in wanted if one.id not in twins]
        if wanted:
            await self._write(wanted)
            self._batches += 1
            if self._batches in _WEIGHED:
                await store.weigh(self.ctx.db)

    def _is_wanted(self, one: TransferPost) -> bool:
        if one.type not in self.ctx.types.post_types:
            self.report.leave_out(one.type, _called(one), "this site has no such post type")
            return False
        if one.status == "auto-draft":
            self.report.leave_out(one.type, _called(one), "nobody has written it yet")
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
        await self._terms.meet(term for one in wanted for term in one.terms)
        leads = await self._leads(wanted)
        made = [await self._made(one, leads) for one in wanted]
        names = await slugs.unique_all(self.ctx, [(one.post.name, _below(one)) for one in made])
        made = _named(made, names)
        ids = await store.write(self.ctx.db, self._source, made)
        self.report.posts += len(ids)
        self.report.comments += sum(len(one.comments) for one in made)

    async def _leads(self, wanted: Sequence[TransferPost]) -> dict[str, int]:
        """Our ids of the posts that these lead to and that came before them."""
        ids = {one.parent for one in wanted if one.parent} | {
            value for one in wanted for key, value in one.meta if key in _LEADING
        }
        return await store.known(self.ctx.db, self._source, "post", ids - {"0", ""})

    async def _made(self, one: TransferPost, leads: Mapping[str, int]) -> ImportedPost:
        places = dict.fromkeys(map(self._terms.place, one.terms))
        places.pop(0, None)
        waiting: list[Waiting] = []
        # What WordPress keeps as the parent of a menu item that leads to a term is the parent of the term.
        of_term = one.type == _ITEM and (_ITEM_TYPE, "taxonomy") in one.meta
        parent = (self._terms.ids if of_term else leads).get(one.parent, 0)
        if one.parent not in {"", "0"} and not parent and not of_term:
            waiting.append(Waiting(store.PARENT, one.parent))
        if one.type == "attachment" and one.attachment_url:
            waiting.append(Waiting(FILE, one.attachment_url[:2000]))
        meta = tuple(self._meta(one, leads, waiting))
        comments = self._comments(one)
        return ImportedPost(
            theirs=one.id,
            post=self._post(one, parent, await self._accounts.of(one.author), comments),
            wished=int(one.id) if one.id.isdecimal() and len(one.id) < 19 else 0,
            meta=meta,
            places=tuple(places),
            comments=comments,
            waiting=tuple(waiting),
        )

    def _meta(
        self, one: TransferPost, leads: Mapping[str, int], waiting: list[Waiting]
    ) -> Iterable[tuple[str, str]]:
        leads_to = dict(one.meta).get(_ITEM_TYPE)
        for key, value in one.meta:
            if key in _PASSED_OVER or len(key) > 255:
                continue
            leading = key in _LEADING and value not in {"", "0"}
            if key == _MENU_OBJECT and leads_to != "post_type":
                ours = self._terms.ids.get(value) if leads_to == "taxonomy" else None
                yield key, str(ours) if ours else value
            elif leading and value in leads:
                yield key, str(leads[value])
            else:
                if leading and all(one.kind != key for one in waiting):
                    waiting.append(Waiting(key, value))
                yield key, value

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
        long = {name: most for name, most in _LONGEST.items() if len(getattr(post, name)) > most}
        return (
            replace(post, **{name: getattr(post, name)[:most] for name, most in long.items()})
            if long
            else post
        )

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
        return text if self._is_trusted else kses_block_content(text)

    def _short(self, text: str) -> str:
        return _cut(text if self._is_trusted else kses_comment(text), _BYTES)

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
        return Comment(
            id=0, post=0, author=_cut(one.author, _AUTHOR_BYTES), author_email=one.author_email[:100],
            author_url=one.author_url[:200], author_ip=one.author_ip[:100], date=local, date_gmt=gmt,
            content=self._short(one.content), karma=0,
            approved=one.approved if one.approved in _APPROVALS else "0", agent="",
            type=(one.type or "comment")[:20], parent=0, user=self._accounts.ids.get(one.user, 0),
        )  # fmt: skip

    # The end.

    async def finish(self) -> None:
        """Lead what came before its aim to it, count anew, stick what is sticky."""
        for kind in (store.PARENT, *_LEADING):
            await self._lead(kind)
        await store.recount(self.ctx.db, self._source)
        await self._stick()
        await self.ctx.hooks.do(hooks.import_end)

    async def _lead(self, kind: str) -> None:
        after = ""
        while rows := await store.waiting(self.ctx.db, self._source, kind, after=after, limit=BATCH):
            found = await store.known(self.ctx.db, self._source, "post", [waits for _, _, waits in rows])
            for _, ours, waits in rows:
                if waits not in found:
                    self.report.leave_out(
                        "link", f"post {ours}", f"its {kind.strip('_')} {waits} did not come along"
                    )
            led = [(theirs, ours, found.get(waits)) for theirs, ours, waits in rows]
            await store.lead(self.ctx.db, self._source, kind, led)
            if kind == store.PARENT:
                await self._settle([ours for _, ours, waits in rows if waits not in found])
            after = rows[-1][0]

    async def _settle(self, orphans: Sequence[int]) -> None:
        """Give posts whose parent did not come along slugs that nobody has where they stand now."""
        for post in (await posts.by_ids(self.ctx, orphans)).values():
            kind = self.ctx.types.post_types.get(post.type)
            if kind and kind.hierarchical:
                name = await slugs.unique(self.ctx, post.name, post)
                if name != post.name:
                    await store.rename(self.ctx.db, post.id, name)

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
        """Note that an attachment has its file, and show it in the texts that showed it there."""
        self.report.files += 1
        await self._show(post.id, self._shown.get(theirs, []))
        await store.lead(self.ctx.db, self._source, FILE, [(theirs, post.id, None)])

    async def _show(self, picture: int, shown: Sequence[tuple[str, str]]) -> None:
        """Put the picture's address here for that there, in the texts of their posts."""
        ours = await store.known(self.ctx.db, self._source, "post", [one for one, _ in shown])
        if not ours:
            return
        ctx = self.ctx.acting_as(self.ctx.actor)  # texts that another picture has just changed are read anew
        found = await posts.by_ids(ctx, (picture, *ours.values()))
        await posts.remember_meta(ctx, (found[picture],))
        url = esc_attr(media.url_of(ctx, found[picture]))
        texts = {identity: one.content for identity, one in found.items() if identity != picture}
        for theirs, address in shown:
            if ours.get(theirs) in texts:
                text = texts[ours[theirs]].replace(f'"{address}"', f'"{url}"')
                texts[ours[theirs]] = text.replace(f"'{address}'", f"'{url}'")
        await store.rewrite(self.ctx.db, texts)


def _cut(text: str, most: int) -> str:
    """A text with no more bytes than its column takes."""
    if 4 * len(text) <= most:
        return text
    encoded = text.encode("utf-8", "replace")
    return text if len(encoded) <= most else encoded[:most].decode("utf-8", "ignore")


def _called(one: TransferPost) -> str:
    return one.title or one.name or one.id


def _below(one: ImportedPost) -> Post:
    """The post as it will stand: below nothing that is here already, while its parent did not come yet."""
    return replace(one.post, parent=-1) if _parent(one) else one.post


def _parent(one: ImportedPost) -> str:
    """Their id of the parent that a post still waits for."""
    return next((waiting.theirs for waiting in one.waiting if waiting.kind == store.PARENT), "")


def _named(made: Sequence[ImportedPost], names: Sequence[str]) -> list[ImportedPost]:
    """Posts with slugs that nobody has, nor any other of the batch."""
    given: set[tuple[str, int, str, str]] = set()
    named: list[ImportedPost] = []
    for one, name in zip(made, names, strict=True):
        tried, number = name, 2
        place = (one.post.type, one.post.parent, _parent(one))
        while tried and (*place, tried) in given:
            tail = f"-{number}"
            tried, number = slugs.shortened(name, 200 - len(tail)) + tail, number + 1
        if one.post.status not in slugs.UNPLACED:
            given.add((*place, tried))
        named.append(one if tried == one.post.name else replace(one, post=replace(one.post, name=tried)))
    return named
