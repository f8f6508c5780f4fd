"""The languages that pages and the admin speak, and those that a site or an account may be set to."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from engine.content.language import Language, filled
from engine.content.language import is_from_right as is_from_right
from engine.domain import users
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.model.locales import ENGLISH, LOCALE

# Languages in which the admin has strings of its own, whatever is installed.
OWN: Final = ("de_DE",)

_FILE: Final = re.compile(rf"({LOCALE.pattern})(-[0-9a-f]{{32}}\.json|\.mo|\.po|\.l10n\.php)")


def installed(ctx: Context) -> tuple[str, ...]:
    """The locales beside English, by name."""
    folder = ctx.site.settings.languages_dir
    found = _found(folder, folder.stat().st_mtime_ns) if folder and folder.is_dir() else frozenset()
    return tuple(sorted({*OWN, *found} - {ENGLISH}))


@lru_cache(maxsize=8)
def _found(folder: Path, _modified: int) -> frozenset[str]:
    matches = (_FILE.fullmatch(one.name) for one in folder.iterdir())
    return frozenset(match[1] for match in matches if match)


def is_known(ctx: Context, locale: str) -> bool:
    """Whether a site or an account may be set to a locale; '' stands for the usual one."""
    return locale in {"", ENGLISH} or locale in installed(ctx)


def of_actor(ctx: Context) -> str:
    """The locale in which the actor works: the account's, else the site's."""
    own = users.profile(ctx, ctx.actor.user, "locale") if ctx.actor.user else ""
    return own if LOCALE.fullmatch(own) else ctx.locale


async def of_account(ctx: Context, identity: int) -> Language:
    """The language in which an account is written to; the site's for who has none."""
    await users.remember(ctx, (identity,) if identity else ())
    user = users.memory(ctx).get(identity)
    if user:
        await users.remember_meta(ctx, (user,))
    own = users.profile(ctx, user, "locale") if user else ""
    return ctx.types.language_of(own if LOCALE.fullmatch(own) else ctx.locale)


def pages(ctx: Context) -> Language:
    """The language of the pages that are made for the actor alone."""
    return ctx.types.language_of(of_actor(ctx))


def usual(ctx: Context) -> Language:
    """The site's language, in which everybody is written to of whom no other is known."""
    return ctx.types.language_of(ctx.locale)


def say(ctx: Context, sentence: str, *values: str) -> str:
    """A sentence in the language of the pages that the actor sees; '' stays ''."""
    said = pages(ctx).text(sentence) if sentence else ""
    return filled(said, *values) if values else said


def refusal(ctx: Context, error: DomainError) -> str:
    """What a refusal says, likewise."""
    return say(ctx, error.pattern, *error.values)
