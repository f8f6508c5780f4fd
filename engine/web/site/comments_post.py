"""``/wp-comments-post.php``: where the forms below posts are sent."""

import logging
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import (
    allowances,
    commenting,
    comments,
    languages,
    posts,
    readers,
    subscriptions,
    traps,
    unsent,
)
from engine.domain.context import Context
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import Conflict, DomainError, Forbidden, NotFound, TooMany
from engine.model.readers import Reader
from engine.model.subscriptions import NEW_POSTS
from engine.web.auth import identity, redirects
from engine.web.auth import readers as browser_readers
from engine.web.http import client, forms, limiting
from engine.web.http.forms import Form
from engine.web.http.pages import Pages
from engine.web.site import commenter, post_passwords

PATH: Final = "/wp-comments-post.php"

_CONSENT: Final = "wp-comment-cookies-consent"
_HTML_NONCE: Final = "_wp_unfiltered_html_comment"
_TARGET: Final = "redirect_to"
_SUBSCRIBE: Final = "subscribe"
_SUBSCRIBE_TO_POSTS: Final = "subscribe_blog"
# As whom the form says to be sent, and the ways to say: as nobody in particular.
_POST_AS: Final = "hc_post_as"
_NOBODY: Final = frozenset({"", "guest", "jetpack"})
_REMARK: Final = "tympan_remark"
_STAMP: Final = "tympan_stamp"
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
        await allowances.spend(ctx, "comments", client.address(request, ctx.site.settings))
        found = await posts.by_ids(ctx, (form.number("comment_post_ID"),))
        post_passwords.unlock(request, ctx, found.values())
        reader = await _reader(request, ctx, form)
        draft = await _draft(request, ctx, form, is_known=reader is not None or ctx.actor.is_logged_in)
        comment = await commenting.submit(ctx, draft, html_nonce=form[_HTML_NONCE], reader=reader)
    except DomainError as error:
        return await _refused(request, ctx, form, error)
    except Exception:
        log.exception("a comment could not be saved")
        failed = DomainError(
            "The comment could not be saved. Please try again later.", code="comment_save_error"
        )
        return await _refused(request, ctx, form, failed, status=500)
    return await _led_to(request, ctx, form, comment)


async def _reader(request: Request, ctx: Context, form: Form) -> Reader | None:
    """The reader in whose name the form says to be sent, if the session says so, too.

    A form that shows a guest is a guest's, whatever the session; none of its fields says who somebody is.
    """
    shown = form[_POST_AS]
    if shown in _NOBODY or ctx.actor.is_logged_in:
        return None
    reader = await browser_readers.current(request, ctx)
    if reader is None or reader.provider != shown:
        raise Forbidden("You are logged out. Please log in again, or leave your name.", code="reader_unknown")
    return reader


async def _draft(request: Request, ctx: Context, form: Form, *, is_known: bool) -> CommentDraft:
    caught = "" if is_known else await traps.catches(ctx, remark=form[_REMARK], stamped=form[_STAMP])
    return CommentDraft(
        post=form.number("comment_post_ID"),
        content=form["comment"],
        author=form["author"],
        author_email=form["email"],
        author_url=form["url"],
        author_ip=client.address(request, ctx.site.settings),
        agent=request.headers.get("user-agent", ""),
        parent=form.number("comment_parent"),
        trapped=caught,
    )


async def _led_to(request: Request, ctx: Context, form: Form, comment: Comment) -> Response:
    await comments.remember_pages(ctx, (comment,))
    target = comments.link(ctx, comment)
    if form[_TARGET]:
        target = f"{form[_TARGET]}#comment-{comment.id}"
    consents = _CONSENT in form
    is_readers = readers.author(ctx, comment) is not None
    if comment.approved == comments.HELD and (is_readers or (not consents and comment.author_email)):
        proof = {"unapproved": str(comment.id), "moderation-hash": await comments.preview_hash(ctx, comment)}
        target = add_query_args(proof, target)
    target = redirects.safe(target, ctx, otherwise=f"{ctx.home}/")
    response: Response = RedirectResponse(target, 302)
    if _wants_data(request):
        response = JSONResponse({"id": comment.id, "location": target}, 201)
    await _subscribe(ctx, form, comment)
    await unsent.sent(ctx, browser_readers.browser(request), comment.post)
    if not ctx.actor.is_logged_in and comment.approved in {comments.APPROVED, comments.HELD}:
        await commenter.own(response, ctx, comment)
    if not ctx.actor.is_logged_in and not is_readers:
        if consents:
            commenter.remember(response, ctx, comment)
        else:
            commenter.forget(response, ctx)
    return response


async def _subscribe(ctx: Context, form: Form, comment: Comment) -> None:
    """Ask the address of whoever wrote a comment about mails, where a box was ticked."""
    if comment.approved not in {comments.APPROVED, comments.HELD} or not comment.author_email:
        return
    if form[_SUBSCRIBE] and subscriptions.offers_comments(ctx):
        await subscriptions.ask(ctx, comment.author_email, comment.post)
    if form[_SUBSCRIBE_TO_POSTS] and subscriptions.offers_posts(ctx):
        await subscriptions.ask(ctx, comment.author_email, NEW_POSTS)


def _wants_data(request: Request) -> bool:
    """Whether our own script asks, which says itself what came of it."""
    return "application/json" in request.headers.get("accept", "")


async def _refused(
    request: Request, ctx: Context, form: Form, error: DomainError, *, status: int | None = None
) -> Response:
    if status is None:
        status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 200)
    if _wants_data(request):
        said = {"code": error.code, "message": languages.refusal(ctx, error)}
        return JSONResponse(said, 400 if status == 200 else status, _waits(error))
    reader = await browser_readers.current(request, ctx) if form[_POST_AS] not in _NOBODY else None
    reader = reader if reader and reader.provider == form[_POST_AS] else None
    post = (await posts.by_ids(ctx, (form.number("comment_post_ID"),))).get(form.number("comment_post_ID"))
    shown = post if post and posts.is_readable(ctx, post) else None
    response = _PAGES.answer(
        ctx,
        "comment_refused.html",
        title="Your comment is not posted yet",
        status=status,
        reason=languages.refusal(ctx, error),
        action=ctx.site_url + PATH,
        form=form,
        kept=(_HTML_NONCE, _TARGET, _SUBSCRIBE, _SUBSCRIBE_TO_POSTS, *((_POST_AS,) if reader else ())),
        reader=reader,
        asks_consent=ctx.options.flag("show_comments_cookies_opt_in", default=True),
        consents=_CONSENT in form,
        is_guest=not ctx.actor.is_logged_in and reader is None,
        needs_name=ctx.options.flag("require_name_email"),
        may_try_again=status in {200, 409, 429, 500} or error.code == "reader_unknown",
        back=f"{comments.page_link(ctx, shown, 0)}#respond" if shown else f"{ctx.home}/",
    )
    response.headers.update(_waits(error))
    return response


def _waits(error: DomainError) -> dict[str, str]:
    """What is said of when to try again."""
    if not isinstance(error, TooMany):
        return {}
    return limiting.refused(error) if "limit" in error.data else {"Retry-After": str(error.retry_after)}
