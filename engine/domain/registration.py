"""Accounts that readers make for themselves, where the site lets them, and that others make for them."""

from engine.content.emails import is_email
from engine.content.fields import sanitize_user
from engine.domain import accounts, attempts, passwords
from engine.domain.attempts import Attempt
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.accounts import AccountDraft
from engine.model.errors import Forbidden, Invalid
from engine.model.users import User


def is_open(ctx: Context) -> bool:
    """Whether anybody may register."""
    return ctx.options.flag("users_can_register")


async def register(ctx: Context, login: str, email: str, *, address: str) -> User:
    """A new account in the site's default role (register_new_user); a mail lets it set its password.

    Raises Forbidden where nobody may, Invalid and Conflict for what no account can have, TooMany for too many tries.
    """
    if not is_open(ctx):
        raise Forbidden("This site takes no new accounts.", code="registration_disabled")
    login, email = login.strip(), email.strip()
    if not login or sanitize_user(login, strict=True) != login:
        raise Invalid("A name has letters, digits, spaces and _ . - @ only.", code="invalid_username")
    if not is_email(email):
        raise Invalid("Please enter a valid e-mail address.", code="invalid_email")
    await attempts.begin(ctx, Attempt(address, f"register {address}"))
    draft = AccountDraft(
        login=login,
        email=email,
        password=passwords.generate_password(24),
        role=ctx.options.text("default_role", "subscriber"),
    )
    return await accounts.create(ctx, draft, welcome=True)


async def invite(ctx: Context, login: str, email: str, *, role: str) -> User:
    """A new account for somebody else, whom a mail lets set its password; no password is known to whoever invites.

    Raises Forbidden unless the actor may make accounts, Invalid and Conflict for what no account can have, and Invalid
    where the site sends no mail.
    """
    require(ctx, "create_users")
    if not ctx.site.settings.mail_host:
        raise Invalid("This site sends no mail. Please set a password instead.", code="no_mail")
    draft = AccountDraft(
        login=login.strip(), email=email.strip(), password=passwords.generate_password(24), role=role
    )
    return await accounts.create(ctx, draft, welcome=True)
