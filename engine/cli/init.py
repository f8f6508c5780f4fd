"""`tympan init`: a new site."""

import asyncio

import click

from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.cli.themes import check_theme
from engine.domain.installation import NewSite, install
from engine.domain.passwords import generate_password


@click.command()
@click.option("--title", default="A new blog", show_default=True, help="What the site is called.")
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="Where readers find it.")
@click.option("--user", default="admin", show_default=True, help="Log-in name of the administrator.")
@click.option("--email", default="admin@example.org", show_default=True, help="Their e-mail address.")
@click.option("--password", help="Their password; without this option one is made up.")
@settings_options(*SITE, "uploads_dir", "themes_dir", "theme")
@json_option
def command(
    *, title: str, url: str, user: str, email: str, password: str | None, as_json: bool, **values: object
) -> None:
    """Make a new site: its tables, options and roles, an administrator, a first post and a page.

    Prints how the administrator logs in, once. Refuses, and changes nothing, where there is a site already.
    """
    settings = settings_from(values)
    check_theme(settings)
    secret = password or generate_password(20, special=False)
    asyncio.run(install(settings, NewSite(title, url, user, email, secret)))
    lines = [
        f"{title} is ready: {url}",
        f"Log in as {user}" + ("." if password else f" with the password {secret}"),
    ]
    show({"url": url, "user": user} | ({} if password else {"password": secret}), lines, as_json=as_json)
