"""Requests for personal data, as WordPress keeps them: posts of the type user_request, confirmed by who they are about."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from engine.content.emails import is_email
from engine.domain import drafts, hooks, mail, meta, passwords, permalinks, privacy_mails, queue, users
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.errors import Conflict, Invalid, NotFound
from engine.model.jobs import Job, Nothing
from engine.model.pages import Page
from engine.model.posts import DateRange, Post, PostQuery
from engine.model.privacy import (
    COMPLETED,
    CONFIRMED,
    ERASE,
    EXPORT,
    FAILED,
    KINDS,
    PENDING,
    STATUSES,
    Outcome,
    PersonalRequest,
    RequestKind,
    RequestNumber,
    moment,
)
from engine.store import post_writing as writing
from engine.store import posts as store
from engine.store.post_writing import MetaChanges, Saving

TYPE: Final = "user_request"
FOLDER: Final = "wp-personal-data-exports"
# How long a link confirms a request, and an archive may be fetched.
KEY_LIFETIME: Final = timedelta(days=1)
FILE_LIFETIME: Final = timedelta(days=3)

# No job holds a key: it is made when the mail is.
SEND: Final = Job("user_request", RequestNumber)
TELL_OWNER: Final = Job("user_request_confirmed", RequestNumber)
WORK: Final = Job("personal_data", RequestNumber, tries=4)
SWEEP: Final = Job("sweep_user_requests", Nothing)

_CONFIRMED_AT: Final = "_wp_user_request_confirmed_timestamp"
_COMPLETED_AT: Final = "_wp_user_request_completed_timestamp"
_OWNER_TOLD: Final = "_wp_admin_notified"
_FILE: Final = "_export_file_name"
# Ours, beside WordPress's: that background work is under way, and what came of it.
_WORKED_ON: Final = "_tympan_working"
_OUTCOME: Final = "_tympan_outcome"

_MAX_EMAIL: Final = 100
_AT_ONCE: Final = 100


def require_managing(ctx: Context, kind: RequestKind) -> None:
    """Raise Forbidden unless the actor answers requests of this kind."""
    if kind == EXPORT:
        require(ctx, "export_others_personal_data")
        return
    require(ctx, "erase_others_personal_data")
    require(ctx, "delete_users")


# Reading.


async def listed(
    ctx: Context, kind: RequestKind, *, status: str = "", search: str = "", page: int = 1, per_page: int = 20
) -> Page[PersonalRequest]:
    """Requests of a kind, the newest first; raises Forbidden."""
    require_managing(ctx, kind)
    asked = PostQuery(
        types=(TYPE,),
        statuses=(status,) if status else STATUSES,
        slugs=(kind,),
        search=search,
        search_columns=("title",),
        page=page,
        per_page=per_page,
    )
    found, total = await store.select(ctx.db, asked)
    await meta.remember(ctx, "post", (one.id for one in found))
    return Page(tuple(_read(ctx, one) for one in found), total)


async def get(ctx: Context, identity: int) -> PersonalRequest:
    """A request; raises NotFound, and Forbidden for who does not answer requests of its kind."""
    request = await _by_id(ctx, identity)
    require_managing(ctx, request.kind)
    return request


async def _by_id(ctx: Context, identity: int) -> PersonalRequest:
    return _read(ctx, await _post(ctx, identity))


async def _post(ctx: Context, identity: int) -> Post:
    post = (await store.by_ids(ctx.db, (identity,))).get(identity)
    if post is None or post.type != TYPE or post.name not in KINDS:
        raise NotFound("There is no such request.", code="invalid_request")
    meta.forget(ctx, "post", identity)
    await meta.remember(ctx, "post", (identity,))
    return post


def _read(ctx: Context, post: Post) -> PersonalRequest:
    def number(key: str) -> int:
        value = meta.value(ctx, "post", post.id, key)
        return int(value) if value.isdecimal() and len(value) < 19 else 0

    said = meta.value(ctx, "post", post.id, _OUTCOME)
    return PersonalRequest(
        id=post.id,
        kind=KINDS[post.name],
        email=post.title,
        user=post.author,
        status=post.status,
        asked_at=moment(post.date_gmt),
        keyed_at=moment(post.modified_gmt),
        confirmed_at=number(_CONFIRMED_AT),
        completed_at=number(_COMPLETED_AT),
        file=Path(meta.value(ctx, "post", post.id, _FILE)).name,
        is_worked_on=meta.value(ctx, "post", post.id, _WORKED_ON) != "",
        outcome=_outcome(said) if said else None,
        key=post.password,
    )


def _outcome(text: str) -> Outcome:
    said: dict[str, Any] = json.loads(text)
    return Outcome(said["removed"], said["retained"], tuple(said["messages"]), said["error"])


def folder(ctx: Context) -> Path:
    """Where archives lie for a while, under names that nobody guesses."""
    return ctx.site.settings.uploads_dir / FOLDER


def file_address(ctx: Context, request: PersonalRequest) -> str:
    """Where the archive of a request is fetched; '' where there is none, or none any more."""
    if not request.file or not (folder(ctx) / request.file).is_file():
        return ""
    return f"{ctx.uploads_url}/{FOLDER}/{request.file}"


# Asking.


async def create(
    ctx: Context, kind: RequestKind, person: str, *, is_confirmed: bool = False
) -> PersonalRequest:
    """Note a request about a log-in name or e-mail address (wp_create_user_request), and ask that person, unless it is confirmed.

    Raises Forbidden; Invalid for who is neither an address nor an account; Conflict while another request is open.
    """
    require_managing(ctx, kind)
    person = person.strip()
    named = is_email(person)
    user = await (users.by_email(ctx, person) if named else users.by_login(ctx, person))
    email = person if named else user.email if user else ""
    if not is_email(email) or len(email) > _MAX_EMAIL:
        raise Invalid("This is neither an e-mail address nor the name of an account.", code="invalid_email")
    if await _is_open(ctx, kind, email):
        raise Conflict("A request of this person is open already.", code="duplicate_request")
    post = replace(
        drafts.blank(ctx, ctx.types.post_types[TYPE]),
        author=user.id if user else 0,
        name=kind,
        title=email,
        content="[]",
        status=CONFIRMED if is_confirmed else PENDING,
        comment_status="closed",
        ping_status="closed",
        date=ctx.now_local,
        date_gmt=ctx.now_gmt,
        modified=ctx.now_local,
        modified_gmt=ctx.now_gmt,
    )

    async def work() -> Post:
        saving = Saving(
            post,
            finish=lambda saved: replace(saved, guid=permalinks.of_post(ctx, saved)),
            meta={_CONFIRMED_AT: (_now(ctx),)} if is_confirmed else {},
        )
        saved = await writing.save(ctx.db, saving)
        if not is_confirmed:
            await queue.add(ctx, SEND, RequestNumber(saved.id), key=str(saved.id))
        return saved

    saved = await ctx.db.atomically(work)
    return await _by_id(ctx, saved.id)


async def _is_open(ctx: Context, kind: RequestKind, email: str) -> bool:
    open_ = (PENDING, CONFIRMED)
    asked = PostQuery(types=(TYPE,), statuses=open_, slugs=(kind,), title=email, per_page=1, count=False)
    return bool((await store.select(ctx.db, asked))[0])


async def ask_again(ctx: Context, request: PersonalRequest) -> None:
    """Send the person another link; raises Forbidden, and Invalid for a request that is confirmed already."""
    require_managing(ctx, request.kind)
    if request.status not in {PENDING, FAILED}:
        raise Invalid("This request is confirmed already.", code="expired_request")
    await queue.add(ctx, SEND, RequestNumber(request.id), key=str(request.id))


async def send(ctx: Context, number: RequestNumber) -> None:
    """Send the link that confirms a request (wp_send_user_request), for background work alone."""
    request = await _by_id(ctx, number.request)
    if request.status not in {PENDING, FAILED}:
        return
    key = passwords.generate_password(20, special=False)
    await _change(ctx, request, {"status": PENDING, "password": passwords.fast_hash(key)})
    await mail.deliver(ctx, await privacy_mails.question(ctx, request, key))


# Confirming, by who was asked.


async def by_key(ctx: Context, identity: int, key: str) -> PersonalRequest:
    """The request that a link confirms (wp_validate_user_request_key).

    Raises NotFound where there is none, and Invalid for one that is decided, a wrong key or an old one.
    """
    request = await _by_id(ctx, identity)
    if not request.key:
        raise NotFound("There is no such request.", code="invalid_request")
    if request.status not in {PENDING, FAILED}:
        raise Invalid("This request has been confirmed already, or is done.", code="expired_request")
    if not key:
        raise Invalid("The link is not complete.", code="missing_key")
    if not await passwords.check_fast_hash(key, request.key):
        raise Invalid("This link is not valid. The latest mail has one that is.", code="invalid_key")
    if ctx.now.timestamp() > request.keyed_at + KEY_LIFETIME.total_seconds():
        raise Invalid("This link is too old. Please ask for another one.", code="expired_key")
    return request


async def confirm(ctx: Context, identity: int, key: str) -> PersonalRequest:
    """Confirm a request by the key that was mailed, and tell the site's owner; raises as `by_key` does."""
    request = await by_key(ctx, identity, key)

    async def also() -> None:
        await queue.add(ctx, TELL_OWNER, RequestNumber(request.id), key=str(request.id))

    await _change(ctx, request, {"status": CONFIRMED}, {_CONFIRMED_AT: (_now(ctx),)}, also)
    await ctx.hooks.do(hooks.user_request_action_confirmed, request.id)
    return await _by_id(ctx, identity)


