"""Every setting of a site, declared once: name, type, default, meaning."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# The name of whoever comes by a Unix socket, where others have addresses.
UNIX_SOCKET = "unix"


def check_table_prefix(value: str) -> None:
    """Raise ValueError for what can begin no table's name."""
    if not re.fullmatch(r"[A-Za-z0-9_]{1,30}", value):
        raise ValueError("a table prefix has 1 to 30 letters, digits and underscores")


def _web_address(value: str) -> None:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("an address begins with http:// or https:// and names a host")


def _cache(value: str) -> None:
    if value not in {"memory", "off"}:
        raise ValueError("expected memory or off")


def _mail_tls(value: str) -> None:
    if value not in {"starttls", "tls", "none"}:
        raise ValueError("expected starttls, tls or none")


def _port(value: int) -> None:
    if not 0 <= value <= 65535:
        raise ValueError("a port is a number up to 65535")


def _redis(value: str) -> None:
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("an address of Redis begins with redis://, rediss:// or unix://")


def _lease(value: int) -> None:
    if not 1 <= value <= 3600:
        raise ValueError("expected 1 to 3600 seconds")


def _background(value: str) -> None:
    if value not in {"server", "worker"}:
        raise ValueError("expected server or worker")


def _rate(value: str) -> None:
    if value != "off" and not re.fullmatch(r"[1-9][0-9]{0,6}/(second|minute|hour|day)", value):
        raise ValueError("expected off, or a rate such as 60/minute")


def _folder_of_addresses(value: str) -> None:
    if value and not re.fullmatch(r"(?!.*\.\.)/?[\w.-][\w./-]*", value):
        raise ValueError("expected the path of a folder")


def _positive(value: int) -> None:
    if value < 1:
        raise ValueError("expected a number above 0")


def _guesses(value: str) -> None:
    if value not in {"beginning", "exact", "off"}:
        raise ValueError("expected beginning, exact or off")


def _networks(value: tuple[str, ...]) -> None:
    for network in value:
        ipaddress.ip_network(network)


def _proxies(value: tuple[str, ...]) -> None:
    _networks(tuple(one for one in value if one != UNIX_SOCKET))


def _x_protocol(value: str) -> None:
    if value not in {"2.0", "1.0a"}:
        raise ValueError("expected 2.0 or 1.0a")


def _avatars(value: str) -> None:
    if value not in {"local", "proxied", "gravatar"}:
        raise ValueError("expected local, proxied or gravatar")


def _wordpress_com_protocol(value: str) -> None:
    if value not in {"oidc", "legacy"}:
        raise ValueError("expected oidc or legacy")


