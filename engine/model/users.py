"""Accounts, as wp_users and wp_usermeta hold them, and who is asking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True)
class User:
    """One row of wp_users; `nicename` is the slug of the author's address, `registered` is GMT."""

    id: int
    login: str
    password: str = field(repr=False)
    nicename: str
    email: str
    url: str
    registered: datetime | None
    activation_key: str = field(repr=False)
    status: int
    display_name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of capabilities from the roles option; a capability may be granted False, which denies it."""

    slug: str
    name: str
    capabilities: Mapping[str, bool]


@dataclass(frozen=True)
class Grants:
    """What an account may: its roles in order, what is stored for itself, and what both come to.

    A capability may be granted or denied (False); names of roles stand among `own`, as WordPress stores them.
    """

    roles: tuple[str, ...] = ()
    own: Mapping[str, bool] = field(default_factory=dict)
    total: Mapping[str, bool] = field(default_factory=dict)

    @cached_property
    def held(self) -> frozenset[str]:
        """The capabilities that count: granted and not denied."""
        return frozenset(name for name, granted in self.total.items() if granted)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account with its capabilities resolved, or nobody.

    `capabilities` are the primitive ones that count (granted and not denied), `roles` the role slugs in order.
    `via` says how the actor proved it, `system` is the engine itself, which may do everything; `session` is the raw session token of a log-in cookie, to which nonces
    are bound.
    """

    user: User | None = None
    roles: tuple[str, ...] = ()
    capabilities: frozenset[str] = frozenset()
    via: Literal["", "cookie", "password", "application-password", "cli", "system"] = ""
    session: str = field(default="", repr=False)
    application_password: str = ""

    @property
    def id(self) -> int:
        """The account's id, 0 for nobody."""
        return self.user.id if self.user else 0

    @property
    def is_logged_in(self) -> bool:
        """Whether an account stands behind the request."""
        return self.user is not None


NOBODY = Actor()
SYSTEM = Actor(via="system")


@dataclass(frozen=True, slots=True)
class UserQuery:
    """Which accounts to list; empty tuples and None ask nothing.

    `with_published` lists only authors who have a published post of one of these types. `search_columns` are
    columns of wp_users, needed where there is a `search`; `roles` are role slugs, any of which counts, beside
    `capabilities`, which the domain resolves to the roles that grant them. `beyond` asks for what comes after an id, in
    the order of ids.
    """

    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    slugs: tuple[str, ...] = ()
    search: str = ""
    search_columns: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    roles_exclude: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    with_published: tuple[str, ...] | None = None
    order: Literal["asc", "desc"] = "asc"
    orderby: str = "name"
    page: int = 1
    per_page: int = 10
    offset: int | None = None
    count: bool = True
    beyond: int | None = None
