"""What accounts are told by mail, in their language, and the site's owner about accounts."""

from urllib.parse import quote

from engine.content.language import Language
from engine.domain import languages, mail
from engine.domain.context import Context
from engine.model.mail import Mail
from engine.model.users import User


async def password_reset(ctx: Context, user: User, key: str) -> Mail:
    """The link by which somebody who forgot the password sets another one."""
    language = await languages.of_account(ctx, user.id)
    return _mail(
        ctx,
        user.email,
        language.text("Password reset"),
        language.text(
            "Somebody, hopefully you, has asked for a new password for the account %(login)s on %(blog)s (%(home)s)."
        ),
        language.text("To set one, follow this link within a day: %(link)s"),
        language.text("If it was not you, there is nothing to do: your password stays as it is."),
        login=user.login,
        link=_password_link(ctx, user, key),
    )


async def password_changed(ctx: Context, user: User) -> Mail:
    """To the account: its password is another one now."""
    language = await languages.of_account(ctx, user.id)
    return _mail(
        ctx,
        user.email,
        language.text("Password changed"),
        language.text("Hello %(name)s,"),
        language.text("the password of your account %(login)s on %(blog)s was changed."),
        _objection(language),
        name=user.display_name or user.login,
        login=user.login,
    )


def password_was_reset(ctx: Context, user: User) -> Mail:
    """To the site's owner: somebody has set another password by a link."""
    language = languages.usual(ctx)
    return _mail(
        ctx,
        ctx.options.text("admin_email"),
        language.text("Password changed"),
        language.text("The password of the account %(login)s was reset."),
        login=user.login,
    )


async def email_changed(ctx: Context, user: User, new: str) -> Mail:
    """To the former address: it is not the account's any more."""
    language = await languages.of_account(ctx, user.id)
    return _mail(
        ctx,
        user.email,
        language.text("E-mail address changed"),
        language.text("Hello %(name)s,"),
        language.text("the e-mail address of your account %(login)s on %(blog)s was changed to %(new)s."),
        _objection(language),
        name=user.display_name or user.login,
        login=user.login,
        new=new,
    )


async def email_change(ctx: Context, user: User, new: str, secret: str) -> Mail:
    """To the new address: the link that makes it the account's."""
    language = await languages.of_account(ctx, user.id)
    return _mail(
        ctx,
        new,
        language.text("New e-mail address"),
        language.text("Hello %(name)s,"),
        language.text(
            "somebody has asked that this be the e-mail address of the account %(login)s on %(blog)s (%(home)s)."
        ),
        language.text("If it was you, please log in and confirm it: %(link)s"),
        language.text("If it was not, there is nothing to do."),
        name=user.display_name or user.login,
        login=user.login,
        link=f"{ctx.site_url}/wp-login.php?action=newemail&key={secret}",
    )


def site_email_changed(ctx: Context, former: str, new: str) -> Mail:
    """To the site's former address: another one is told from now on."""
    language = languages.usual(ctx)
    return _mail(
        ctx,
        former,
        language.text("The site's e-mail address has changed"),
        language.text("The address to which %(blog)s (%(home)s) writes was %(former)s, and is %(new)s now."),
        language.text("If nobody of you has changed that, please have a look at the site."),
        former=former,
        new=new,
    )


def account_made(ctx: Context, user: User) -> Mail:
    """To the site's owner: there is a new account."""
    language = languages.usual(ctx)
    return _mail(
        ctx,
        ctx.options.text("admin_email"),
        language.text("New account"),
        language.text("There is a new account on %(blog)s."),
        language.text("Name: %(login)s\nAddress: %(email)s"),
        login=user.login,
        email=user.email,
    )


async def welcome(ctx: Context, user: User, key: str) -> Mail:
    """To the new account: how it gets a password, and where to log in."""
    language = await languages.of_account(ctx, user.id)
    return _mail(
        ctx,
        user.email,
        language.text("Your account"),
        language.text("There is an account for you on %(blog)s (%(home)s). Its name is %(login)s."),
        language.text("To set a password, follow this link within a day: %(link)s"),
        language.text("From then on you log in here: %(place)s"),
        login=user.login,
        link=_password_link(ctx, user, key),
        place=f"{ctx.site_url}/wp-login.php",
    )


def _objection(language: Language) -> str:
    return language.text("If that was not you, please write to %(owner)s at once.")


def _password_link(ctx: Context, user: User, key: str) -> str:
    return f"{ctx.site_url}/wp-login.php?action=rp&key={key}&login={quote(user.login, safe='')}"


def _mail(ctx: Context, to: str, subject: str, *paragraphs: str, **values: str) -> Mail:
    """A mail whose paragraphs have the values, and what is known of the site, in their places."""
    known = {
        "blog": mail.blog_name(ctx),
        "home": ctx.home,
        "owner": ctx.options.text("admin_email"),
        **values,
    }
    text = "\n\n".join(one % known for one in paragraphs)
    return Mail(to=to, subject=mail.titled(ctx, subject), text=text + "\n")
