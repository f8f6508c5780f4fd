"""What is kept of a person, by an e-mail address: found, exported as an archive, and erased."""

import asyncio
import secrets
import zipfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, Final

from engine.content import personal_report
from engine.content.escaping import esc_html
from engine.content.ip_addresses import anonymized
from engine.content.language import Language, filled
from engine.content.urls import esc_url
from engine.domain import (
    comments,
    hooks,
    languages,
    mail,
    media,
    permalinks,
    posts,
    privacy_mails,
    readers,
    sessions,
    subscriptions,
    user_requests,
    users,
)
from engine.domain.context import Context
from engine.domain.privacy_tools import Eraser, Exporter
from engine.model.comments import Comment, CommentQuery
from engine.model.errors import DomainError
from engine.model.posts import Post, PostQuery
from engine.model.privacy import (
    ERASE,
    ErasurePage,
    ExportPage,
    Group,
    Outcome,
    PersonalItem,
    PersonalRequest,
    Report,
    RequestNumber,
)
from engine.model.users import SYSTEM, User
from engine.store import comments as comment_store
from engine.store import posts as post_store
from engine.store import readers as reader_store
from engine.store import subscriptions as subscription_store

# As many as WordPress takes at once.
_COMMENTS: Final = 500
_FILES: Final = 50
# More pages than these no exporter or eraser has that comes to an end.
_MOST_PAGES: Final = 100_000
_SEEN: Final = (comments.APPROVED, comments.HELD)

_Pair = tuple[str, str]


# The work on a request, in the background.


async def perform(ctx: Context, number: RequestNumber) -> None:
    """Export or erase what a request is about, and note what came of it."""
    request = await user_requests.get(ctx.acting_as(SYSTEM), number.request)
    try:
        if request.kind == ERASE:
            await _erase(ctx, request)
        else:
            await _export(ctx, request, mails=number.mails)
    except Exception as error:
        told = error.message if isinstance(error, DomainError) else type(error).__name__
        await user_requests.worked(ctx, request, Outcome(error=told))
        raise


async def _export(ctx: Context, request: PersonalRequest, *, mails: bool) -> None:
    language = await languages.of_account(ctx, request.user)
    title = filled(language.text("Personal Data Export for %s"), request.email)
    report = {"about": _about(ctx, request, language), **await collect(ctx, request.email)}
    name = request.file or f"wp-personal-data-file-{secrets.token_hex(16)}.zip"
    parts = {
        "export.json": personal_report.document(title, report),
        "index.html": personal_report.page(title, report, language),
    }
    await asyncio.to_thread(_store, user_requests.folder(ctx), name, parts)
    await user_requests.worked(ctx, request, Outcome(), file=name)
    if mails:
        address = user_requests.file_address(ctx, replace(request, file=name))
        await mail.deliver(ctx, await privacy_mails.exported(ctx, request, address))
        await user_requests.completed(ctx, request)


