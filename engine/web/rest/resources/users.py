"""``/wp/v2/users`` and ``/wp/v2/users/me``: accounts, as far as the actor may know of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from engine.domain import archive_links, avatars, users
from engine.domain.capabilities import any_of, can
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.errors import NotFound
from engine.model.pages import Page
from engine.model.users import User, UserQuery
from engine.web.rest.errors import RestError, authorization_status, forbidden
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.routes import Call, Param, Route, public
from engine.web.rest.serialize import ABSENT, ALL, EDIT, SHOWN, Field, View

UserView = View[User]

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_ADDRESS = {"type": "string", "format": "uri"}
_IDS = {"type": "array", "items": _INTEGER, "default": []}
_NAMES = {"type": "array", "items": _STRING}
_ORDERS = ["id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url"]
# What the API calls the columns that a search may be told to look in.
_COLUMNS = {
    "id": "ID", "username": "user_login", "slug": "user_nicename", "email": "user_email", "name": "display_name",
}  # fmt: skip
_PUBLIC_COLUMNS = ("ID", "user_login", "user_nicename", "display_name")
_PREFERENCES = {
    "type": "object",
    "default": [],
    "context": ["edit"],
    "properties": {"_modified": {"type": "string", "format": "date-time", "readonly": False}},
    "additionalProperties": True,
    "title": "",
}


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of accounts, and of the actor's own."""
    accounts = _resource(types)
    yield from accounts.routes()
    yield from replace(
        accounts, key="me", key_params=(), listing=None, reading=Operation(public, _read_own)
    ).routes()


def _resource(types: Registrations) -> Resource[User]:
    return Resource(
        name="user",
        base="users",
        fields=FIELDS,
        links=(
            Link("self", lambda _v, user: f"/wp/v2/users/{user.id}"),
            Link("collection", lambda _v, _u: "/wp/v2/users"),
        ),
        hints=_methods,
        prepare=_prepare,
        foresee=_foresee,
        page_error="",
        listing=Operation(_may_list, _list, tuple(_params(types)), batch=True),
        reading=Operation(_may_read, _read, batch=True),
    )


def _params(types: Registrations) -> Iterator[Param]:
    shown = {name: name for name in _shown_types(types)}
    yield Param("exclude", _IDS)
    yield Param("include", _IDS)
    yield Param("offset", _INTEGER)
    yield Param("order", {"type": "string", "default": "asc", "enum": ["asc", "desc"]})
    yield Param("orderby", {"type": "string", "default": "name", "enum": _ORDERS})
    yield Param("slug", _NAMES)
    yield Param("roles", _NAMES)
    yield Param("capabilities", _NAMES)
    yield Param("who", {"type": "string", "enum": ["authors"]})
    yield Param(
        "has_published_posts", {"type": ["boolean", "array"], "items": {"type": "string", "enum": shown}}
    )
    yield Param(
        "search_columns",
        {"type": "array", "default": [], "items": {"type": "string", "enum": list(_COLUMNS)}},
    )


def _shown_types(types: Registrations) -> tuple[str, ...]:
    return tuple(kind.name for kind in types.post_types.values() if kind.show_in_rest)


# The fields.


def _avatars(view: UserView, user: User) -> Any:
    if not avatars.are_shown(view.ctx):
        return ABSENT
    return {str(size): avatars.of_email(view.ctx, user.email, size=size) for size in avatars.API_SIZES}


def _registered(_view: UserView, user: User) -> str | None:
    return user.registered.isoformat(timespec="seconds") + "+00:00" if user.registered else None


def _meta(view: UserView, user: User) -> Any:
    if view.context != "edit":
        return []
    stored = users.data(view.ctx, user, f"{view.ctx.db.prefix}persisted_preferences")
    return {"persisted_preferences": stored or []}


def _locale(view: UserView, user: User) -> str:
    return users.profile(view.ctx, user, "locale") or view.ctx.options.text("WPLANG") or "en_US"


FIELDS: tuple[Field[User], ...] = (
    Field("id", _INTEGER, lambda _v, u: u.id, ALL, readonly=True),
    Field("username", _STRING, lambda _v, u: u.login, EDIT, required=True),
    Field("name", _STRING, lambda _v, u: u.display_name),
    Field("first_name", _STRING, lambda v, u: users.profile(v.ctx, u, "first_name"), EDIT),
    Field("last_name", _STRING, lambda v, u: users.profile(v.ctx, u, "last_name"), EDIT),
    Field("email", {"type": "string", "format": "email"}, lambda _v, u: u.email, EDIT, required=True),
    Field("url", _ADDRESS, lambda _v, u: u.url),
    Field("description", _STRING, lambda v, u: users.profile(v.ctx, u, "description")),
    Field("link", _ADDRESS, lambda v, u: archive_links.of_author(v.ctx, u), ALL, readonly=True),
    Field("locale", {"type": "string", "enum": ["", "en_US"]}, _locale, EDIT),
    Field("nickname", _STRING, lambda v, u: users.profile(v.ctx, u, "nickname"), EDIT),
    Field("slug", _STRING, lambda _v, u: u.nicename),
    Field("registered_date", {"type": "string", "format": "date-time"}, _registered, EDIT, readonly=True),
    Field("roles", _NAMES, lambda v, u: list(users.grants(v.ctx, u).roles), EDIT),
    Field(
        "capabilities",
        {"type": "object"},
        lambda v, u: dict(users.grants(v.ctx, u).total),
        EDIT,
        readonly=True,
    ),
    Field(
        "extra_capabilities",
        {"type": "object"},
        lambda v, u: dict(users.grants(v.ctx, u).own),
        EDIT,
        readonly=True,
    ),
    Field(
        "avatar_urls",
        {
            "type": "object",
            "properties": {str(size): {**_ADDRESS, "context": list(ALL)} for size in avatars.API_SIZES},
        },
        _avatars,
        ALL,
        readonly=True,
    ),
    Field("meta", {"type": "object", "properties": {"persisted_preferences": _PREFERENCES}}, _meta, SHOWN),
)


