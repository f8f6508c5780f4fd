"""Abilities: what programs may have a site do, each with what it takes, what it gives, and who may."""

import platform
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.domain import users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden, NotFound

Run = Callable[[Context, Any], Awaitable[Any]]

WORDPRESS = "7.1"


@dataclass(frozen=True, slots=True)
class AbilityCategory:
    """Abilities that belong together."""

    slug: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Ability:
    """Something a site can do (wp_register_ability); the annotations say how it may be asked for.

    What is `readonly` changes nothing, what is `destructive` may not be undone, what is `idempotent` may be repeated.
    """

    name: str
    label: str
    description: str
    category: str
    run: Run
    may: Callable[[Context], bool]
    input_schema: Mapping[str, Any] = field(default_factory=dict)
    output_schema: Mapping[str, Any] = field(default_factory=dict)
    readonly: bool = False
    destructive: bool = True
    idempotent: bool = False


CATEGORIES = (
    AbilityCategory("site", "Site", "Abilities that tell of the site, or change it."),
    AbilityCategory("user", "User", "Abilities that tell of accounts, or change them."),
)


async def _site(ctx: Context, said: Any) -> dict[str, Any]:
    options = ctx.options
    facts = {
        "name": options.text("blogname"),
        "description": options.text("blogdescription"),
        "url": ctx.home,
        "wpurl": ctx.site_url,
        "admin_email": options.text("admin_email"),
        "charset": options.text("blog_charset") or "UTF-8",
        "language": ctx.locale.replace("_", "-"),
        "version": WORDPRESS,
    }
    wanted = said.get("fields") if isinstance(said, dict) else None
    return {name: value for name, value in facts.items() if not wanted or name in wanted}


async def _user(ctx: Context, _said: Any) -> dict[str, Any]:
    user = await users.get(ctx, ctx.actor.id)
    await users.remember_meta(ctx, (user,))
    return {
        "id": user.id,
        "display_name": user.display_name,
        "user_nicename": user.nicename,
        "user_login": user.login,
        "roles": list(users.grants(ctx, user).roles),
        "locale": users.profile(ctx, user, "locale") or ctx.locale,
        "first_name": users.profile(ctx, user, "first_name"),
        "last_name": users.profile(ctx, user, "last_name"),
        "nickname": users.profile(ctx, user, "nickname"),
        "description": users.profile(ctx, user, "description"),
        "user_url": user.url,
    }


async def _environment(ctx: Context, _said: Any) -> dict[str, Any]:
    """What the site runs on; the members are WordPress's, and tell of what does the work of PHP here."""
    return {
        "environment": "development" if ctx.site.settings.debug else "production",
        "php_version": f"Python {platform.python_version()}",
        "db_server_info": ctx.db.dialect.value,
        "wp_version": WORDPRESS,
    }


_TEXT = {"type": "string"}
_SITE = ("name", "description", "url", "wpurl", "admin_email", "charset", "language", "version")
_USER = (
    "display_name", "user_nicename", "user_login", "locale", "first_name", "last_name", "nickname", "description",
    "user_url",
)  # fmt: skip
_ENVIRONMENT = ("environment", "php_version", "db_server_info", "wp_version")


def _object(names: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**dict.fromkeys(names, _TEXT), **more},
        "additionalProperties": False,
    }


_FIELDS = {"type": "array", "items": {"type": "string", "enum": list(_SITE)}}

CORE = (
    Ability(
        "core/get-site-info", "Tell of the site", "Name, address, language and version of the site.", "site",
        _site, lambda ctx: can(ctx, "manage_options"),
        input_schema={"type": ["object", "null"], "properties": {"fields": _FIELDS}, "additionalProperties": False,
                      "default": []},
        output_schema=_object(_SITE), readonly=True, destructive=False, idempotent=True,
    ),
    Ability(
        "core/get-user-info", "Tell of the account", "Name, roles and language of who asks.", "user",
        _user, lambda ctx: ctx.actor.is_logged_in,
        output_schema=_object(_USER, id={"type": "integer"}, roles={"type": "array", "items": _TEXT}),
        readonly=True, destructive=False, idempotent=True,
    ),
    Ability(
        "core/get-environment-info", "Tell what the site runs on", "Environment, runtime and database.", "site",
        _environment, lambda ctx: can(ctx, "manage_options"),
        output_schema=_object(_ENVIRONMENT), readonly=True, destructive=False, idempotent=True,
    ),
)  # fmt: skip


def require_reading(ctx: Context) -> None:
    """Raise Forbidden unless somebody is logged in who may read."""
    if not can(ctx, "read"):
        raise Forbidden("You may not see what this site can do.", code="rest_forbidden")


def get(name: str) -> Ability:
    """An ability; raises NotFound."""
    found = next((one for one in CORE if one.name == name), None)
    if found is None:
        raise NotFound("There is no such ability.", code="rest_ability_not_found")
    return found


def category(slug: str) -> AbilityCategory:
    """A category; raises NotFound."""
    found = next((one for one in CATEGORIES if one.slug == slug), None)
    if found is None:
        raise NotFound("There is no such category.", code="rest_ability_category_not_found")
    return found


async def run(ctx: Context, ability: Ability, said: Any) -> Any:
    """Have an ability do what it does; raises Forbidden."""
    require_running(ctx, ability)
    return await ability.run(ctx, said)


def require_running(ctx: Context, ability: Ability) -> None:
    """Raise Forbidden unless the actor may have it done."""
    if not ability.may(ctx):
        raise Forbidden("You may not have this done.", code="rest_ability_cannot_execute")