async def tell_owner(ctx: Context, number: RequestNumber) -> None:
    """Tell the site's owner, once, that a request was confirmed; for background work alone."""
    request = await _by_id(ctx, number.request)
    if request.status != CONFIRMED or meta.value(ctx, "post", request.id, _OWNER_TOLD):
        return
    await mail.deliver(ctx, privacy_mails.confirmed(ctx, request))
    await meta.put(ctx, "post", request.id, key=_OWNER_TOLD, value="1")


# Deciding.


async def start(ctx: Context, request: PersonalRequest, *, mails: bool = False) -> PersonalRequest:
    """Have the data exported, or erased, in the background; raises Forbidden, and Conflict for what is done already."""
    require_managing(ctx, request.kind)
    if request.kind == ERASE and request.status == COMPLETED:
        raise Conflict("The data of this person were erased already.", code="expired_request")

    async def also() -> None:
        await queue.add(ctx, WORK, RequestNumber(request.id, mails), key=str(request.id))

    await _change(ctx, request, {}, {_WORKED_ON: ("1",), _OUTCOME: ()}, also)
    return await _by_id(ctx, request.id)


async def worked(ctx: Context, request: PersonalRequest, outcome: Outcome, *, file: str = "") -> None:
    """Note what came of the work on a request."""
    kept = {_WORKED_ON: (), _OUTCOME: (json.dumps(asdict(outcome)),), **({_FILE: (file,)} if file else {})}
    await _change(ctx, request, {}, kept)