def _methods(view: UserView, user: User) -> tuple[str, ...]:
    allowed = ["GET"]
    if can(view.ctx, "edit_user", user):
        allowed += ["POST", "PUT", "PATCH"]
    if can(view.ctx, "delete_user", user):
        allowed.append("DELETE")
    return tuple(allowed)


async def _prepare(call: Call, items: tuple[User, ...]) -> None:
    await users.remember_meta(call.ctx, items)


async def _foresee(ctx: Context, calls: Sequence[Call]) -> None:
    found = await users.by_ids(ctx, [call["id"] for call in calls])
    await users.remember_meta(ctx, found.values())
    if not can(ctx, "list_users"):
        await users.remember_published(ctx, found, _shown_types(ctx.types))


# Listing.


async def _may_list(call: Call) -> None:
    """The order of checks is WordPress's."""
    ctx = call.ctx
    if can(ctx, "list_users"):
        return
    for asked, code in (
        (call["roles"], "rest_user_cannot_view"),
        (call["capabilities"], "rest_user_cannot_view"),
        (call.context == "edit", "rest_forbidden_context"),
        (call["orderby"] in {"email", "registered_date"}, "rest_forbidden_orderby"),
        (call["who"] and not _edits_anything(ctx), "rest_forbidden_who"),
    ):
        if asked:
            raise forbidden(ctx, code, "You may not list accounts in that way.")


def _edits_anything(ctx: Context) -> bool:
    kinds = ctx.types.post_types.values()
    authored = [kind for kind in kinds if kind.show_in_rest and kind.supports_feature("author")]
    return any_of(ctx, [kind.capabilities["edit_posts"] for kind in authored])


async def _list(call: Call) -> Page[User]:
    """Visitors, and whoever may not list accounts, see those who published something."""
    return await users.query(
        call.ctx,
        UserQuery(
            include=tuple(call["include"]),
            exclude=tuple(call["exclude"]),
            slugs=tuple(call["slug"] or ()),
            search=call["search"] or "",
            search_columns=_searched(call),
            roles=tuple(call["roles"] or ()),
            capabilities=_capabilities(call),
            with_published=_with_published(call),
            order=call["order"],
            orderby=call["orderby"],
            page=call["page"],
            per_page=call["per_page"],
            offset=call["offset"],
        ),
    )


def _searched(call: Call) -> tuple[str, ...]:
    """What does not show in public is not searched for the public either, so that it cannot be guessed."""
    asked = tuple(_COLUMNS[name] for name in call["search_columns"])
    if can(call.ctx, "list_users"):
        return asked
    return tuple(column for column in asked if column in _PUBLIC_COLUMNS) or _PUBLIC_COLUMNS


def _capabilities(call: Call) -> tuple[str, ...]:
    return tuple(call["capabilities"] or ()) + (("edit_posts",) if call["who"] else ())


def _with_published(call: Call) -> tuple[str, ...] | None:
    asked = call["has_published_posts"]
    shown = _shown_types(call.ctx.types)
    if asked:
        return shown if asked is True else tuple(asked)
    return None if call["who"] or can(call.ctx, "list_users") else shown


# Reading.


async def _user(call: Call) -> User:
    try:
        return await users.get(call.ctx, int(call["id"]))
    except NotFound as error:
        raise RestError("rest_user_invalid_id", error.message, 404) from error


async def _may_read(call: Call) -> None:
    ctx, user = call.ctx, await _user(call)
    if user.id == ctx.actor.id:
        return
    if call.context == "edit" and not can(ctx, "edit_user", user):
        raise forbidden(ctx, "rest_forbidden_context", "You may not edit this account.")
    if can(ctx, "edit_user", user) or can(ctx, "list_users"):
        return
    if not await users.has_published(ctx, user, _shown_types(ctx.types)):
        raise RestError("rest_user_cannot_view", "You may not see this account.", authorization_status(ctx))


async def _read(call: Call) -> User:
    return await _user(call)


async def _read_own(call: Call) -> User:
    if call.ctx.actor.user is None:
        raise RestError("rest_not_logged_in", "You are not logged in.", 401)
    return call.ctx.actor.user
