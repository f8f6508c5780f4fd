"""The form to comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.posts import current_post
from engine.content.blocks.core.wrapping import aligned_and_linked
from engine.content.blocks.data import CommentFormNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.language import filled
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import CommentForm
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.language import Language

_REQUIRED: Final = ' <span class="required">*</span>'
# Only a page that stands alone may send HTML as it was written: a frame could make somebody else's page do so.
_ALONE: Final = (
    "<script>(function(){if(window===window.parent){document.getElementById('_wp_unfiltered_html_comment_disabled')"
    ".name='_wp_unfiltered_html_comment';}})();</script>\n"
)


def post_comments_form(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The form to comment on the post in context: the page's own where it has one, else WordPress's."""
    post = current_post(instance, rendering)
    if post is None or post.is_locked:
        return ""
    classes = f"comment-respond {aligned_and_linked(instance)}".strip()
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes})
    if pages := rendering.page.comment_form(post.id, attributes):
        return pages
    form = rendering.data.ask(CommentFormNeed(post.id, rendering.page.number_of("replytocom", 0)))
    if form is None:
        return ""
    body = _must_log_in(form, rendering.language) if form.log_in else _form(form, rendering.language)
    title = _title(form, rendering.language)
    return f'\t<div id="respond" {attributes}>\n\t\t{title}{body}\t</div><!-- #respond -->\n\t'


def _title(form: CommentForm, language: Language) -> str:
    _ = language.text
    title = esc_html(_("Leave a Reply"))
    if form.answered:
        link = f'<a href="#comment-{form.parent}">{form.answered}</a>'
        title = filled(_("Leave a Reply to %s"), link)
    hidden = "" if form.answered else ' style="display:none;"'
    cancel = (
        f' <small><a rel="nofollow" id="cancel-comment-reply-link" href="{esc_url(form.cancel)}"{hidden}>'
        f"{esc_html(_('Cancel reply'))}</a></small>"
    )
    return (
        f'<h3 id="reply-title" class="comment-reply-title">{title}{cancel if form.is_threaded else ""}</h3>'
    )


def _must_log_in(form: CommentForm, language: Language) -> str:
    said = language.text('You must be <a href="%s">logged in</a> to post a comment.')
    return f'<p class="must-log-in">{filled(said, esc_url(form.log_in))}</p>'


def _form(form: CommentForm, language: Language) -> str:
    _ = language.text
    label = esc_html(language.in_context("Comment", "noun"))
    return (
        f'<form action="{esc_url(form.action)}" method="post" id="commentform" class="comment-form">'
        f"{_who(form, language)}"
        f'<p class="comment-form-comment"><label for="comment">{label}{_REQUIRED}</label> <textarea id="comment" '
        'name="comment" cols="45" rows="8" maxlength="65525" required></textarea></p>'
        f"{'' if form.user else _fields(form, language)}"
        '<p class="form-submit wp-block-button"><input name="submit" type="submit" id="submit" '
        f'class="wp-block-button__link wp-element-button" value="{esc_attr(_("Post Comment"))}" /> '
        f"<input type='hidden' name='comment_post_ID' value='{form.post}' id='comment_post_ID' />\n"
        f"<input type='hidden' name='comment_parent' id='comment_parent' value='{form.parent}' />\n</p>"
        f"{_unfiltered(form)}</form>"
    )


def _who(form: CommentForm, language: Language) -> str:
    """Who comments, or what becomes of a guest's address."""
    _ = language.text
    required = filled(_("Required fields are marked %s"), _REQUIRED.strip())
    note = f' <span class="required-field-message">{required}</span>'
    if form.user:
        said = _('Logged in as %1$s. <a href="%2$s">Edit your profile</a>. <a href="%3$s">Log out?</a>')
        who = filled(said, esc_html(form.user), esc_url(form.profile), esc_url(form.log_out))
        return f'<p class="logged-in-as">{who}{note}</p>'
    kept = esc_html(_("Your email address will not be published."))
    return f'<p class="comment-notes"><span id="email-notes">{kept}</span>{note}</p>'


def _fields(form: CommentForm, language: Language) -> str:
    _ = language.text
    mark, needed = (_REQUIRED, " required") if form.is_required else ("", "")
    kept = esc_html(_("Save my name, email, and website in this browser for the next time I comment."))
    consent = (
        '<p class="comment-form-cookies-consent"><input id="wp-comment-cookies-consent" '
        'name="wp-comment-cookies-consent" type="checkbox" value="yes" /> '
        f'<label for="wp-comment-cookies-consent">{kept}</label></p>\n'
    )
    return (
        f'<p class="comment-form-author"><label for="author">{esc_html(_("Name"))}{mark}</label> <input id="author" '
        f'name="author" type="text" value="" size="30" maxlength="245" autocomplete="name"{needed} /></p>\n'
        f'<p class="comment-form-email"><label for="email">{esc_html(_("Email"))}{mark}</label> <input id="email" '
        'name="email" type="email" value="" size="30" maxlength="100" aria-describedby="email-notes" '
        f'autocomplete="email"{needed} /></p>\n'
        f'<p class="comment-form-url"><label for="url">{esc_html(_("Website"))}</label> <input id="url" name="url" '
        'type="url" value="" size="30" maxlength="200" autocomplete="url" /></p>\n'
        f"{consent if form.asks_consent else ''}"
    )


def _unfiltered(form: CommentForm) -> str:
    if not form.html_nonce:
        return ""
    name = "_wp_unfiltered_html_comment_disabled"
    return f'<input type="hidden" id="{name}" name="{name}" value="{esc_attr(form.html_nonce)}" />{_ALONE}'


RENDERERS: Final[Renderers] = {"core/post-comments-form": post_comments_form}
