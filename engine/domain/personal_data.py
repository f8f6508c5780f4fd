"""What the engine keeps of a person, by an e-mail address: who finds it, and who removes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from engine.content.escaping import esc_html
from engine.content.ip_addresses import anonymized
from engine.content.language import Language, filled
from engine.content.urls import esc_url
from engine.domain import (
    comments,
    hooks,
    languages,
    media,
    permalinks,
    posts,
    readers,
    sessions,
    subscriptions,
    users,
)
from engine.domain.context import Context
from engine.domain.privacy_tools import Eraser, Exporter
from engine.model.comments import Comment, CommentQuery
from engine.model.posts import Post, PostQuery
from engine.model.privacy import ErasurePage, ExportPage, PersonalItem
from engine.model.users import User
from engine.store import comments as comment_store
from engine.store import posts as post_store
from engine.store import readers as reader_store
from engine.store import subscriptions as subscription_store

# As many as WordPress takes at once.
_COMMENTS: Final = 500
_FILES: Final = 50
_SEEN: Final = (comments.APPROVED, comments.HELD)

_Pair = tuple[str, str]


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
