"""Readers who are known by another network: what it says of them, and what this site remembers."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Profile:
    """What a network says of somebody who just proved to be its `subject`, an id that never changes there.

    `email` may be missing; unless `is_email_verified` it is hearsay.
    """

    provider: str
    subject: str
    name: str
    url: str = ""
    email: str = ""
    is_email_verified: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader as remembered; `user` is the account that he or she has linked, 0 for none.

    `picture` is the network's address of a picture, `avatar` the name of our own small copy of it, `last_at` when he or she
    logged in last, in Unix time.
    """

    id: int
    provider: str
    subject: str
    name: str
    url: str
    email: str
    is_email_verified: bool
    picture: str
    avatar: str
    user: int
    last_at: int


@dataclass(frozen=True, slots=True)
class ReaderSession:
    """A session of a reader; `key` names it without letting anybody into it. Times are Unix times."""

    key: str = field(repr=False)
    reader: int
    started_at: int
    expires_at: int
    ip: str
    agent: str
