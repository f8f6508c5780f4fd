"""``/wp-comments-post.php``: where the forms below posts are sent."""

import logging
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import commenting, comments, posts
from engine.domain.context import Context
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import Conflict, DomainError, Forbidden, NotFound, TooMany
from engine.web.auth import identity, redirects
from engine.web.http import client, forms
from engine.web.http.forms import Form
from engine.web.http.pages import Pages
from engine.web.site import commenter, post_passwords

PATH: Final = "/wp-comments-post.php"

_CONSENT: Final = "wp-comment-cookies-consent"
_HTML_NONCE: Final = "_wp_unfiltered_html_comment"
_TARGET: Final = "redirect_to"
_PAGES: Final = Pages("engine.web.site")

# What a form has to have is answered with 200, as WordPress does: nothing went wrong, something is left to do.
_STATUSES: Final[Mapping[type[DomainError], int]] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    TooMany: 429,
    forms.TooLarge: 413,
}

log = logging.getLogger(__name__)


async def answer(request: Request, ctx: Context) -> Response:
    """Take a comment and lead to it; or say what is wrong, with everything that was typed still there."""
    if request.method != "POST":
        return PlainTextResponse("", 405, {"Allow": "POST"})
    ctx = await identity.visitor(request, ctx)
    form = Form({})
    try:
        form = await forms.read(request)
        found = await posts.by_ids(ctx, (form.number("comment_post_ID"),))
        post_passwords.unlock(request, ctx, found.values())
        comment = await commenting.submit(ctx, _draft(request, ctx, form), html_nonce=form[_HTML_NONCE])
    except DomainError as error:
        return await _refused(ctx, form, error)
    except Exception:
        log.exception("a comment could not be saved")
        failed = DomainError(
            "The comment could not be saved. Please try again later.", code="comment_save_error"
        )
        return await _refused(ctx, form, failed, status=500)
    return await _led_to(ctx, form, comment)


def _draft(request: Request, ctx: Context, form: Form) -> CommentDraft:
    return CommentDraft(
        post=form.number("comment_post_ID"),
        content=form["comment"],
        author=form["author"],
        author_email=form["email"],
        author_url=form["url"],
        author_ip=client.address(request, ctx.site.settings),
        agent=request.headers.get("user-agent", ""),
        parent=form.number("comment_parent"),
    )


async def _led_to(ctx: Context, form: Form, comment: Comment) -> Response:
    await comments.remember_pages(ctx, (comment,))
    target = comments.link(ctx, comment)
    if form[_TARGET]:
        target = f"{form[_TARGET]}#comment-{comment.id}"
    consents = _CONSENT in form
    if not consents and comment.approved == comments.HELD and comment.author_email:
        proof = {"unapproved": str(comment.id), "moderation-hash": await comments.preview_hash(ctx, comment)}
        target = add_query_args(proof, target)
    response = RedirectResponse(redirects.safe(target, ctx, otherwise=f"{ctx.home}/"), 302)
    if not ctx.actor.is_logged_in:
        if consents:
            commenter.remember(response, ctx, comment)
        else:
            commenter.forget(response, ctx)
    return response


async def _refused(ctx: Context, form: Form, error: DomainError, *, status: int | None = None) -> Response:
    if status is None:
        status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 200)
    post = (await posts.by_ids(ctx, (form.number("comment_post_ID"),))).get(form.number("comment_post_ID"))
    shown = post if post and posts.is_readable(ctx, post) else None
    response = _PAGES.answer(
        ctx,
        "comment_refused.html",
        title="Your comment is not posted yet",
        status=status,
        reason=error.message,
        action=ctx.site_url + PATH,
        form=form,
        kept=(_HTML_NONCE, _TARGET),
        asks_consent=ctx.options.flag("show_comments_cookies_opt_in", default=True),
        consents=_CONSENT in form,
        is_guest=not ctx.actor.is_logged_in,
        needs_name=ctx.options.flag("require_name_email"),
        may_try_again=status in {200, 409, 429, 500},
        back=f"{comments.page_link(ctx, shown, 0)}#respond" if shown else f"{ctx.home}/",
    )
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
