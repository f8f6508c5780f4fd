"""What makes a new account, and the application passwords of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A new account; without a display name it goes by its own name, else by its log-in name.

    `role` is '' for none; `profile` holds first_name, last_name, nickname, description and locale, as far as said.
    """

    login: str
    email: str
    password: str = field(repr=False)
    role: str
    display_name: str = ""
    url: str = ""
    nicename: str = ""
    more_roles: tuple[str, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountChanges:
    """What is to be changed in an account; None says nothing. `roles` replace those it has."""

    email: str | None = None
    url: str | None = None
    display_name: str | None = None
    nicename: str | None = None
    password: str | None = field(default=None, repr=False)
    roles: tuple[str, ...] | None = None
    profile: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApplicationPassword:
    """A password for one program; times are Unix times, `last_used` 0 for never."""

    uuid: str
    name: str
    app_id: str
    created: int
    last_used: int
    last_ip: str
