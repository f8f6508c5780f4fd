"""``/tympan/comments/N``: where whoever wrote a comment a moment ago changes its words."""

from html import unescape
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.domain import comments, languages, own_comments
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden, NotFound
from engine.web.auth import origins, redirects
from engine.web.http import forms
from engine.web.http.pages import Pages
from engine.web.site import commenter

FOLDER: Final = "/tympan/comments/"
_PAGES: Final = Pages("engine.web.site")


def number(path: str) -> int:
    """The comment that a path is about; 0 for none."""
    rest = path.removeprefix(FOLDER)
    return (
        int(rest) if path.startswith(FOLDER) and rest.isascii() and rest.isdecimal() and len(rest) < 19 else 0
    )


async def answer(request: Request, ctx: Context) -> Response:
    """The form with the words as they are; or the comment, with other ones."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    identity = number(request.url.path)
    proved = commenter.proofs(request).get(identity, "")
    typed = ""
    try:
        if request.method == "POST":
            origins.refuse_other_sites(request, ctx)
            typed = (await forms.read(request))["comment"]
            comment = await own_comments.change(ctx, identity, proved, typed)
            await comments.remember_pages(ctx, (comment,))
            target = comments.link(ctx, comment)
            return RedirectResponse(redirects.safe(target, ctx, otherwise=f"{ctx.home}/"), 303)
        comment = await own_comments.get(ctx, identity, proved)
    except DomainError as error:
        return _page(ctx, identity, typed, reason=languages.refusal(ctx, error), error=error)
    return _page(ctx, identity, unescape(comment.content))


def _page(
    ctx: Context, identity: int, text: str, *, reason: str = "", error: DomainError | None = None
) -> Response:
    status = 200
    if error is not None:
        status = 404 if isinstance(error, NotFound) else 403 if isinstance(error, Forbidden) else 400
    return _PAGES.answer(
        ctx,
        "own_comment.html",
        title="Change your comment",
        status=status,
        action=f"{ctx.home}{FOLDER}{identity}",
        text=text,
        reason=reason,
        may_change=status in {200, 400},
        back=f"{ctx.home}/",
    )