def declare(
    default: object,
    meaning: str,
    *,
    wp_config: str = "",
    check: Callable[[Any], None] | None = None,
    secret: bool = False,
    option: bool = True,
) -> Any:
    """One setting; `wp_config` names WordPress's constant for it, `check` raises ValueError on a bad value.

    A `secret` one is no option of a command, where the list of processes would show it; nor is what is set once for
    good and would only make the list of options long.
    """
    metadata = {
        "meaning": meaning, "wp_config": wp_config, "check": check, "option": option and not secret,
    }  # fmt: skip
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a site is run with."""

    wp_config: Path | None = declare(
        None, "A wp-config.php to take database, table prefix, keys, salts and addresses from."
    )
    database_url: str = declare(
        "sqlite:///var/tympan.sqlite3",
        "Where the site lives: `mysql://user:password@host:port/name` (MariaDB too), "
        "`postgres://user:password@host:port/name` or `sqlite:///path/to/file` (four slashes for an absolute path).",
    )
    table_prefix: str = declare("wp_", "What the names of all tables begin with.", check=check_table_prefix)
    shared_database: bool = declare(
        False,
        "WordPress or another program writes too: remember nothing between requests, whatever `cache` says, and hash "
        "passwords as every WordPress reads them.",
    )
    cache: str = declare(
        "memory", "Where what was read is kept until somebody writes: `memory` or `off`.", check=_cache
    )
    home_url: str = declare(
        "",
        "Address of the home page, instead of the site's own `home` option.",
        wp_config="WP_HOME",
        check=_web_address,
    )
    site_url: str = declare(
        "",
        "Address of the site, instead of the site's own `siteurl` option.",
        wp_config="WP_SITEURL",
        check=_web_address,
    )
    empty_trash_days: int = declare(
        30,
        "Days that posts and comments stay in the trash, and spam, before they are removed for good; 0 for no trash.",
        wp_config="EMPTY_TRASH_DAYS",
    )
    uploads_dir: Path = declare(Path("var/uploads"), "Folder of the uploaded files.")
    uploads_path: str = declare(
        "",
        "Where it is found below the site's address, instead of what the option upload_path says or wp-content/uploads.",
        wp_config="UPLOADS",
        check=_folder_of_addresses,
        option=False,
    )
    upload_size: int = declare(128 * 1024 * 1024, "Bytes that an uploaded file may have.", check=_positive)
    image_pixels: int = declare(
        80_000_000,
        "Pixels that an uploaded picture may have; larger ones are refused unopened.",
        check=_positive,
    )
    themes_dir: Path | None = declare(None, "Folder of further themes, beside those that come with Tympan.")
    languages_dir: Path | None = declare(
        None,
        "Folder of WordPress's translations (`wp-content/languages`), for pages, themes and the admin.",
        option=False,
    )
    plugins_dir: Path | None = declare(None, "Folder of further plugins, beside those that come with Tympan.")
    theme: str = declare("", "Theme to use, instead of the one the site has switched on.")
    allowed_hosts: tuple[str, ...] = declare(
        (), "Host names to answer for, beside that of the site's address; `*` answers for all."
    )
    trusted_proxies: tuple[str, ...] = declare(
        (),
        "Networks whose `X-Forwarded-*` headers are believed, such as `10.0.0.0/8`; "
        f"`{UNIX_SOCKET}` is whoever comes by the Unix socket.",
        check=_proxies,
    )
    outgoing_networks: tuple[str, ...] = declare(
        (),
        "Private networks that the site may send requests to, such as `10.0.0.0/8`, on any port; "
        "others it reaches only on the open internet, on ports 80, 443 and 8080.",
        check=_networks,
    )
    mail_host: str = declare("", "Server that takes the site's mails (SMTP). Without one no mail is sent.")
    mail_port: int = declare(
        0, "Its port, instead of the usual one of `mail_tls`: 587, 465 or 25.", check=_port
    )
    mail_tls: str = declare(
        "starttls",
        "How mail is encrypted on its way there: `starttls`, `tls` (from the start) or `none`.",
        check=_mail_tls,
    )
    mail_user: str = declare("", "Who logs in there; without, nobody does.")
    mail_password: str = declare("", "The password for that.", secret=True)
    mail_from: str = declare("", "Address that mails come from, instead of `wordpress@` the site's host.")
    background: str = declare(
        "server",
        "Who does background work: `server`, the processes that serve as well, or `worker`, only those of `tympan worker`.",
        check=_background,
    )
    job_lease: int = declare(
        60,
        "Seconds after which background work of a process that is gone falls to another one.",
        check=_lease,
    )
    redis_url: str = declare(
        "",
        "A Redis (`redis://host:6379/0`) by which processes wake each other; without, they look for work by themselves.",
        check=_redis,
        secret=True,
    )
    address_guesses: str = declare(
        "beginning",
        "Where a reader is led whose address is not there: to a post whose slug begins so (`beginning`), to one that "
        "has the very slug (`exact`), or nowhere (`off`). What a post was called before always leads to it.",
        check=_guesses,
    )
    websub_hub: str = declare(
        "",
        "Address of a WebSub hub, which feeds name and which is told when a post appears.",
        check=_web_address,
    )
    cors_origins: tuple[str, ...] = declare(
        (),
        "Origins (`https://app.example`) whose pages may use the API with the visitor's credentials; no other's may then. "
        "Without, any origin may, as in WordPress; a cookie counts with its nonce only.",
    )
    rest_guest_comments: bool = declare(
        False, "Take comments of guests by the API, under the rules of the comment form."
    )
    rate_limit_general: str = declare(
        "1200/minute",
        "Requests to the API by one account, or one address of visitors; `off` for any number.",
        check=_rate,
    )
    rate_limit_search: str = declare("120/minute", "Searches, likewise.", check=_rate)
    rate_limit_comments: str = declare("30/minute", "Comments sent, likewise.", check=_rate)
    rate_limit_guest_comments: str = declare(
        "6/minute", "Comments that guests send by the API, likewise.", check=_rate
    )
    rate_limit_media: str = declare("240/minute", "Uploads and edits of pictures, likewise.", check=_rate)
    rate_limit_login: str = declare("60/minute", "Forms of logging in sent, likewise.", check=_rate)
    rate_limit_exempt: tuple[str, ...] = declare(
        ("127.0.0.0/8", "::1/128"),
        "Networks that are not limited, such as that of a front end which asks for all its visitors.",
        check=_networks,
    )
    debug: bool = declare(False, "Show errors in detail. Never on a public site.")
    auth_key: str = declare("", "Signs login cookies of the admin.", wp_config="AUTH_KEY", secret=True)
    secure_auth_key: str = declare("", "The same over HTTPS.", wp_config="SECURE_AUTH_KEY", secret=True)
    logged_in_key: str = declare(
        "", "Signs login cookies of the site.", wp_config="LOGGED_IN_KEY", secret=True
    )
    nonce_key: str = declare("", "Signs nonces.", wp_config="NONCE_KEY", secret=True)
    auth_salt: str = declare("", "Second half of `auth_key`.", wp_config="AUTH_SALT", secret=True)
    secure_auth_salt: str = declare(
        "", "Second half of `secure_auth_key`.", wp_config="SECURE_AUTH_SALT", secret=True
    )
    logged_in_salt: str = declare(
        "", "Second half of `logged_in_key`.", wp_config="LOGGED_IN_SALT", secret=True
    )
    nonce_salt: str = declare("", "Second half of `nonce_key`.", wp_config="NONCE_SALT", secret=True)

    avatars: str = declare(
        "local",
        "Where pages have the pictures of those who write and comment from: `local` (of readers' networks, copied once; letters for "
        "others), `proxied` (Gravatars, fetched by the site) or `gravatar` (by readers' browsers).",
        check=_avatars,
        option=False,
    )
    # Networks that readers may log in with to comment. Each is offered once it has a client id.
    wordpress_com_client_id: str = declare(
        "", "Offer readers to log in with WordPress.com, as this application.", option=False
    )
    wordpress_com_client_secret: str = declare("", "The application's secret.", secret=True)
    wordpress_com_protocol: str = declare(
        "oidc",
        "How to log in there: `oidc`, or `legacy` for the older pair.",
        check=_wordpress_com_protocol,
        option=False,
    )
    wordpress_com_url: str = declare(
        "https://public-api.wordpress.com", "Where WordPress.com is.", check=_web_address, option=False
    )
    x_client_id: str = declare(
        "", "Offer readers to log in with X (Twitter), as this application.", option=False
    )
    x_client_secret: str = declare("", "The application's secret.", secret=True)
    x_protocol: str = declare(
        "2.0", "The OAuth to log in with there: `2.0` or `1.0a`.", check=_x_protocol, option=False
    )
    x_url: str = declare("https://x.com", "Where people log in to X.", check=_web_address, option=False)
    x_api_url: str = declare("https://api.x.com", "Where the API of X is.", check=_web_address, option=False)
    facebook_client_id: str = declare(
        "", "Offer readers to log in with Facebook, as this application.", option=False
    )
    facebook_client_secret: str = declare("", "The application's secret.", secret=True)
    facebook_url: str = declare(
        "https://www.facebook.com", "Where people log in to Facebook.", check=_web_address, option=False
    )
    facebook_graph_url: str = declare(
        "https://graph.facebook.com", "Where Facebook's Graph API is.", check=_web_address, option=False
    )
    facebook_version: str = declare("v26.0", "The version of the Graph API.", option=False)
    google_client_id: str = declare(
        "", "Offer readers to log in with Google, as this application.", option=False
    )
    google_client_secret: str = declare("", "The application's secret.", secret=True)
    google_url: str = declare(
        "https://accounts.google.com", "Google's issuer address.", check=_web_address, option=False
    )
    github_client_id: str = declare(
        "", "Offer readers to log in with GitHub, as this application.", option=False
    )
    github_client_secret: str = declare("", "The application's secret.", secret=True)
    github_url: str = declare(
        "https://github.com", "Where people log in to GitHub.", check=_web_address, option=False
    )
    github_api_url: str = declare(
        "https://api.github.com", "Where GitHub's API is.", check=_web_address, option=False
    )
    mastodon_servers: tuple[str, ...] = declare(
        (),
        "Offer readers to log in with these servers of the Fediverse, such as `mastodon.social`; `*` for any server.",
        option=False,
    )
    oidc_issuer: str = declare(
        "",
        "Offer readers to log in with this OpenID provider, by its issuer address.",
        check=_web_address,
        option=False,
    )
    oidc_name: str = declare("OpenID", "What readers know that provider as.", option=False)
    oidc_client_id: str = declare("", "The application that this site is there.", option=False)
    oidc_client_secret: str = declare("", "The application's secret.", secret=True)
    email_sign_in: bool = declare(
        False, "Offer readers to log in by a link that is mailed to them; needs outgoing mail.", option=False
    )

    @property
    def has_trash(self) -> bool:
        """Whether what is deleted lies in the trash for a while."""
        return self.empty_trash_days > 0

    @property
    def remembers(self) -> bool:
        """Whether what one request read may serve another."""
        return self.cache == "memory" and not self.shared_database


def declarations() -> dict[str, Field[Any]]:
    """All settings by name, in the order of their declaration."""
    return {declared.name: declared for declared in fields(Settings)}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"TYMPAN_{name.upper()}"
