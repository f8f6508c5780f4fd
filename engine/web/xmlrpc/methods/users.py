"""The wp methods for accounts."""

from collections.abc import Mapping
from typing import Final, Literal

from engine.content.values import absint
from engine.domain import accounts, users
from engine.domain.capabilities import can
from engine.model.accounts import AccountChanges
from engine.model.users import UserQuery
from engine.web.xmlrpc import structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct

_ALL: Final = ("all",)
_EVERYBODY: Final = -1
_ORDERS: Final[Mapping[str, str]] = {
    "login": "login", "user_login": "login", "nicename": "slug", "user_nicename": "slug", "email": "email",
    "user_email": "email", "url": "url", "user_url": "url", "registered": "registered_date",
    "user_registered": "registered_date", "name": "name", "display_name": "name", "ID": "id", "id": "id",
}  # fmt: skip
_PROFILE: Final[Mapping[str, str]] = {
    "first_name": "first_name", "last_name": "last_name", "nickname": "nickname", "bio": "description",
}  # fmt: skip


async def get_user(call: Call) -> Value:
    """wp.getUser."""
    identity = call.given.number(3)
    require(call.ctx, "edit_user", identity)
    fields = call.given.names(4, _ALL)
    user = await users.get(call.ctx, identity)
    await users.remember_meta(call.ctx, (user,))
    return structs.user(call.ctx, user, fields)


async def get_users(call: Call) -> Value:
    """wp.getUsers: fifty at most, unless the call asks for another number."""
    require(call.ctx, "list_users")
    wanted, fields = call.given.struct(3), call.given.names(4, _ALL)
    role = wanted.text("role")
    if "role" in wanted and role not in users.roles(call.ctx):
        raise Fault(403, "There is no such role.")
    order: Literal["asc", "desc"] = "asc"
    if "orderby" in wanted and "order" in wanted and wanted.text("order").upper() != "ASC":
        order = "desc"
    query = UserQuery(
        roles=(role,) if role else (),
        capabilities=("edit_posts",) if wanted.text("who") == "authors" else (),
        orderby=_ORDERS.get(wanted.text("orderby"), "login"),
        order=order,
        per_page=(absint(wanted.number("number")) or _EVERYBODY) if "number" in wanted else 50,
        offset=absint(wanted.number("offset")) or None,
        count=False,
    )
    found = [one for one in (await users.query(call.ctx, query)).items if can(call.ctx, "edit_user", one)]
    await users.remember_meta(call.ctx, found)
    return [structs.user(call.ctx, one, fields) for one in found]


async def get_profile(call: Call) -> Value:
    """wp.getProfile: the account that asks."""
    fields = call.given.names(3, _ALL)
    await users.remember_meta(call.ctx, (call.user,))
    return structs.user(call.ctx, call.user, fields)


async def edit_profile(call: Call) -> Value:
    """wp.editProfile; neither address nor role is changed this way."""
    struct = call.given.struct(3)
    require(call.ctx, "edit_user", call.user)
    nicename = struct.said("nicename")
    if len(nicename or "") > accounts.MAX_NICENAME:
        raise Fault(500, "This is too long for an address.")
    changes = AccountChanges(
        url=struct.said("url"),
        display_name=_or_login(call, struct, "display_name"),
        nicename=None
        if not nicename
        else await accounts.free_nicename(call.ctx, nicename, beside=call.user.id),
        profile={name: _filled(call, struct, said) for said, name in _PROFILE.items() if said in struct},
    )
    await accounts.change(call.ctx, call.user, changes)
    return True


def _filled(call: Call, struct: Struct, name: str) -> str:
    """What is said; what PHP takes for empty is nothing, and of the nickname the log-in name."""
    said = struct.text(name)
    return said if said not in {"", "0"} else call.user.login if name == "nickname" else ""


def _or_login(call: Call, struct: Struct, name: str) -> str | None:
    said = struct.said(name)
    return call.user.login if said in {"", "0"} else said


async def get_authors(call: Call) -> Value:
    """wp.getAuthors: the names of all accounts."""
    require(call.ctx, "edit_posts")
    query = UserQuery(orderby="login", per_page=_EVERYBODY, count=False)
    return [
        {"user_id": str(one.id), "user_login": one.login, "display_name": one.display_name}
        for one in (await users.query(call.ctx, query)).items
    ]
