"""A reader proves to be the holder of an account, by a mail to the address on file; in the browser that asked for it.

Were the link good in any browser, its holder could be led to give the account to whoever asked.
"""

from datetime import timedelta
from typing import Final

from engine.content.query_strings import add_query_args
from engine.domain import languages, mail, readers, tickets, users
from engine.domain.context import Context
from engine.domain.tickets import Kind
from engine.model.errors import Invalid
from engine.model.mail import Mail
from engine.model.readers import Reader

_LINK: Final = Kind("link", timedelta(hours=1))


async def ask(ctx: Context, reader: Reader, *, browser: str, page: str) -> None:
    """Mail the account that has a reader's address, if one has; whether one has is not said."""
    account = await users.by_email(ctx, reader.email) if reader.email else None
    if account is None:
        return
    data = {"reader": reader.id, "user": account.id}
    secret = await tickets.issue(ctx, _LINK, data, bound_to=browser)
    site = " ".join(mail.blog_name(ctx).split())
    language = await languages.of_account(ctx, account.id)
    text = language.text(
        "Somebody who comments on %(blog)s by another network asks to be known as your account there, %(login)s, "
        "and to log in to it by that network.\n\n"
        "If that is you, open this in the browser where you asked for it, within an hour:\n%(link)s\n\n"
        "If it is not, there is nothing to do: nobody else can use this."
    ) % {"blog": site, "login": account.login, "link": add_query_args({"confirm": secret}, page)}
    subject = mail.titled(ctx, language.text("Is this you?"))
    await mail.post(ctx, Mail(to=account.email, subject=subject, text=text))


async def confirm(ctx: Context, reader: Reader, secret: str, *, browser: str) -> None:
    """Let a reader be known as the account that was mailed; raises Invalid for what is no such link, and Forbidden."""
    found = await tickets.redeem(ctx, _LINK, secret, bound_to=browser)
    if found is None or found["reader"] != reader.id:
        raise Invalid(
            "This link is not good here: open it in the browser where you asked for it, within an hour.",
            code="invalid_link",
        )
    await readers.link_to(ctx, reader, int(found["user"]))
