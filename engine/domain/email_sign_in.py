"""Logging in by a code that is mailed: the way that needs no other network. The code works in the browser that asked."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from engine.content.emails import is_email
from engine.content.query_strings import add_query_args
from engine.domain import attempts, languages, mail, tickets
from engine.domain.attempts import Attempt
from engine.domain.context import Context
from engine.domain.tickets import Kind
from engine.model.errors import Invalid
from engine.model.mail import Mail
from engine.model.readers import Profile

SLUG: Final = "email"

_CODE: Final = Kind("email code", timedelta(minutes=15))
# Without letters and digits that look alike.
_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 8
_MAX_NAME: Final = 100


async def ask(
    ctx: Context, *, name: str, email: str, browser: str, address: str, page: str, kept: Mapping[str, Any]
) -> None:
    """Mail a code to an address; `kept` comes back with it. `page` is where it is entered.

    Raises Invalid for what is no name or address and TooMany for too many codes.
    """
    name, email = " ".join(name.split())[:_MAX_NAME], email.strip().lower()
    if not name or not is_email(email):
        raise Invalid("Please leave your name and a valid e-mail address.", code="require_valid_email")
    await attempts.begin(ctx, _attempt(address, email))
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    data = {"name": name, "email": email, "address": address, "kept": dict(kept)}
    await tickets.issue(ctx, _CODE, data, secret=code, bound_to=browser)
    link = add_query_args({"code": code}, page)
    site = mail.blog_name(ctx)
    language = languages.usual(ctx)
    # Whoever asks has a name of their choosing; the mail says nothing of it, so that it carries nobody's advertisement.
    text = language.text(
        "Your code to comment on %(blog)s:\n\n    %(code)s\n\n"
        "Or open this in the browser where you asked for it:\n%(link)s\n\n"
        "It is good for 15 minutes, once. If you did not ask for it, there is nothing to do."
    ) % {"blog": site, "code": shown(code), "link": link}
    subject = language.text("Your code: %(code)s") % {"code": shown(code)}
    await mail.post(ctx, Mail(to=email, subject=mail.titled(ctx, subject), text=text))


def shown(code: str) -> str:
    """A code as people read it."""
    return f"{code[:4]}-{code[4:]}"


async def redeem(ctx: Context, code: str, *, browser: str, address: str) -> tuple[Profile, Mapping[str, Any]]:
    """Who has the code, and what was kept; raises Invalid for a code that is none, TooMany for too many of them."""
    attempt = _attempt(address, browser)
    await attempts.begin(ctx, attempt)
    plain = "".join(sign for sign in code.upper() if sign in _SIGNS)
    found = await tickets.redeem(ctx, _CODE, plain, bound_to=browser)
    if found is None:
        raise Invalid(
            "That is not the code, or not in the browser where you asked for it, or it is too late.",
            code="invalid_code",
        )
    await attempts.succeeded(ctx, attempt)
    await attempts.succeeded(ctx, _attempt(found["address"], found["email"]))
    email = str(found["email"])
    profile = Profile(SLUG, email, str(found["name"]), email=email, is_email_verified=True)
    return profile, found["kept"]


def _attempt(address: str, who: str) -> Attempt:
    return Attempt(address, f"email code for {who}")