async def complete(ctx: Context, request: PersonalRequest) -> PersonalRequest:
    """Note that a request is done; raises Forbidden."""
    require_managing(ctx, request.kind)
    await completed(ctx, request)
    return await _by_id(ctx, request.id)


async def completed(ctx: Context, request: PersonalRequest) -> None:
    """The same for background work, which nobody asks (_wp_privacy_completed_request)."""
    await _change(ctx, request, {"status": COMPLETED}, {_COMPLETED_AT: (_now(ctx),)})


async def remove(ctx: Context, request: PersonalRequest) -> None:
    """Forget a request, and the archive that was made for it; raises Forbidden."""
    require_managing(ctx, request.kind)
    await writing.delete(ctx.db, await _post(ctx, request.id), hierarchical=False)
    if request.file:
        (folder(ctx) / request.file).unlink(missing_ok=True)


async def sweep(ctx: Context, _: Nothing) -> None:
    """Give up what nobody confirmed within a day, and remove old archives."""
    begun = PostQuery(
        types=(TYPE,),
        statuses=(PENDING,),
        dates=(DateRange("modified_gmt", before=ctx.now_gmt - KEY_LIFETIME),),
        per_page=_AT_ONCE,
        count=False,
    )
    while found := (await store.select(ctx.db, begun))[0]:
        for post in found:
            await writing.save(ctx.db, Saving(replace(post, status=FAILED, password="", **_changed_now(ctx))))
    if not folder(ctx).is_dir():
        return
    before = (ctx.now - FILE_LIFETIME).timestamp()
    for file in folder(ctx).glob("*.zip"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


async def _change(
    ctx: Context,
    request: PersonalRequest,
    columns: dict[str, str],
    kept: MetaChanges | None = None,
    also: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Store another status, or meta; what follows from it is part of the same."""
    post = await _post(ctx, request.id)
    changed = replace(post, **columns, **_changed_now(ctx)) if columns else post  # type: ignore[arg-type] # texts

    async def work() -> None:
        await writing.save(ctx.db, Saving(changed, meta=kept or {}))
        if also:
            await also()

    await ctx.db.atomically(work)
    meta.forget(ctx, "post", request.id)


def _changed_now(ctx: Context) -> dict[str, Any]:
    return {"modified": ctx.now_local, "modified_gmt": ctx.now_gmt}


def _now(ctx: Context) -> str:
    return str(int(ctx.now.timestamp()))
