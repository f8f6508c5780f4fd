"""What people are told by mail who ask for their personal data, and the site's owner about them."""

from engine.content.language import filled
from engine.domain import languages, mail
from engine.domain.context import Context
from engine.model.mail import Mail
from engine.model.privacy import ERASE, EXPORT, PersonalRequest


async def question(ctx: Context, request: PersonalRequest, key: str) -> Mail:
    """To the person: whether the request is theirs."""
    language = await languages.of_account(ctx, request.user)
    link = f"{ctx.site_url}/wp-login.php?action=confirmaction&request_id={request.id}&confirm_key={key}"
    asked = (
        language.text("Somebody, hopefully you, has asked %s (%s) for a copy of all personal data that it keeps of you.")
        if request.kind == EXPORT
        else language.text("Somebody, hopefully you, has asked %s (%s) to erase the personal data that it keeps of you.")
    )  # fmt: skip
    return _mail(
        ctx, request.email,
        language.text("Confirm your request: export of personal data") if request.kind == EXPORT
        else language.text("Confirm your request: erasure of personal data"),
        filled(asked, mail.blog_name(ctx), ctx.home),
        filled(language.text("To confirm it, follow this link within a day: %s"), link),
        language.text("If it was not you, there is nothing to do: without your confirmation nothing happens."),
    )  # fmt: skip


def confirmed(ctx: Context, request: PersonalRequest) -> Mail:
    """To the site's owner: a request was confirmed, and waits for them."""
    language = languages.usual(ctx)
    page = "export-personal-data.php" if request.kind == EXPORT else "erase-personal-data.php"
    told = (
        language.text("%s has confirmed a request for the export of personal data.")
        if request.kind == EXPORT
        else language.text("%s has confirmed a request for the erasure of personal data.")
    )
    return _mail(
        ctx, ctx.options.text("admin_email"), language.text("A request for personal data was confirmed"),
        filled(told, request.email),
        filled(language.text("Answer it here: %s"), f"{ctx.site_url}/wp-admin/{page}"),
    )  # fmt: skip


async def exported(ctx: Context, request: PersonalRequest, address: str) -> Mail:
    """To the person: where the archive is fetched."""
    language = await languages.of_account(ctx, request.user)
    return _mail(
        ctx, request.email, language.text("Personal Data Export"),
        filled(
            language.text("Your request for a copy of your personal data is done. You can fetch it here for three days: %s"),
            address,
        ),
        language.text("For your safety, please do not forward this mail: whoever has the address can fetch the data."),
    )  # fmt: skip


async def erased(ctx: Context, request: PersonalRequest) -> Mail:
    """To the person: it is done."""
    assert request.kind == ERASE
    language = await languages.of_account(ctx, request.user)
    return _mail(
        ctx, request.email, language.text("Your personal data were erased"),
        filled(
            language.text("As you asked, %s (%s) has erased the personal data that it kept of you."),
            mail.blog_name(ctx), ctx.home,
        ),
    )  # fmt: skip


def _mail(ctx: Context, to: str, subject: str, *paragraphs: str) -> Mail:
    return Mail(to=to, subject=mail.titled(ctx, subject), text="\n\n".join(paragraphs) + "\n")
