"""The addresses of the pages on which people log in, register and get new passwords."""

from typing import Final

from engine.content.query_strings import add_query_args
from engine.domain.context import Context

PATH: Final = "/wp-login.php"
ADMIN: Final = "/wp-admin/"


def to(ctx: Context, **arguments: str) -> str:
    """The address of such a page, on the site as it is set, whatever host a request names; empty arguments are left out."""
    return add_query_args({name: value for name, value in arguments.items() if value}, ctx.site_url + PATH)
