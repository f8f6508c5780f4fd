"""What people say of themselves, as it is stored: names, e-mail addresses, web addresses."""

from typing import Final

from engine.content.emails import sanitize_email
from engine.content.escaping import specialchars
from engine.content.fields import sanitize_text_field
from engine.content.kses import kses_comment
from engine.content.remembering import remembering
from engine.content.tags import strip_all_tags
from engine.content.urls import sanitize_url

# Signs that turn the direction of whatever stands behind them, also of what is no longer the name.
_TURNS: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SPACE: Final = " \t\n\r\0\x0b"


@remembering
def stored_name(name: str) -> str:
    """A name: plain text, its special characters as entities, that turns nothing around but itself."""
    return specialchars(kses_comment(sanitize_text_field(name.translate(_TURNS))))


@remembering
def stored_email(email: str) -> str:
    """An e-mail address; '' for what is none."""
    return kses_comment(sanitize_email(email.strip(_SPACE)))


@remembering
def stored_address(address: str) -> str:
    """A web address."""
    return kses_comment(sanitize_url(strip_all_tags(address)))


def stored_description(text: str) -> str:
    """What somebody writes about himself or herself, with the HTML that comments may have."""
    return kses_comment(text.strip(_SPACE))
