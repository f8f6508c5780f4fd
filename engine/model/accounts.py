"""What makes a new account, and the application passwords of one."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A new account; without a display name it goes by its log-in name."""

    login: str
    email: str
    password: str = field(repr=False)
    role: str
    display_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationPassword:
    """A password for one program; times are Unix times, `last_used` 0 for never."""

    uuid: str
    name: str
    app_id: str
    created: int
    last_used: int
    last_ip: str
