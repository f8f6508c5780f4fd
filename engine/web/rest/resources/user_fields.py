"""What the API shows of accounts, and by which arguments they are made and changed."""

from typing import Any

from engine.content.fields import sanitize_user
from engine.domain import archive_links, avatars, languages, users
from engine.domain.capabilities import can
from engine.model.users import User
from engine.web.rest.errors import RestError
from engine.web.rest.links import Link
from engine.web.rest.resources import post_checks
from engine.web.rest.routes import Call
from engine.web.rest.serialize import ABSENT, EDIT, Field, View

UserView = View[User]

# In the order in which WordPress names them.
_ALL = ("embed", "view", "edit")
_SHOWN = ("view", "edit")

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_ADDRESS = {"type": "string", "format": "uri"}
_NAMES = {"type": "array", "items": _STRING}
PREFERENCES = {
    "type": "object",
    "default": [],
    "context": ["edit"],
    "properties": {"_modified": {"type": "string", "format": "date-time", "readonly": False}},
    "additionalProperties": True,
    "title": "",
}


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


def _language(call: Call, value: Any) -> str:
    if not isinstance(value, str) or not languages.is_known(call.ctx, value):
        raise RestError("rest_not_in_enum", "This language is not installed.")
    return value


def _user_name(_call: Call, name: str) -> str:
    if not name or sanitize_user(name, strict=True) != name:
        raise _wrong("rest_user_invalid_username", "This is no log-in name.")
    return name


def _wrong(code: str, message: str) -> RestError:
    """A refusal of one argument that says its status, as WordPress's own checks of accounts do."""
    refusal = RestError(code, message)
    refusal.data = {"status": refusal.status}
    return refusal


def _password(_call: Call, password: str) -> str:
    if not password or "\\" in password:
        raise _wrong("rest_user_invalid_password", "A password is not empty and has no backslash.")
    return password


FIELDS: tuple[Field[User], ...] = (
    Field("id", _INTEGER, lambda _v, u: u.id, _ALL, readonly=True),
    Field("username", _STRING, lambda _v, u: u.login, EDIT, required=True, check=_user_name, late=True),
    Field("name", _STRING, lambda _v, u: u.display_name, _ALL),
    Field("first_name", _STRING, lambda v, u: users.profile(v.ctx, u, "first_name"), EDIT),
    Field("last_name", _STRING, lambda v, u: users.profile(v.ctx, u, "last_name"), EDIT),
    Field("email", {"type": "string", "format": "email"}, lambda _v, u: u.email, EDIT, required=True),
    Field("url", _ADDRESS, lambda _v, u: u.url, _ALL),
    Field("description", _STRING, lambda v, u: users.profile(v.ctx, u, "description"), _ALL),
    Field("link", _ADDRESS, lambda v, u: archive_links.of_author(v.ctx, u), _ALL, readonly=True),
    Field("locale", {"type": "string", "enum": ["", "en_US"]}, _locale, EDIT, check=_language, free=True),
    Field("nickname", _STRING, lambda v, u: users.profile(v.ctx, u, "nickname"), EDIT),
    Field("slug", _STRING, lambda _v, u: u.nicename, _ALL),
    Field("registered_date", {"type": "string", "format": "date-time"}, _registered, EDIT, readonly=True),
    Field("roles", _NAMES, lambda v, u: list(users.grants(v.ctx, u).roles), EDIT),
    Field("password", {**_STRING, "context": []}, None, (), required=True, check=_password, late=True),
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
            "properties": {str(size): {**_ADDRESS, "context": list(_ALL)} for size in avatars.API_SIZES},
        },
        _avatars,
        _ALL,
        readonly=True,
    ),
    Field(
        "meta",
        {"type": "object", "properties": {"persisted_preferences": PREFERENCES}},
        _meta,
        _SHOWN,
        free=True,
        check=post_checks.meta,
    ),
)


def methods(view: UserView, user: User) -> tuple[str, ...]:
    """The methods the actor may use on an account."""
    allowed = ["GET"]
    if can(view.ctx, "edit_user", user):
        allowed += ["POST", "PUT", "PATCH"]
    if can(view.ctx, "delete_user", user):
        allowed.append("DELETE")
    return tuple(allowed)


LINKS: tuple[Link[User], ...] = (
    Link("self", lambda _v, user: f"/wp/v2/users/{user.id}"),
    Link("collection", lambda _v, _u: "/wp/v2/users"),
)


async def prepare(call: Call, items: tuple[User, ...]) -> None:
    """Read what the fields of these accounts need."""
    await users.remember_meta(call.ctx, items)
