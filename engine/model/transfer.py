"""What goes from site to site: the entries of an export, as any format comes down to them.

Ids are those of the other site, as text; posts name authors by log-in name and terms by slug.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TransferSite:
    """The other site; `url` tells its exports from those of other sites."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TransferAuthor:
    """Somebody who wrote there."""

    login: str
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TransferTerm:
    """A term; `parent` is a slug."""

    taxonomy: str
    slug: str
    name: str = ""
    description: str = ""
    parent: str = ""
    id: str = ""
    meta: Pairs = ()


@dataclass(frozen=True, slots=True)
class TransferComment:
    """A comment; `approved` is the stored value, `parent` the id of another comment of the post, `user` of an author."""

    id: str
    author: str
    author_email: str
    author_url: str
    author_ip: str
    date: datetime | None
    date_gmt: datetime | None
    content: str
    approved: str = "1"
    type: str = "comment"
    parent: str = ""
    user: str = ""
    meta: Pairs = ()


@dataclass(frozen=True, slots=True)
class TransferPost:
    """A post of any type with all that hangs on it; dates are local to the site, `_gmt` ones UTC.

    `shows` are the pictures in its text that come as attachments: by which address, and the attachment's id.
    """

    id: str
    type: str = "post"
    title: str = ""
    content: str = ""
    excerpt: str = ""
    author: str = ""
    date: datetime | None = None
    date_gmt: datetime | None = None
    modified: datetime | None = None
    modified_gmt: datetime | None = None
    status: str = "publish"
    name: str = ""
    parent: str = ""
    menu_order: int = 0
    password: str = ""
    comment_status: str = "closed"
    ping_status: str = "closed"
    guid: str = ""
    sticky: bool = False
    terms: tuple[TransferTerm, ...] = ()
    meta: Pairs = ()
    comments: tuple[TransferComment, ...] = ()
    attachment_url: str = ""
    shows: Pairs = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not come along, or not as it was: of what kind, which one, and why."""

    kind: str
    name: str
    why: str


Entry: TypeAlias = TransferSite | TransferAuthor | TransferTerm | TransferPost | LeftOut


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """What to export; nothing said is everything. `until` is the first moment that is not wanted any more."""

    type: str = ""
    author: int = 0
    status: str = ""
    category: int = 0
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How to import: accounts for the other site's log-in names, and what becomes of everybody else's posts.

    Authors who have no account of their name or e-mail address get one if `makes_accounts`; else, as posts without
    an author, theirs go to `fallback`. `rewrites` are beginnings of addresses in texts, and what they become.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    makes_accounts: bool = True
    fallback: int = 0
    takes_files: bool = False
    rewrites: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What came of an import."""

    posts: int = 0
    comments: int = 0
    terms: int = 0
    authors: int = 0
    files: int = 0
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, name: str, why: str) -> None:
        """Note that something does not come along."""
        self.left_out.append(LeftOut(kind, name[:200], why))
