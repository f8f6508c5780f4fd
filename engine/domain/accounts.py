"""Makes, changes and removes accounts; whether the actor may is for the caller to ask."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from engine.content.emails import is_email
from engine.content.fields import sanitize_text_field, sanitize_user
from engine.content.persons import stored_address, stored_description, stored_email, stored_name
from engine.content.slugs import sanitize_title
from engine.domain import account_mails, hooks, mail, meta, password_resets, passwords, queue, users
from engine.domain.context import Context
from engine.domain.defaults import level_of
from engine.model import php
from engine.model.accounts import AccountChanges, AccountDraft
from engine.model.errors import Conflict, Invalid
from engine.model.mail import Mail
from engine.model.users import User
from engine.store import accounts as store
from engine.store import users as users_store

_MAX_LOGIN: Final = 60
MAX_NICENAME: Final = 50
MAX_EMAIL: Final = 100
# What WordPress keeps for every new account.
_META: Final = {
    "first_name": "", "last_name": "", "description": "", "rich_editing": "true", "syntax_highlighting": "true",
    "infinite_scrolling": "true", "comment_shortcuts": "false", "admin_color": "modern", "use_ssl": "0",
    "show_admin_bar_front": "true", "locale": "",
}  # fmt: skip

# How each part of a profile is stored.
_CLEAN: Final[Mapping[str, Callable[[str], str]]] = {
    "first_name": stored_name, "last_name": stored_name, "nickname": stored_name,
    "description": stored_description, "locale": sanitize_text_field,
}  # fmt: skip


async def create(ctx: Context, draft: AccountDraft, *, welcome: bool = False) -> User:
    """A new account; raises Invalid or Conflict with the codes of WordPress.

    With `welcome` it gets a mail by which it sets its password, and the site's owner one that says there is a new one.
    """
    check(draft)
    await _check_here(ctx, draft)
    profile = _profile(draft.profile)
    account = store.NewAccount(
        login=draft.login,
        password=await passwords.for_site(ctx, draft.password),
        nicename=await free_nicename(ctx, draft.nicename or draft.login),
        email=draft.email,
        url=stored_address(draft.url),
        registered=ctx.now_gmt,
        display_name=stored_name(draft.display_name) or _called(profile) or draft.login,
        meta=_META
        | _written({**profile, "nickname": profile.get("nickname") or draft.login})
        | _role_meta(ctx, _roles(draft)),
    )

    async def write() -> User:
        user = await users.get(ctx, await store.insert(ctx.db, account))
        if welcome:
            await queue.add(ctx, password_resets.WELCOME, password_resets.Newcomer(user.id))
            await mail.post(ctx, account_mails.account_made(ctx, user))
        return user

    user = await ctx.db.atomically(write)
    await ctx.hooks.do(hooks.user_register, user.id)
    return user


async def change(ctx: Context, user: User, changes: AccountChanges) -> User:
    """An account with other details (wp_update_user); raises Invalid for what no site would take.

    Whether another account has the address or the slug is for the caller to ask, who names the refusal.
    """
    if changes.nicename is not None and len(changes.nicename) > MAX_NICENAME:
        raise Invalid("A slug has at most 50 characters.", code="user_nicename_too_long")
    if changes.email is not None and len(changes.email) > MAX_EMAIL:
        raise Invalid("%s is no e-mail address.", values=(repr(changes.email),), code="invalid_email")
    columns = {
        "email": None if changes.email is None else stored_email(changes.email),
        "url": None if changes.url is None else stored_address(changes.url),
        "display_name": None if changes.display_name is None else stored_name(changes.display_name),
        "nicename": None if changes.nicename is None else sanitize_title(changes.nicename, locale=ctx.locale),
        "password": None if changes.password is None else await passwords.for_site(ctx, changes.password),
    }
    rows = _written(_profile(changes.profile))
    if changes.roles is not None:
        rows |= _role_meta(ctx, changes.roles)
    said = {name: value for name, value in columns.items() if value is not None}

    async def write() -> None:
        await store.update(ctx.db, user.id, said, meta=rows)
        await mail.post(ctx, *await _mails(ctx, user, said))

    await ctx.db.atomically(write)
    users.forget(ctx, user.id)
    changed = await users.get(ctx, user.id)
    await ctx.hooks.do(hooks.profile_update, user.id, user)
    return changed


async def _mails(ctx: Context, user: User, said: Mapping[str, str]) -> list[Mail]:
    """What is told to an account, at the address it had, when its password or its address changes."""
    mails = []
    if "password" in said and await ctx.hooks.apply(hooks.send_password_change_email, True, user):
        mails.append(await account_mails.password_changed(ctx, user))
    email = said.get("email", user.email)
    if email != user.email and await ctx.hooks.apply(hooks.send_email_change_email, True, user):
        mails.append(await account_mails.email_changed(ctx, user, email))
    return mails


async def delete(ctx: Context, user: User, *, heir: User | None = None) -> None:
    """Remove an account with all that is known of it (wp_delete_user); its posts go to the heir.

    Raises Conflict for an account that has posts and no heir: nobody's posts are thrown away in passing.
    """
    if heir is None and await store.has_posts(ctx.db, user.id):
        raise Conflict("This account has posts. Say who gets them.", code="user_has_posts")
    await ctx.hooks.do(hooks.delete_user, user.id, heir.id if heir else None)
    await store.delete(ctx.db, user.id, heir=heir.id if heir else 0)
    users.forget(ctx, user.id)
    await ctx.hooks.do(hooks.deleted_user, user.id, heir.id if heir else None)


def _roles(draft: AccountDraft) -> tuple[str, ...]:
    return ((draft.role,) if draft.role else ()) + draft.more_roles


def _role_meta(ctx: Context, roles: tuple[str, ...]) -> dict[str, str]:
    """The meta that says which roles an account has."""
    held = php.serialize(dict.fromkeys(roles, True))
    level = max((level_of(role) for role in roles), default=0)
    return {f"{ctx.db.prefix}capabilities": held, f"{ctx.db.prefix}user_level": str(level)}


def _profile(said: Mapping[str, str]) -> dict[str, str]:
    return {name: _CLEAN[name](value) for name, value in said.items()}


def _written(profile: Mapping[str, str]) -> dict[str, str]:
    return {name: meta.written(value) for name, value in profile.items()}


def _called(profile: Mapping[str, str]) -> str:
    """What somebody is called who says no more than first and last name."""
    return " ".join(profile[name] for name in ("first_name", "last_name") if profile.get(name))


async def set_password(ctx: Context, user: User, password: str) -> None:
    """Another password; all sessions of the account end with the old one."""
    if not password.strip():
        raise Invalid("A password cannot be empty.", code="empty_password")
    await users_store.set_password(ctx.db, user.id, await passwords.for_site(ctx, password))


def check(draft: AccountDraft) -> None:
    """Raise Invalid for what no site would take, whatever else is in it."""
    if not draft.login or sanitize_user(draft.login, strict=True) != draft.login:
        raise Invalid("%s is no log-in name.", values=(repr(draft.login),), code="invalid_username")
    if len(draft.login) > _MAX_LOGIN:
        raise Invalid("A log-in name has at most 60 characters.", code="user_login_too_long")
    if len(draft.nicename) > MAX_NICENAME:
        raise Invalid("A slug has at most 50 characters.", code="user_nicename_too_long")
    if not is_email(draft.email) or len(draft.email) > MAX_EMAIL:
        raise Invalid("%s is no e-mail address.", values=(repr(draft.email),), code="invalid_email")
    if not draft.password.strip():
        raise Invalid("A password cannot be empty.", code="empty_password")


async def _check_here(ctx: Context, draft: AccountDraft) -> None:
    for role in _roles(draft):
        if role not in users.roles(ctx):
            raise Invalid("The site has no role %s.", values=(repr(role),), code="invalid_role")
    if await users.by_login(ctx, draft.login):
        raise Conflict(
            "There is an account %s already.", values=(repr(draft.login),), code="existing_user_login"
        )
    if await users.by_email(ctx, draft.email):
        raise Conflict(
            "There is an account with %s already.", values=(repr(draft.email),), code="existing_user_email"
        )


async def free_nicename(ctx: Context, wish: str, *, beside: int = 0) -> str:
    """The slug of the author's archive, with a number where an account `beside` this one has it."""
    plain = sanitize_title(wish, locale=ctx.locale)[:MAX_NICENAME]
    for number in count(1):
        suffix = f"-{number}" if number > 1 else ""
        slug = plain[: MAX_NICENAME - len(suffix)] + suffix
        holder = await users.by_slug(ctx, slug)
        if holder is None or holder.id == beside:
            return slug
    raise AssertionError
