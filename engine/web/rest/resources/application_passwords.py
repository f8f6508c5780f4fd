"""``/wp/v2/users/…/application-passwords``: what programs prove by on whose behalf they ask."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from engine.domain import application_passwords, users
from engine.domain.capabilities import can
from engine.model.accounts import ApplicationPassword
from engine.model.errors import NotFound
from engine.model.users import User
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.routes import DELETE, READ, Answer, Call, Endpoint, Param, Permit, Route
from engine.web.rest.serialize import ABSENT, ALL, EDIT, SHOWN, Field, View

PasswordView = View[ApplicationPassword]

_STRING = {"type": "string"}
_DATE = {"type": "string", "format": "date-time"}
_DATE_OR_NULL = {"type": ["string", "null"], "format": "date-time"}
_UUID_OR_NOTHING = {
    "type": "string",
    "oneOf": [{"type": "string", "format": "uuid"}, {"type": "string", "enum": [""]}],
}
_NAME = {"type": "string", "minLength": 1, "pattern": ".*\\S.*"}
_BASE = "users/(?P<user_id>(?:[\\d]+|me))/application-passwords"


def _date(seconds: int) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S") if seconds else None


def _plain(view: PasswordView, _one: ApplicationPassword) -> Any:
    """The password itself, which is shown once, in the answer that it was made by."""
    return view.params.get("made_password", ABSENT)


FIELDS: tuple[Field[ApplicationPassword], ...] = (
    Field("uuid", {**_STRING, "format": "uuid"}, lambda _v, one: one.uuid, ALL, readonly=True),
    Field("app_id", _UUID_OR_NOTHING, lambda _v, one: one.app_id, ALL, sets="app_id"),
    Field("name", _NAME, lambda _v, one: one.name, ALL, sets="name", required=True),
    Field("password", _STRING, _plain, EDIT, readonly=True),
    Field("created", _DATE, lambda _v, one: _date(one.created), SHOWN, readonly=True),
    Field("last_used", _DATE_OR_NULL, lambda _v, one: _date(one.last_used), SHOWN, readonly=True),
    Field(
        "last_ip", {"type": ["string", "null"], "format": "ip"}, lambda _v, one: one.last_ip or None, SHOWN,
        readonly=True,
    ),
)  # fmt: skip


def routes() -> Iterator[Route]:
    """The routes; the one that is in use is asked for by a name of its own."""
    context = RESOURCE.context_param
    current = (Endpoint(READ, _introspect, _may_introspect, (context,)),)
    yield Route(f"{RESOURCE.path}/introspect", current, schema=RESOURCE.schema)
    for route in RESOURCE.routes():
        if route.pattern == RESOURCE.path:
            everything = Endpoint(
                DELETE, _delete_all, _may("delete", "rest_cannot_delete_application_passwords")
            )
            yield Route(route.pattern, (*route.endpoints, everything), route.namespace, route.schema)
        else:
            yield route


# Who may.


async def _user(call: Call) -> User:
    """The account that a call is about."""
    if not await application_passwords.are_available(call.ctx):
        raise RestError("application_passwords_disabled", "This site has no application passwords.", 501)
    user = await _named(call)
    if not await application_passwords.are_available(call.ctx, user):
        code = "application_passwords_disabled_for_user"
        raise RestError(code, "This account may have no application passwords.", 501)
    return user


async def _named(call: Call) -> User:
    asked = call.path["user_id"]
    if asked == "me":
        if call.ctx.actor.user is None:
            raise RestError("rest_not_logged_in", "You are not logged in.", 401)
        return call.ctx.actor.user
    try:
        return await users.get(call.ctx, int(asked))
    except NotFound as error:
        raise renamed(error, "rest_user_invalid_id", 404) from error


def _may(verb: str, code: str) -> Permit:
    async def permit(call: Call) -> None:
        if not can(call.ctx, f"{verb}_app_password", await _user(call)):
            raise forbidden(call.ctx, code, "You may not do that with the passwords of this account.")

    return permit


async def _may_introspect(call: Call) -> None:
    user = await _user(call)
    if user.id != call.ctx.actor.id:
        code = "rest_cannot_introspect_app_password_for_non_authenticated_user"
        raise forbidden(call.ctx, code, "One may look into the password of one's own request only.")


# What can be done.


async def _item(call: Call) -> ApplicationPassword:
    return await application_passwords.get(call.ctx, await _user(call), call.path["uuid"])


async def _list(call: Call) -> Answer:
    known = tuple(await application_passwords.every(call.ctx, await _user(call)))
    return Answer(await RESOURCE.items_data(call, () if call.method == "HEAD" else known))


async def _read(call: Call) -> Answer:
    return await RESOURCE.item_answer(call, await _item(call))


async def _create(call: Call) -> Answer:
    user = await _user(call)
    made, plain = await application_passwords.create(
        call.ctx, user, call["name"], app_id=call["app_id"] or ""
    )
    call.params |= {"context": "edit", "made_password": plain}
    answer = await RESOURCE.item_answer(call, made, status=201)
    answer.headers["Location"] = call.url(f"/wp/v2/users/{user.id}/application-passwords/{made.uuid}")
    return answer


async def _update(call: Call) -> Answer:
    user, one = await _user(call), await _item(call)
    await application_passwords.rename(call.ctx, user, one.uuid, call["name"] or "")
    call.params["context"] = "edit"
    return await RESOURCE.item_answer(call, await _item(call))


async def _delete(call: Call) -> Answer:
    user, one = await _user(call), await _item(call)
    call.params["context"] = "edit"
    previous = await RESOURCE.item_answer(call, one)
    await application_passwords.revoke(call.ctx, user, one.uuid)
    return Answer({"deleted": True, "previous": previous.data})


async def _delete_all(call: Call) -> Answer:
    count = await application_passwords.revoke_all(call.ctx, await _user(call))
    return Answer({"deleted": True, "count": count})


async def _introspect(call: Call) -> Answer:
    """The password by which this very request was made."""
    uuid = call.ctx.actor.application_password
    if not uuid:
        raise RestError("rest_no_authenticated_app_password", "No such password is in use here.", 404)
    one = await application_passwords.get(call.ctx, await _user(call), uuid)
    return await RESOURCE.item_answer(call, one)


async def _owner(call: Call, _items: tuple[ApplicationPassword, ...]) -> int:
    """The account's id, for links, which never say ``me``."""
    return (await _user(call)).id


def _self(view: PasswordView, one: ApplicationPassword) -> dict[str, Any]:
    # Whoever sees a password may do everything with it.
    allowed = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    path = f"/wp/v2/users/{view.prepared}/application-passwords/{one.uuid}"
    return {"href": path, "targetHints": {"allow": allowed}}


RESOURCE: Resource[ApplicationPassword] = Resource(
    name="application-password",
    base=_BASE,
    key=r"(?P<uuid>[\w\-]+)",
    key_params=(),
    identity=lambda one: one.uuid,
    fields=FIELDS,
    links=(Link("self", _self),),
    prepare=_owner,
    listing=Operation(
        _may("list", "rest_cannot_list_application_passwords"),
        _list,
        tuple(Param(name, {}) for name in ("page", "per_page", "search")),
    ),
    reading=Operation(_may("read", "rest_cannot_read_application_password"), _read),
    creating=Operation(_may("create", "rest_cannot_create_application_passwords"), _create),
    updating=Operation(_may("edit", "rest_cannot_edit_application_password"), _update),
    deleting=Operation(_may("delete", "rest_cannot_delete_application_password"), _delete),
)
