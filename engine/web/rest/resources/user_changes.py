"""Making, changing and removing accounts."""

from typing import Any

from engine.domain import accounts, meta, users
from engine.domain.capabilities import can
from engine.model import php
from engine.model.accounts import AccountChanges, AccountDraft
from engine.model.errors import DomainError, NotFound
from engine.model.users import User
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources.user_fields import FIELDS, LINKS, PREFERENCES, prepare
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.schema import sanitize, validate

# An account as it is shown for the last time.
_GONE: Resource[User] = Resource(name="user", base="users", fields=FIELDS, links=LINKS, prepare=prepare)


async def user_of(call: Call) -> User:
    """The account that a call is about: the one its path names, else the actor's own."""
    identity = int(call.path["id"]) if "id" in call.path else call.ctx.actor.id
    try:
        return await users.get(call.ctx, identity)
    except NotFound as error:
        raise renamed(error, "rest_user_invalid_id", 404) from error


def _heir(_call: Call, value: Any) -> int:
    """The account that gets the posts: a number, or 0 for what says that there is none."""
    text = "" if value is None or value is False else str(value)
    if text in {"", "false"}:
        return 0
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return int(text)
    refusal = RestError("rest_invalid_param", "This is no account.")
    refusal.data = {"status": refusal.status}
    raise refusal


_DELETING = (
    Param("force", {"type": "boolean", "default": False}),
    Param("reassign", {"type": "integer"}, required=True, check=_heir, free=True),
)


async def _may_create(call: Call) -> None:
    if not can(call.ctx, "create_users"):
        raise forbidden(call.ctx, "rest_cannot_create_user", "You may not make accounts.")


async def _create(call: Call) -> User:
    if call.given("id") and call["id"]:
        raise RestError("rest_user_exists", "This account is there already.", 400)
    given = call["roles"]
    _refuse_roles(call, given)
    roles = (call.ctx.options.text("default_role"),) if given is None else tuple(given)
    try:
        made = await accounts.create(
            call.ctx,
            AccountDraft(
                login=call["username"],
                email=call["email"],
                password=call["password"],
                role=roles[0] if roles else "",
                more_roles=roles[1:],
                display_name=call["name"] or "",
                url=call["url"] or "",
                nicename=call["slug"] or "",
                profile=_profile(call),
            ),
        )
    except DomainError as error:
        raise _refused(error) from error
    return await _with_preferences(call, made)


def _refused(error: DomainError) -> RestError:
    """What WordPress's own function for accounts refuses it answers as a failure, without data."""
    refusal = renamed(error, status=500)
    refusal.without_data = True
    return refusal


def _refuse_roles(call: Call, asked: list[str] | None, user: User | None = None) -> None:
    """Roles are the site's; nobody gives up the right to edit accounts for himself."""
    known = users.roles(call.ctx)
    for name in asked or ():
        if name not in known:
            raise RestError("rest_user_invalid_role", "There is no role %s.", values=(name,))
        own = user is not None and user.id == call.ctx.actor.id
        if own and not known[name].capabilities.get("edit_users"):
            raise forbidden(call.ctx, "rest_user_invalid_role", "You may not take this role.")


def _profile(call: Call) -> dict[str, str]:
    names = ("first_name", "last_name", "nickname", "description", "locale")
    return {name: call[name] for name in names if call.given(name) and call[name] is not None}


async def _with_preferences(call: Call, user: User) -> User:
    """Store what the editor remembers for somebody; the answer shows it as it is edited."""
    given = call["meta"]
    if isinstance(given, dict) and "persisted_preferences" in given:
        key, kept = f"{call.ctx.db.prefix}persisted_preferences", given["persisted_preferences"]
        validate(kept, PREFERENCES, "meta.persisted_preferences")
        clean = sanitize(kept, PREFERENCES, "persisted_preferences")
        await meta.put(call.ctx, "user", user.id, key=key, value=php.serialize(clean))
    call.params["context"] = "edit"
    return user


async def _may_update(call: Call) -> None:
    ctx, user = call.ctx, await user_of(call)
    if call["roles"]:
        if not can(ctx, "promote_user", user):
            raise forbidden(ctx, "rest_cannot_edit_roles", "You may not change the roles of this account.")
        if call.sent().keys() <= {"id", "roles"}:
            return
    if not can(ctx, "edit_user", user):
        raise forbidden(ctx, "rest_cannot_edit", "You may not edit this account.")


async def _update(call: Call) -> User:
    ctx, user = call.ctx, await user_of(call)
    await _refuse_changes(call, user)
    roles = call["roles"] if call.given("roles") else None
    if roles is not None and not can(ctx, "promote_user", user):
        raise forbidden(ctx, "rest_cannot_edit_roles", "You may not change the roles of this account.")
    changes = AccountChanges(
        email=call["email"],
        url=call["url"],
        display_name=call["name"],
        nicename=call["slug"],
        password=call["password"],
        roles=None if roles is None else tuple(roles),
        profile=_profile(call),
    )
    try:
        changed = await accounts.change(ctx, user, changes)
    except DomainError as error:
        raise _refused(error) from error
    return await _with_preferences(call, changed)


async def _refuse_changes(call: Call, user: User) -> None:
    """The order of checks is WordPress's."""
    ctx = call.ctx
    owner = await users.by_email(ctx, call["email"]) if call["email"] else None
    if owner and owner.id != user.id:
        raise RestError("rest_user_invalid_email", "Another account has this address.", 400)
    if call["username"] and call["username"] != user.login:
        raise RestError("rest_user_invalid_argument", "Log-in names cannot be changed.", 400)
    if call["slug"] and call["slug"] != user.nicename and await users.by_slug(ctx, call["slug"]):
        raise RestError("rest_user_invalid_slug", "Another account has this slug.", 400)
    _refuse_roles(call, call["roles"], user)


async def _may_delete(call: Call) -> None:
    user = await user_of(call)
    if not can(call.ctx, "delete_user", user):
        raise forbidden(call.ctx, "rest_user_cannot_delete", "You may not delete this account.")


async def _delete(call: Call) -> Answer:
    ctx, user = call.ctx, await user_of(call)
    if not call["force"]:
        raise RestError("rest_trash_not_supported", "Accounts have no trash; pass force=true.", 501)
    heir = await _known_heir(call, user)
    call.params["context"] = "edit"
    before = await _GONE.item_answer(call, user)
    await accounts.delete(ctx, user, heir=heir)
    return Answer({"deleted": True, "previous": before.data})


async def _known_heir(call: Call, user: User) -> User | None:
    identity = call["reassign"]
    if not identity:
        return None
    await users.remember(call.ctx, (identity,))
    heir = users.memory(call.ctx).get(identity)
    if heir is None or heir.id == user.id:
        raise RestError("rest_user_invalid_reassign", "Nobody else has this number.", 400)
    return heir


CREATING: Operation[User] = Operation(_may_create, _create, batch=True)
UPDATING: Operation[User] = Operation(_may_update, _update, batch=True)
DELETING: Operation[User] = Operation(_may_delete, _delete, _DELETING, batch=True)
