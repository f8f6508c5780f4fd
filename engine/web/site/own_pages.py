"""Addresses of the engine's own, beside WordPress's: log-ins of readers, their comments, the scripts of the form."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from engine.domain.context import Context
from engine.web.auth import account, email_link, facebook_callbacks, moderation, sign_in
from engine.web.http import scripts
from engine.web.site import avatars, own_comments, subscriptions, visitors

Page = Callable[[Request, Context], Awaitable[Response]]


def find(path: str, ctx: Context) -> Page | None:
    """What answers at a path; None where none of these pages does."""
    if path == visitors.PATH:
        return visitors.answer
    if path.removeprefix(scripts.FOLDER) in scripts.NAMES:
        return partial(_script, path.removeprefix(scripts.FOLDER))
    if own_comments.number(path):
        return own_comments.answer
    if avatars.is_picture(path):
        return avatars.answer
    if subscriptions.is_page(path):
        return subscriptions.answer
    if path == account.PATH:
        return account.answer
    if path == moderation.PATH:
        return moderation.answer
    if path == email_link.PATH and email_link.is_offered(ctx):
        return email_link.answer
    return facebook_callbacks.page(path, ctx) or sign_in.page(path, ctx)


async def _script(name: str, request: Request, _: Context) -> Response:
    return scripts.answer(request, name)
