"""``/wp/v2/users`` and ``/wp/v2/users/me``: accounts, as far as the actor may know of and change them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.domain import users
from engine.domain.capabilities import any_of, can
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.pages import Page
from engine.model.users import User, UserQuery
from engine.web.rest import cursors
from engine.web.rest.errors import RestError, authorization_status, forbidden
from engine.web.rest.paging import count_from_offset
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources.post_query import ids
from engine.web.rest.resources.user_changes import CREATING, DELETING, UPDATING, user_of
from engine.web.rest.resources.user_fields import FIELDS, LINKS, methods, prepare
from engine.web.rest.routes import Call, Param, Route, public

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_IDS = {"type": "array", "items": _INTEGER, "default": []}
_NAMES = {"type": "array", "items": _STRING}
_ORDERS = ["id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url"]
# What the API calls the columns that a search may be told to look in.
_COLUMNS = {
    "email": "user_email", "name": "display_name", "id": "ID", "username": "user_login", "slug": "user_nicename",
}  # fmt: skip
_PUBLIC_COLUMNS = ("ID", "user_login", "user_nicename", "display_name")


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of accounts, and of the actor's own."""
    everybody = _resource(types)
    yield from everybody.routes()
    own = replace(
        everybody,
        key="me",
        key_params=(),
        listing=None,
        creating=None,
        reading=Operation(public, _read_own),
        updating=replace(UPDATING, batch=None),
        deleting=replace(DELETING, batch=None),
    )
    yield from own.routes()


def _resource(types: Registrations) -> Resource[User]:
    return Resource(
        name="user",
        base="users",
        fields=FIELDS,
        links=LINKS,
        hints=methods,
        prepare=prepare,
        foresee=_foresee,
        page_error="",
        listing=Operation(_may_list, _list, tuple(_params(types)), batch=True),
        reading=Operation(_may_read, _read, batch=True),
        creating=CREATING,
        updating=UPDATING,
        deleting=DELETING,
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
        (call["who"] == "authors" and not _edits_anything(ctx), "rest_forbidden_who"),
    ):
        if asked:
            raise forbidden(ctx, code, "You may not list accounts in that way.")


def _edits_anything(ctx: Context) -> bool:
    kinds = ctx.types.post_types.values()
    authored = [kind for kind in kinds if kind.show_in_rest and kind.supports_feature("author")]
    return any_of(ctx, [kind.capabilities["edit_posts"] for kind in authored])


async def _list(call: Call) -> Page[User]:
    """Visitors, and whoever may not list accounts, see those who published something."""
    cursor = cursors.given(call, order="id")
    found = await users.query(
        call.ctx,
        UserQuery(
            include=ids(call["include"]),
            exclude=ids(call["exclude"]),
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
            beyond=cursors.number(cursor),
        ),
    )
    if call["offset"]:
        count_from_offset(call)
    return cursors.to_read_on(found, cursor)


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


async def _may_read(call: Call) -> None:
    ctx, user = call.ctx, await user_of(call)
    if user.id == ctx.actor.id:
        return
    if call.context == "edit" and not can(ctx, "edit_user", user):
        raise forbidden(ctx, "rest_forbidden_context", "You may not edit this account.")
    if can(ctx, "edit_user", user) or can(ctx, "list_users"):
        return
    if not await users.has_published(ctx, user, _shown_types(ctx.types)):
        raise RestError("rest_user_cannot_view", "You may not see this account.", authorization_status(ctx))


async def _read(call: Call) -> User:
    return await user_of(call)


async def _read_own(call: Call) -> User:
    if call.ctx.actor.user is None:
        raise RestError("rest_not_logged_in", "You are not logged in.", 401)
    return call.ctx.actor.user
