"""Makes accounts, and changes their passwords; whether the actor may is for the caller to ask."""

from itertools import count
from typing import Final

from engine.content.emails import is_email
from engine.content.fields import sanitize_user
from engine.content.slugs import sanitize_title
from engine.domain import hooks, passwords, users
from engine.domain.context import Context
from engine.domain.defaults import level_of
from engine.model import php
from engine.model.accounts import AccountDraft
from engine.model.errors import Conflict, Invalid
from engine.model.users import User
from engine.store import accounts as store
from engine.store import users as users_store

_MAX_LOGIN: Final = 60
_MAX_NICENAME: Final = 50
_MAX_EMAIL: Final = 100
# What WordPress keeps for every new account.
_META: Final = {
    "first_name": "", "last_name": "", "description": "", "rich_editing": "true", "syntax_highlighting": "true",
    "infinite_scrolling": "true", "comment_shortcuts": "false", "admin_color": "modern", "use_ssl": "0",
    "show_admin_bar_front": "true", "locale": "",
}  # fmt: skip


async def create(ctx: Context, draft: AccountDraft) -> User:
    """A new account; raises Invalid or Conflict with the codes of WordPress."""
    check(draft)
    await _check_here(ctx, draft)
    prefix = ctx.db.prefix
    account = store.NewAccount(
        login=draft.login,
        password=await passwords.hash_password(draft.password),
        nicename=await _free_nicename(ctx, draft.login),
        email=draft.email,
        url=draft.url,
        registered=ctx.now_gmt,
        display_name=draft.display_name or draft.login,
        meta={"nickname": draft.login}
        | _META
        | {
            f"{prefix}capabilities": php.serialize({draft.role: True}),
            f"{prefix}user_level": str(level_of(draft.role)),
        },
    )
    user = await users.get(ctx, await store.insert(ctx.db, account))
    await ctx.hooks.do(hooks.user_register, user.id)
    return user


async def set_password(ctx: Context, user: User, password: str) -> None:
    """Another password; all sessions of the account end with the old one."""
    if not password.strip():
        raise Invalid("A password cannot be empty.", code="empty_password")
    await users_store.set_password(ctx.db, user.id, await passwords.hash_password(password))


def check(draft: AccountDraft) -> None:
    """Raise Invalid for what no site would take, whatever else is in it."""
    if not draft.login or sanitize_user(draft.login, strict=True) != draft.login:
        raise Invalid(f"{draft.login!r} is no log-in name.", code="invalid_username")
    if len(draft.login) > _MAX_LOGIN:
        raise Invalid("A log-in name has at most 60 characters.", code="user_login_too_long")
    if not is_email(draft.email) or len(draft.email) > _MAX_EMAIL:
        raise Invalid(f"{draft.email!r} is no e-mail address.", code="invalid_email")
    if not draft.password.strip():
        raise Invalid("A password cannot be empty.", code="empty_password")


async def _check_here(ctx: Context, draft: AccountDraft) -> None:
    if draft.role not in users.roles(ctx):
        raise Invalid(f"The site has no role {draft.role!r}.", code="invalid_role")
    if await users.by_login(ctx, draft.login):
        raise Conflict(f"There is an account {draft.login!r} already.", code="existing_user_login")
    if await users.by_email(ctx, draft.email):
        raise Conflict(f"There is an account with {draft.email!r} already.", code="existing_user_email")


async def _free_nicename(ctx: Context, login: str) -> str:
    """The slug of the author's archive, with a number where another account has it."""
    plain = sanitize_title(login)[:_MAX_NICENAME]
    if not await users.by_slug(ctx, plain):
        return plain
    for number in count(2):
        suffix = f"-{number}"
        slug = plain[: _MAX_NICENAME - len(suffix)] + suffix
        if not await users.by_slug(ctx, slug):
            return slug
    raise AssertionError
