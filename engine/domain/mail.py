"""The site's mails: queued with the change they tell of, sent by whoever does background work."""

import logging
from dataclasses import replace
from email.utils import formataddr
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from engine.backends.mail import compose
from engine.domain import hooks, queue
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.model.jobs import Job
from engine.model.mail import Mail

MAIL: Final = Job("mail", Mail)

log = logging.getLogger(__name__)


async def post(ctx: Context, *mails: Mail) -> None:
    """Have mails sent soon; call it within the transaction of what they tell of."""
    for mail in mails:
        await queue.add(ctx, MAIL, mail)


async def deliver(ctx: Context, mail: Mail) -> None:
    """Send a mail now (wp_mail), for background work alone.

    Raises Unavailable where trying again may help and Invalid where it will not, be it that no mail server is set.
    """
    mail = await ctx.hooks.apply(hooks.wp_mail, mail)
    answer = await ctx.hooks.apply(hooks.pre_wp_mail, None, mail)
    if answer is not None:
        return
    try:
        await ctx.site.outside.send(compose(await _signed(ctx, mail), host=_host(ctx)))
    except DomainError as error:
        await ctx.hooks.do(hooks.wp_mail_failed, error)
        raise
    await ctx.hooks.do(hooks.wp_mail_succeeded, mail)


async def _signed(ctx: Context, mail: Mail) -> Mail:
    """With a sender: its own, or the site's."""
    if mail.sender:
        return mail
    sender = await ctx.hooks.apply(hooks.wp_mail_from, address(ctx))
    name = await ctx.hooks.apply(hooks.wp_mail_from_name, blog_name(ctx))
    return replace(mail, sender=formataddr((" ".join(name.split()), sender)))


def address(ctx: Context) -> str:
    """The address that the site's mails come from."""
    return ctx.site.settings.mail_from or f"wordpress@{_host(ctx)}"


def blog_name(ctx: Context) -> str:
    """What the site is called, as text."""
    return unescape(ctx.options.text("blogname"))


def titled(ctx: Context, subject: str) -> str:
    """A subject behind the name of the site, on one line whatever either holds."""
    return " ".join(f"[{blog_name(ctx)}] {subject}".split())


def _host(ctx: Context) -> str:
    """The host of the site as it is set, whatever a request says."""
    return (urlsplit(ctx.home).hostname or "localhost").removeprefix("www.")
