"""What accounts are told by mail, and the site's owner about accounts."""

from urllib.parse import quote

from engine.domain import mail
from engine.domain.context import Context
from engine.model.mail import Mail
from engine.model.users import User


def password_reset(ctx: Context, user: User, key: str) -> Mail:
    """The link by which somebody who forgot the password sets another one."""
    link = f"{ctx.site_url}/wp-login.php?action=rp&key={key}&login={quote(user.login, safe='')}"
    return _mail(
        ctx, user.email, "Password reset",
        f"Somebody, hopefully you, has asked for a new password for the account {user.login} on "
        f"{mail.blog_name(ctx)} ({ctx.home}).",
        f"To set one, follow this link within a day: {link}",
        "If it was not you, there is nothing to do: your password stays as it is.",
    )  # fmt: skip


def password_changed(ctx: Context, user: User) -> Mail:
    """To the account: its password is another one now."""
    return _mail(
        ctx, user.email, "Password changed",
        f"Hello {user.display_name or user.login},",
        f"the password of your account {user.login} on {mail.blog_name(ctx)} was changed.",
        f"If that was not you, please write to {ctx.options.text('admin_email')} at once.",
    )  # fmt: skip


def password_was_reset(ctx: Context, user: User) -> Mail:
    """To the site's owner: somebody has set another password by a link."""
    return _mail(
        ctx, ctx.options.text("admin_email"), "Password changed",
        f"The password of the account {user.login} was reset.",
    )  # fmt: skip


def email_changed(ctx: Context, user: User, new: str) -> Mail:
    """To the former address: it is not the account's any more."""
    return _mail(
        ctx, user.email, "E-mail address changed",
        f"Hello {user.display_name or user.login},",
        f"the e-mail address of your account {user.login} on {mail.blog_name(ctx)} was changed to {new}.",
        f"If that was not you, please write to {ctx.options.text('admin_email')} at once.",
    )  # fmt: skip


def email_change(ctx: Context, user: User, new: str, secret: str) -> Mail:
    """To the new address: the link that makes it the account's."""
    return _mail(
        ctx, new, "New e-mail address",
        f"Hello {user.display_name or user.login},",
        f"somebody has asked that this be the e-mail address of the account {user.login} on "
        f"{mail.blog_name(ctx)} ({ctx.home}).",
        f"If it was you, please log in and confirm it: {ctx.site_url}/wp-login.php?action=newemail&key={secret}",
        "If it was not, there is nothing to do.",
    )  # fmt: skip


def account_made(ctx: Context, user: User) -> Mail:
    """To the site's owner: there is a new account."""
    return _mail(
        ctx, ctx.options.text("admin_email"), "New account",
        f"There is a new account on {mail.blog_name(ctx)}.",
        f"Name: {user.login}\nAddress: {user.email}",
    )  # fmt: skip


def welcome(ctx: Context, user: User, key: str) -> Mail:
    """To the new account: how it gets a password, and where to log in."""
    link = f"{ctx.site_url}/wp-login.php?action=rp&key={key}&login={quote(user.login, safe='')}"
    return _mail(
        ctx, user.email, "Your account",
        f"There is an account for you on {mail.blog_name(ctx)} ({ctx.home}). Its name is {user.login}.",
        f"To set a password, follow this link within a day: {link}",
        f"From then on you log in here: {ctx.site_url}/wp-login.php",
    )  # fmt: skip


def _mail(ctx: Context, to: str, subject: str, *paragraphs: str) -> Mail:
    return Mail(to=to, subject=f"[{mail.blog_name(ctx)}] {subject}", text="\n\n".join(paragraphs) + "\n")
