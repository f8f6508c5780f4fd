"""What an existing wp-config.php says, read strictly as data: nothing of it is ever executed."""

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from engine.config.errors import ConfigError
from engine.config.php_literals import assignments
from engine.config.php_tokens import PhpSyntaxError

MAX_BYTES: Final = 1024 * 1024
# Where PHP finds the server that it calls localhost.
SOCKETS: Final = (Path("/run/mysqld/mysqld.sock"), Path("/var/lib/mysql/mysql.sock"))

_ADDRESS: Final = re.compile(r"(?P<name>[^:/@?#\s]*)(?::(?P<port>\d{1,5}))?")
_UTF8: Final = re.compile(r"utf-?8(?:mb[34])?", re.IGNORECASE)
_IPV6_ADDRESS: Final = re.compile(r"\[?(?P<name>[0-9A-Fa-f:.]+)(?:\]:(?P<port>\d{1,5})|\])?")


@dataclass(frozen=True, slots=True)
class WpConfig:
    """The constants and variables of one file; None and absence both mean: not a literal there."""

    path: Path
    constants: Mapping[str, str | None]
    variables: Mapping[str, str | None]

    def database_url(self) -> str:
        """The database as one URL; raises ConfigError when a part of it is not a literal."""
        user, password, name = (
            quote(self._required(constant), safe="") for constant in ("DB_USER", "DB_PASSWORD", "DB_NAME")
        )
        address, socket = self._address()
        charset = self.constants.get("DB_CHARSET") or ""
        extras = {
            "unix_socket": socket,
            # WordPress itself widens utf8 to utf8mb4, which is the default here.
            "charset": "" if _UTF8.fullmatch(charset) else charset,
        }
        query = urlencode({key: value for key, value in extras.items() if value})
        return f"mysql://{user}:{password}@{address}/{name}" + (f"?{query}" if query else "")

    def table_prefix(self) -> str:
        """`$table_prefix`; raises ConfigError when it is missing or computed."""
        prefix = self.variables.get("table_prefix")
        if prefix is None:
            raise ConfigError(
                f"{self.path}: $table_prefix is missing or not a plain string; set TYMPAN_TABLE_PREFIX"
            )
        return prefix

    def uploads_dir(self) -> Path | None:
        """The folder of uploads as UPLOADS, WP_CONTENT_DIR or the usual place say; None where there is none."""
        uploads, content = self.constants.get("UPLOADS"), self.constants.get("WP_CONTENT_DIR")
        if uploads:
            return self.path.parent / uploads
        usual = Path(content or self.path.parent / "wp-content") / "uploads"
        return usual if content or usual.is_dir() else None

    def languages_dir(self) -> Path | None:
        """The folder of translations as WP_LANG_DIR, WP_CONTENT_DIR or the usual place say; None where there is none."""
        named, content = self.constants.get("WP_LANG_DIR"), self.constants.get("WP_CONTENT_DIR")
        usual = Path(content or self.path.parent / "wp-content") / "languages"
        return Path(named) if named else usual if usual.is_dir() else None

    def _required(self, name: str) -> str:
        value = self.constants.get(name)
        if value is None:
            raise ConfigError(
                f"{self.path}: {name} is missing or not a plain string; set TYMPAN_DATABASE_URL"
            )
        return value

    def _address(self) -> tuple[str, str]:
        """Host with port, and socket, of `host`, `host:port`, `host:/socket`, `:/socket` or `[ipv6]:port`."""
        written = self._required("DB_HOST")
        address, colon, socket = written.partition(":/")
        pattern, form = (_IPV6_ADDRESS, "[%s]:%s") if address.count(":") > 1 else (_ADDRESS, "%s:%s")
        match = pattern.fullmatch(address)
        if match is None:
            raise ConfigError(f"{self.path}: DB_HOST {written!r} is not an address")
        if written == "localhost":
            socket = next((str(path) for path in SOCKETS if path.is_socket()), "")
        return form % (match["name"] or "localhost", match["port"] or 3306), colon[1:] + socket


def read(path: Path) -> WpConfig:
    """Reads the file; raises ConfigError when it is unreadable, too large, or not a PHP text."""
    try:
        found = assignments(_text(path), folder=str(path.resolve().parent))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except PhpSyntaxError as error:
        raise ConfigError(f"{path}: {error}") from error
    return WpConfig(path, found.constants, found.variables)


def _text(path: Path) -> str:
    if not stat.S_ISREG(path.stat().st_mode):
        raise ConfigError(f"{path}: not a file")
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ConfigError(f"{path}: larger than {MAX_BYTES} bytes, not a wp-config.php")
    # A comment may be in another encoding; a literal that is counts as computed.
    text = content.decode("utf-8-sig", "surrogateescape")
    if "\0" in text or "<?" not in text:
        raise ConfigError(f"{path}: not a PHP text")
    return text
