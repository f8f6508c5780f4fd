"""`tympan user`: accounts and their passwords."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from engine.app import Application
from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.config.settings import Settings
from engine.domain import accounts, application_passwords, users
from engine.domain.context import Context
from engine.domain.passwords import generate_password
from engine.domain.places import find_site
from engine.model.accounts import AccountDraft
from engine.model.errors import NotFound
from engine.model.users import User, UserQuery

T = TypeVar("T")

password_option = click.option(
    "--password", help="The password; `-` reads it from standard input. Without this option one is made up."
)


@click.group()
def command() -> None:
    """Create and list accounts, set passwords."""


@command.command("list")
@click.option("--role", help="Only accounts with this role.")
@settings_options(*SITE)
@json_option
def list_command(*, role: str | None, as_json: bool, **values: object) -> None:
    """List the accounts of the site."""

    async def work(ctx: Context) -> list[dict[str, Any]]:
        query = UserQuery(roles=(role,) if role else (), orderby="id", per_page=-1, count=False)
        found = (await users.query(ctx, query)).items
        await users.remember_meta(ctx, found)
        return [_facts(ctx, user) for user in found]

    result = _run(settings_from(values), work)
    show(
        result,
        [f"{u['id']:>4}  {u['login']:<20} {u['email']:<30} {', '.join(u['roles'])}" for u in result],
        as_json=as_json,
    )


@command.command("create")
@click.argument("login")
@click.argument("email")
@click.option("--role", default="subscriber", show_default=True, help="What the account may do.")
@click.option("--name", default="", help="The name shown to readers.")
@password_option
@click.option(
    "--mail", "welcome", is_flag=True, help="Send them a link to set a password, which is not printed then."
)
@settings_options(*SITE)
@json_option
def create_command(
    *, login: str, email: str, role: str, name: str, password: str | None, welcome: bool, as_json: bool,
    **values: object,
) -> None:  # fmt: skip
    """Create an account that logs in as LOGIN."""
    secret, made_up = _password(password)

    async def work(ctx: Context) -> User:
        draft = AccountDraft(login, email, secret, role, display_name=name)
        return await accounts.create(ctx, draft, welcome=welcome)

    user = _run(settings_from(values), work)
    tells = made_up and not welcome
    result = {"id": user.id, "login": user.login} | ({"password": secret} if tells else {})
    show(result, [f"Account {user.id} was created.", *_tell(secret, tells)], as_json=as_json)


@command.command("set-password")
@click.argument("login")
@password_option
@settings_options(*SITE)
@json_option
def set_password_command(*, login: str, password: str | None, as_json: bool, **values: object) -> None:
    """Set another password for LOGIN (a log-in name or an e-mail address), which ends all its sessions."""
    secret, made_up = _password(password)

    async def work(ctx: Context) -> User:
        user = await _find(ctx, login)
        await accounts.set_password(ctx, user, secret)
        return user

    user = _run(settings_from(values), work)
    result = {"id": user.id, "login": user.login} | ({"password": secret} if made_up else {})
    show(result, [f"The password of {user.login} was set.", *_tell(secret, made_up)], as_json=as_json)


@command.group("app-password")
def app_password() -> None:
    """Passwords for programs, each for one."""


@app_password.command("create")
@click.argument("login")
@click.argument("name")
@settings_options(*SITE)
@json_option
def create_app_password(*, login: str, name: str, as_json: bool, **values: object) -> None:
    """Create a password for the program NAME, which acts as LOGIN with it. Prints it once."""

    async def work(ctx: Context) -> dict[str, str]:
        made, plain = await application_passwords.create(ctx, await _find(ctx, login), name)
        return {"uuid": made.uuid, "name": made.name, "password": plain}

    made = _run(settings_from(values), work)
    show(
        made,
        [f"{made['password']}", f"is the password of {made['name']}, id {made['uuid']}."],
        as_json=as_json,
    )


@app_password.command("list")
@click.argument("login")
@settings_options(*SITE)
@json_option
def list_app_passwords(*, login: str, as_json: bool, **values: object) -> None:
    """List the application passwords of LOGIN."""

    async def work(ctx: Context) -> list[dict[str, Any]]:
        return [asdict(one) for one in await application_passwords.every(ctx, await _find(ctx, login))]

    found = _run(settings_from(values), work)
    show(found, [f"{one['uuid']}  {_day(one['created'])}  {one['name']}" for one in found], as_json=as_json)


@app_password.command("revoke")
@click.argument("login")
@click.argument("uuid")
@settings_options(*SITE)
@json_option
def revoke_app_password(*, login: str, uuid: str, as_json: bool, **values: object) -> None:
    """Revoke the application password of LOGIN that has this id."""

    async def work(ctx: Context) -> None:
        await application_passwords.revoke(ctx, await _find(ctx, login), uuid)

    _run(settings_from(values), work)
    show({"revoked": uuid}, [f"{uuid} was revoked."], as_json=as_json)


def _run(settings: Settings, work: Callable[[Context], Awaitable[T]]) -> T:
    async def with_site() -> T:
        await find_site(settings)
        # With plugins and theme switched on: roles are theirs too, and they hear of accounts.
        application = Application(settings)
        async with application.open():
            return await work(await (await application.running()).site.begin())

    return asyncio.run(with_site())


async def _find(ctx: Context, login: str) -> User:
    user = await users.by_name(ctx, login)
    if user is None:
        raise NotFound(f"there is no account {login!r}")
    return user


def _facts(ctx: Context, user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "login": user.login,
        "email": user.email,
        "name": user.display_name,
        "roles": list(users.grants(ctx, user).roles),
    }


def _password(given: str | None) -> tuple[str, bool]:
    """The password to set, and whether it was made up here."""
    if given == "-":
        return sys.stdin.readline().rstrip("\r\n"), False
    return (given, False) if given else (generate_password(20, special=False), True)


def _tell(secret: str, made_up: bool) -> list[str]:
    return [f"The password is {secret}"] if made_up else []


def _day(stamp: int) -> str:
    return datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%d")
