"""A mail, as the site writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `text` is plain, `html` the same with markup where there is one.

    `sender` and `reply_to` are addresses with or without a name; an empty sender is the site's. `headers` are further ones.
    """

    to: str
    subject: str
    text: str
    html: str = ""
    sender: str = ""
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()