def _store(folder: Path, name: str, parts: Mapping[str, str]) -> None:
    """Write the archive beside its place and move it there: nobody fetches half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.php"  # for servers that show what is in a folder
    if not index.exists():
        index.write_text("<?php\n", encoding="utf-8")
    half = folder / f".{name}.{secrets.token_hex(4)}"
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    half.replace(folder / name)


async def _erase(ctx: Context, request: PersonalRequest) -> None:
    erasers = await ctx.hooks.apply(hooks.wp_privacy_personal_data_erasers, dict(ERASERS))
    removed = retained = False
    messages: list[str] = []
    for one in erasers.values():
        async for page in _erasures(ctx, one, request.email):
            removed, retained = removed or page.removed, retained or page.retained
            messages += page.messages
    await user_requests.completed(ctx, request)
    await user_requests.worked(ctx, request, Outcome(removed, retained, tuple(messages)))
    await ctx.hooks.do(hooks.wp_privacy_personal_data_erased, request.id)
    await mail.post(ctx, await privacy_mails.erased(ctx, request))


async def _erasures(ctx: Context, eraser: Eraser, email: str) -> AsyncIterator[ErasurePage]:
    for number in range(1, _MOST_PAGES):
        page = await eraser.erase(ctx, email, number)
        yield page
        if page.done:
            return


# Collecting.


async def collect(ctx: Context, email: str) -> Report:
    """All that the exporters find of an address, in their groups; items that several of them know are one."""
    exporters = await ctx.hooks.apply(hooks.wp_privacy_personal_data_exporters, dict(EXPORTERS))
    found: dict[str, Group] = {}
    for one in exporters.values():
        for number in range(1, _MOST_PAGES):
            page = await one.export(ctx, email, number)
            for item in page.items:
                group = found.setdefault(item.group, Group(item.label, item.description, {}))
                items = {**group.items, item.id: (*item.data, *group.items.get(item.id, ()))}
                found[item.group] = replace(group, items=items)
            if page.done:
                break
    return found


def _about(ctx: Context, request: PersonalRequest, language: Language) -> Group:
    about = (
        (language.text("Report generated for"), request.email),
        (language.text("For site"), unescape(ctx.options.text("blogname"))),
        (language.text("At URL"), ctx.home),
        (language.text("On"), f"{ctx.now_local:%Y-%m-%d %H:%M:%S}"),
    )
    return Group(language.text("About"), language.text("What this report is."), {"about-1": about})


def _filled(*pairs: _Pair) -> tuple[_Pair, ...]:
    return tuple(pair for pair in pairs if pair[1])


def _moment(stamp: int) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d %H:%M:%S} UTC" if stamp else ""


def _link(address: str) -> str:
    return f'<a href="{esc_url(address)}">{esc_html(address)}</a>' if address else ""


def _date(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S}" if value else ""


# Accounts.


async def _export_account(ctx: Context, email: str, _page: int) -> ExportPage:
    user = await users.by_email(ctx, email)
    if user is None:
        return ExportPage(())
    await users.remember_meta(ctx, (user,))
    language = await languages.of_account(ctx, user.id)
    return ExportPage(tuple(_of_account(ctx, user, language)))


def _of_account(ctx: Context, user: User, language: Language) -> Iterator[PersonalItem]:
    profile = _filled(
        (language.text("User ID"), str(user.id)),
        (language.text("User Login Name"), user.login),
        (language.text("User Nice Name"), user.nicename),
        (language.text("User Email"), user.email),
        (language.text("User URL"), user.url),
        (language.text("User Registration Date"), _date(user.registered)),
        (language.text("User Display Name"), user.display_name),
        (language.text("User Nickname"), users.profile(ctx, user, "nickname")),
        (language.text("User First Name"), users.profile(ctx, user, "first_name")),
        (language.text("User Last Name"), users.profile(ctx, user, "last_name")),
        (language.text("User Description"), users.profile(ctx, user, "description")),
    )
    yield PersonalItem(
        "user", language.text("User"), language.text("What an account says."), f"user-{user.id}", profile
    )
    place = users.data(ctx, user, "community-events-location")
    if isinstance(place, dict):
        yield PersonalItem(
            "community-events-location",
            language.text("Community Events Location"),
            language.text("Where WordPress looked for events nearby."),
            f"community-events-location-{user.id}",
            _filled(
                (language.text("City"), _text(place, "description")),
                (language.text("Country"), _text(place, "country")),
                (language.text("Latitude"), _text(place, "latitude")),
                (language.text("Longitude"), _text(place, "longitude")),
                (language.text("IP"), _text(place, "ip")),
            ),
        )
    kept = users.data(ctx, user, sessions.META_KEY)
    for key, session in kept.items() if isinstance(kept, dict) else ():
        if isinstance(session, dict):
            yield PersonalItem(
                "session-tokens",
                language.text("Session Tokens"),
                language.text("Where the account was logged in."),
                f"session-tokens-{user.id}-{str(key)[:12]}",
                _filled(
                    (language.text("Expiration"), _moment(_number(session, "expiration"))),
                    (language.text("IP"), _text(session, "ip")),
                    (language.text("User Agent"), _text(session, "ua")),
                    (language.text("Last Login"), _moment(_number(session, "login"))),
                ),
            )


def _text(data: Mapping[Any, Any], key: str) -> str:
    value = data.get(key)
    return str(value) if isinstance(value, str | int | float) else ""


def _number(data: Mapping[Any, Any], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) and 0 <= value < 1 << 33 else 0


# Comments.


def _by_address(email: str, *, page: int = 1, offset: int | None = None) -> CommentQuery:
    return CommentQuery(
        author_email=email,
        statuses=_SEEN,
        orderby="id",
        order="asc",
        page=page,
        per_page=_COMMENTS,
        offset=offset,
        count=False,
    )


async def _export_comments(ctx: Context, email: str, page: int) -> ExportPage:
    found, _ = await comment_store.select(ctx.db, _by_address(email, page=page))
    await permalinks.remember(ctx, (await posts.by_ids(ctx, (one.post for one in found))).values())
    await comments.remember_pages(ctx, found)
    language = languages.usual(ctx)
    return ExportPage(tuple(_of_comment(ctx, one, language) for one in found), done=len(found) < _COMMENTS)


def _of_comment(ctx: Context, one: Comment, language: Language) -> PersonalItem:
    return PersonalItem(
        "comments",
        language.text("Comments"),
        language.text("Comments that were written with this address."),
        f"comment-{one.id}",
        _filled(
            (language.text("Comment Author"), one.author),
            (language.text("Comment Author Email"), one.author_email),
            (language.text("Comment Author URL"), one.author_url),
            (language.text("Comment Author IP"), one.author_ip),
            (language.text("Comment Author User Agent"), one.agent),
            (language.text("Comment Date"), _date(one.date)),
            (language.text("Comment Content"), one.content),
            (language.text("Comment URL"), _link(comments.link(ctx, one))),
        ),
    )


async def _erase_comments(ctx: Context, email: str, _page: int) -> ErasurePage:
    """Take the author out of all comments of an address; the words stay (wp_comments_personal_data_eraser)."""
    kept, removed = 0, False
    messages: list[str] = []
    language = languages.usual(ctx)
    while found := (await comment_store.select(ctx.db, _by_address(email, offset=kept)))[0]:
        anonymous = {one.id: _anonymous(one) for one in found}
        for one in found:
            answer = await ctx.hooks.apply(hooks.wp_anonymize_comment, True, one, anonymous[one.id])
            if answer is not True:
                del anonymous[one.id]
                messages.append(_why_kept(one, answer, language))
        await _anonymise(ctx, anonymous.values())
        removed, kept = removed or bool(anonymous), kept + len(found) - len(anonymous)
    return ErasurePage(removed, kept > 0, tuple(messages))


def _anonymous(one: Comment) -> Comment:
    address = anonymized(one.author_ip)
    return replace(
        one, author=readers.ANONYMOUS.author, author_email="", author_url="", author_ip=address, agent="", user=0
    )  # fmt: skip


def _why_kept(one: Comment, answer: bool | str, language: Language) -> str:
    told = (
        answer
        if isinstance(answer, str) and answer
        else filled(language.text("Comment %s keeps its author."), str(one.id))
    )
    return esc_html(told)


async def _anonymise(ctx: Context, changed: Iterable[Comment]) -> None:
    by_ip: dict[str, list[Comment]] = defaultdict(list)
    for one in changed:
        by_ip[one.author_ip].append(one)
    for address, these in by_ip.items():
        ids = [one.id for one in these]
        await reader_store.anonymise(ctx.db, ids, replace(readers.ANONYMOUS, address=address))
        for one in these:
            comments.memory(ctx).pop(one.id, None)
            await ctx.hooks.do(hooks.edit_comment, one.id, one)


# Files.


async def _export_files(ctx: Context, email: str, page: int) -> ExportPage:
    user = await users.by_email(ctx, email)
    if user is None:
        return ExportPage(())
    asked = PostQuery(
        types=("attachment",),
        statuses=("inherit", "private"),
        authors=(user.id,),
        orderby="id",
        order="asc",
        page=page,
        per_page=_FILES,
        count=False,
        texts=False,
    )
    found, _ = await post_store.select(ctx.db, asked)
    await posts.remember_meta(ctx, found)
    language = await languages.of_account(ctx, user.id)
    return ExportPage(tuple(_of_files(ctx, found, language)), done=len(found) < _FILES)


def _of_files(ctx: Context, found: Iterable[Post], language: Language) -> Iterator[PersonalItem]:
    for one in found:
        address = media.url_of(ctx, one)
        if address:
            yield PersonalItem(
                "media",
                language.text("Media"),
                language.text("Files that the account has uploaded."),
                f"post-{one.id}",
                ((language.text("URL"), address),),
            )


# What Tympan keeps beside WordPress's tables: subscriptions, and readers who are known by other networks.


async def _export_readers(ctx: Context, email: str, _page: int) -> ExportPage:
    language = languages.usual(ctx)
    known = [
        PersonalItem(
            "readers",
            language.text("Log-ins with other networks"),
            language.text("What another network said of you when you logged in with it."),
            f"reader-{one.id}",
            _filled(
                (language.text("Network"), one.provider),
                (language.text("Name"), one.name),
                (language.text("Address"), one.url),
                (language.text("Email"), one.email),
                (language.text("Picture"), one.picture),
                (language.text("Last Login"), _moment(one.last_at)),
            ),
        )
        for one in await reader_store.with_address(ctx.db, email)
    ]
    subscribed = await subscription_store.of_address(ctx.db, email)
    about = await posts.by_ids(ctx, (one.post for one in subscribed))
    await permalinks.remember(ctx, about.values())
    return ExportPage((
        *known,
        *(
            PersonalItem(
                "subscriptions",
                language.text("Subscriptions"),
                language.text("What this address is mailed about."),
                f"subscription-{one.id}",
                _filled(
                    (language.text("About"), permalinks.of_post(ctx, about[one.post]) if one.post in about else ctx.home),
                    (language.text("How often"), one.pace),
                    (language.text("Asked for"), _moment(one.asked_at)),
                    (language.text("Confirmed"), _moment(one.confirmed_at)),
                ),
            )
            for one in subscribed
        ),
    ))  # fmt: skip


async def _erase_readers(ctx: Context, email: str, _page: int) -> ErasurePage:
    known = await reader_store.with_address(ctx.db, email)
    for one in known:
        await readers.forget(ctx, one)
    subscribed = await subscription_store.of_address(ctx.db, email)
    await subscriptions.end_all(ctx, email)
    return ErasurePage(removed=bool(known or subscribed))


EXPORTERS: Final[Mapping[str, Exporter]] = {
    "wordpress-user": Exporter("Accounts", _export_account),
    "wordpress-comments": Exporter("Comments", _export_comments),
    "wordpress-media": Exporter("Files", _export_files),
    "tympan-readers": Exporter("Readers and subscriptions", _export_readers),
}
# Readers last: to forget them takes their address from the comments by which these are found.
ERASERS: Final[Mapping[str, Eraser]] = {
    "wordpress-comments": Eraser("Comments", _erase_comments),
    "tympan-readers": Eraser("Readers and subscriptions", _erase_readers),
}
