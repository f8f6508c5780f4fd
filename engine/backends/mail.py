"""Mail on its way out: how it is put together, and the server that takes it."""

import re
import ssl
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final, Protocol

from engine.config.settings import Settings
from engine.model.errors import Invalid, Unavailable
from engine.model.mail import Mail

_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
_ADDRESSING: Final = frozenset({"from", "to", "cc", "bcc", "sender", "resent-to", "resent-cc", "resent-bcc"})
_PATIENCE: Final = 30  # seconds for each step with the server


class Send(Protocol):
    """Hands a mail to the server that delivers it.

    Raises Unavailable where trying again may help and Invalid where it will not; NoMailServer is one of those.
    """

    async def __call__(self, message: EmailMessage) -> None:
        """Returns once the server has taken the mail."""
        ...


class NoMailServer(Invalid):
    """No mail server is set: see the setting mail_host."""

    code = "no_mail_server"


def compose(mail: Mail, *, host: str) -> EmailMessage:
    """A mail as it goes over the wire; raises Invalid for line breaks in a header and for addresses that are none."""
    message = EmailMessage(policy=SMTP)
    given = {"From": mail.sender, "To": mail.to, "Subject": mail.subject, "Reply-To": mail.reply_to}
    try:
        for name, value in (*given.items(), *_further(mail)):
            if value:
                message[name] = value
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=host)
        message["Auto-Submitted"] = "auto-generated"
        # Raises for what can be kept but not sent.
        message.as_bytes()
        to = message["To"]
    except (ValueError, MessageError, AttributeError, IndexError) as error:
        raise Invalid(f"This mail cannot be sent: {error}", code="invalid_mail") from error
    if to is None or len(to.addresses) != 1 or not to.addresses[0].domain or to.groups[0].display_name:
        raise Invalid("A mail goes to one address.", code="invalid_mail")
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message


def _further(mail: Mail) -> tuple[tuple[str, str], ...]:
    """A mail's own headers; raises ValueError for what is no name of one, or would say where it goes."""
    for name, _ in mail.headers:
        if not _NAME.fullmatch(name) or name.lower() in _ADDRESSING:
            raise ValueError(f"{name!r} is no further header")
    return mail.headers


class SmtpSend:
    """Hands mails to the SMTP server of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tls: ssl.SSLContext | None = None

    async def __call__(self, message: EmailMessage) -> None:
        """Connect, log in where there is a user, hand the mail over."""
        import aiosmtplib  # noqa: PLC0415 - most processes never send a mail

        settings = self._settings
        if not settings.mail_host:
            raise NoMailServer
        self._tls = self._tls or ssl.create_default_context()
        try:
            await aiosmtplib.send(
                message,
                hostname=settings.mail_host,
                port=settings.mail_port or _PORTS[settings.mail_tls],
                use_tls=settings.mail_tls == "tls",
                start_tls=settings.mail_tls == "starttls",
                tls_context=None if settings.mail_tls == "none" else self._tls,
                username=settings.mail_user or None,
                password=settings.mail_password or None,
                timeout=_PATIENCE,
            )
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPResponseException) as error:
            if _is_final(error):
                raise Invalid(f"The mail server refuses this mail: {error}", code="mail_refused") from error
            raise Unavailable(f"The mail server cannot take this mail now: {error}") from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise Unavailable(f"The mail server does not answer: {error}") from error


def _is_final(error: Exception) -> bool:
    """Whether the server said that it will never take this mail; a wrong log-in is mended in the settings."""
    refusals = getattr(error, "recipients", None) or [error]
    codes = [getattr(one, "code", 0) for one in refusals]
    return all(code >= 500 and code not in {530, 534, 535, 538} for code in codes)
