"""The hooks that the domain fires, in WordPress's names."""

from collections.abc import Mapping
from typing import Any

from engine.domain.context import Context
from engine.domain.privacy_tools import Eraser, Exporter
from engine.hooks import Action, ActionFamily, Filter
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import DomainError
from engine.model.mail import Mail
from engine.model.posts import Post, PostDraft
from engine.model.readers import Reader
from engine.model.users import User

created_term: Action[[int, int, str]] = Action(
    "created_term", "A term was created: its id, its term_taxonomy_id, its taxonomy."
)
edited_term: Action[[int, int, str]] = Action(
    "edited_term", "A term was changed: its id, its term_taxonomy_id, its taxonomy."
)
delete_term: Action[[int, int, str, list[int]]] = Action(
    "delete_term", "A term was deleted: its id, its term_taxonomy_id, its taxonomy, the objects that had it."
)

# Texts on their way to readers; callbacks are sync. More of them are in engine.content.hooks.
get_the_excerpt: Filter[str, [Post]] = Filter("get_the_excerpt", "A post's excerpt before it is rendered.")
excerpt_length: Filter[int, []] = Filter("excerpt_length", "How many words an excerpt made of content has.")
excerpt_more: Filter[str, []] = Filter("excerpt_more", "What ends an excerpt made of content.")

# Where readers are led; callbacks are sync.
do_redirect_guess_404_permalink: Filter[bool, []] = Filter(
    "do_redirect_guess_404_permalink", "Whether an address that is not there may lead to one that is like it."
)
strict_redirect_guess_404_permalink: Filter[bool, []] = Filter(
    "strict_redirect_guess_404_permalink",
    "Whether only a post with the very slug is meant, not one that begins so.",
)

# What search engines are told; callbacks are sync.
wp_sitemaps_enabled: Filter[bool, []] = Filter("wp_sitemaps_enabled", "Whether there are sitemaps.")
robots_txt: Filter[str, [bool]] = Filter(
    "robots_txt", "The text of robots.txt; with whether the site wants to be found."
)

# Posts that come to be, change and go.
wp_insert_post_data: Filter[Post, [PostDraft]] = Filter(
    "wp_insert_post_data", "A post as it is about to be written; with what was asked for."
)
pre_post_update: Action[[int, Post]] = Action(
    "pre_post_update", "A post is about to change: its id, the new post."
)
transition_post_status: Action[[str, str, Post]] = Action(
    "transition_post_status", "A post's status was set: the new one, the old one, the post."
)
old_status_to_new_status: ActionFamily[[Post]] = ActionFamily(
    "{old_status}_to_{new_status}", "A post went from one status to another."
)
status_post_type: ActionFamily[[int, Post, str]] = ActionFamily(
    "{status}_{post_type}", "A post of a type has a status now: its id, the post, the old status."
)
edit_post_type: ActionFamily[[int, Post]] = ActionFamily(
    "edit_post_{post_type}", "A post of a type was changed."
)
edit_post: Action[[int, Post]] = Action("edit_post", "A post was changed.")
post_updated: Action[[int, Post, Post]] = Action(
    "post_updated", "A post was changed: its id, what it is, what it was."
)
save_post_type: ActionFamily[[int, Post, bool]] = ActionFamily(
    "save_post_{post_type}", "A post of a type was written: its id, the post, whether it was there before."
)
save_post: Action[[int, Post, bool]] = Action(
    "save_post", "A post was written: its id, the post, whether it was there before."
)
wp_insert_post: Action[[int, Post, bool]] = Action("wp_insert_post", "A post was written, as save_post says.")
wp_after_insert_post: Action[[int, Post, bool, Post | None]] = Action(
    "wp_after_insert_post", "A post was written with its terms and meta: id, post, update, what it was."
)
wp_creating_autosave: Action[[Post, bool]] = Action(
    "wp_creating_autosave",
    "An autosave is about to be written: it, whether it takes the place of an older one.",
)
wp_restore_post_revision: Action[[int, int]] = Action(
    "wp_restore_post_revision", "A post is again what it was: its id, the revision's id."
)
image_editor_output_format: Filter[Mapping[str, str], [str, str]] = Filter(
    "image_editor_output_format",
    "The media types that pictures are written in, by their own: with a picture's file name and its type."
    " Callbacks are sync.",
)
add_attachment: Action[[int]] = Action("add_attachment", "A file was uploaded: the attachment's id.")
edit_attachment: Action[[int]] = Action("edit_attachment", "An attachment was changed: its id.")
attachment_updated: Action[[int, Post, Post]] = Action(
    "attachment_updated", "An attachment was changed: its id, what it is, what it was."
)
wp_trash_post: Action[[int, str]] = Action(
    "wp_trash_post", "A post is about to be trashed: its id, its status."
)
trashed_post: Action[[int, str]] = Action("trashed_post", "A post was trashed: its id, its former status.")
untrash_post: Action[[int, str]] = Action(
    "untrash_post", "A post is about to leave the trash: its id, its former status."
)
untrashed_post: Action[[int, str]] = Action(
    "untrashed_post", "A post left the trash: its id, its former status."
)
before_delete_post: Action[[int, Post]] = Action("before_delete_post", "A post is about to be deleted.")
delete_post: Action[[int, Post]] = Action("delete_post", "A post is being deleted.")
deleted_post: Action[[int, Post]] = Action("deleted_post", "A post was deleted.")
after_delete_post: Action[[int, Post]] = Action(
    "after_delete_post", "A post and all that hung on it are gone."
)

activated_plugin: Action[[str]] = Action("activated_plugin", "A plugin was switched on: its id.")
deactivated_plugin: Action[[str]] = Action("deactivated_plugin", "A plugin was switched off: its id.")

switch_theme: Action[[str, str, str]] = Action(
    "switch_theme", "Another theme shows the site: its name, its slug, the slug of the former."
)

wp_login: Action[[str, User]] = Action("wp_login", "Somebody logged in: the log-in name, the account.")
wp_login_failed: Action[[str, DomainError]] = Action(
    "wp_login_failed", "A name and a password did not belong together: the name, the refusal."
)
wp_logout: Action[[int]] = Action("wp_logout", "Somebody logged out: the account's id.")
wp_is_application_passwords_available: Filter[bool, []] = Filter(
    "wp_is_application_passwords_available", "Whether the site has application passwords."
)
wp_is_application_passwords_available_for_user: Filter[bool, [User]] = Filter(
    "wp_is_application_passwords_available_for_user", "Whether an account may have application passwords."
)
application_password_did_authenticate: Action[[User, Mapping[Any, Any]]] = Action(
    "application_password_did_authenticate",
    "A program asked on behalf of an account: the account, the application password as stored.",
)

profile_update: Action[[int, User]] = Action(
    "profile_update", "An account was changed: its id, the account as it was."
)
delete_user: Action[[int, int | None]] = Action(
    "delete_user", "An account is about to be removed: its id, the id of who gets its posts."
)
deleted_user: Action[[int, int | None]] = Action(
    "deleted_user", "An account was removed: its id, the id of who got its posts."
)
user_register: Action[[int]] = Action("user_register", "An account was made: its id.")

import_end: Action[[]] = Action("import_end", "An import from another site came to its end.")

# Comments.
pre_comment_on_post: Action[[int]] = Action(
    "pre_comment_on_post", "Somebody is about to comment on a post that takes comments: the post's id."
)
preprocess_comment: Filter[CommentDraft, []] = Filter(
    "preprocess_comment", "A comment as it came from a form, before it is cleaned and judged."
)
pre_comment_approved: Filter[str, [CommentDraft]] = Filter(
    "pre_comment_approved",
    "What moderation decided, '1', '0', 'spam' or 'trash'; with the comment. A callback may raise a refusal.",
)
comment_judged: Filter[str, [CommentDraft, Context]] = Filter(
    "comment_judged",
    "What became of a new comment after pre_comment_approved; with the comment and the request.",
)
comment_decided: Action[[str, str, Comment, Context]] = Action(
    "comment_decided",
    "It was decided about a comment: the new status and the old one as transition_comment_status names them, `new` for "
    "one that has just been made, the comment, the request.",
)
comment_flood_filter: Filter[bool, [int, int]] = Filter(
    "comment_flood_filter",
    "Whether somebody comments too fast; with the times of the last and of this comment.",
)
comment_duplicate_trigger: Action[[CommentDraft]] = Action(
    "comment_duplicate_trigger", "A comment is refused because it was made already: the comment."
)
comment_flood_trigger: Action[[int, int]] = Action(
    "comment_flood_trigger",
    "A comment is refused because it comes too fast: the times of the last and of this one.",
)
comments_open: Filter[bool, [Post]] = Filter(
    "comments_open", "Whether a post takes comments. Callbacks are sync."
)
wp_insert_comment: Action[[int, Comment]] = Action(
    "wp_insert_comment", "A comment was stored: its id, the comment."
)
comment_post: Action[[int, str, CommentDraft]] = Action(
    "comment_post", "A comment was made by a form: its id, what moderation decided, the comment as it came."
)
edit_comment: Action[[int, Comment]] = Action("edit_comment", "A comment was changed: its id, the comment.")
wp_update_comment_count: Action[[int, int, int]] = Action(
    "wp_update_comment_count", "A post has another number of comments: its id, the new number, the old one."
)
transition_comment_status: Action[[str, str, Comment]] = Action(
    "transition_comment_status", "A comment's status changed: the new one, the old one, the comment."
)
delete_comment: Action[[int, Comment]] = Action(
    "delete_comment", "A comment is about to be removed for good: its id, the comment."
)
deleted_comment: Action[[int, Comment]] = Action(
    "deleted_comment", "A comment was removed for good: its id, the comment."
)
trashed_comment: Action[[int, Comment]] = Action(
    "trashed_comment", "A comment went to the trash: its id, the comment."
)
untrashed_comment: Action[[int, Comment]] = Action(
    "untrashed_comment", "A comment came back from the trash: its id, the comment."
)
spammed_comment: Action[[int, Comment]] = Action(
    "spammed_comment", "A comment was marked as spam: its id, the comment."
)
unspammed_comment: Action[[int, Comment]] = Action(
    "unspammed_comment", "A comment is spam no longer: its id, the comment."
)
notify_post_author: Filter[bool, [int]] = Filter(
    "notify_post_author", "Whether a post's author is told of a comment by mail; with its id."
)
comment_notification_recipients: Filter[list[str], [int]] = Filter(
    "comment_notification_recipients", "The addresses told of a comment that is shown; with its id."
)
comment_notification_notify_author: Filter[bool, [int]] = Filter(
    "comment_notification_notify_author",
    "Whether authors are told of comments that they made or approved themselves; with the comment's id.",
)
comment_notification_text: Filter[str, [int]] = Filter(
    "comment_notification_text", "The mail to a post's author about a comment; with its id."
)
comment_notification_subject: Filter[str, [int]] = Filter(
    "comment_notification_subject", "The subject of that mail."
)
notify_moderator: Filter[bool, [int]] = Filter(
    "notify_moderator", "Whether moderators are told of a comment that waits; with its id."
)
comment_moderation_recipients: Filter[list[str], [int]] = Filter(
    "comment_moderation_recipients", "The addresses told of a comment that waits; with its id."
)
comment_moderation_text: Filter[str, [int]] = Filter(
    "comment_moderation_text", "The mail to moderators about a comment; with its id."
)
comment_moderation_subject: Filter[str, [int]] = Filter(
    "comment_moderation_subject", "The subject of that mail."
)

# Passwords and addresses of accounts.
allow_password_reset: Filter[bool, [int]] = Filter(
    "allow_password_reset", "Whether an account may get a new password by mail; with its id."
)
retrieve_password: Action[[str]] = Action(
    "retrieve_password", "Somebody has asked for a new password: the log-in name."
)
retrieve_password_key: Action[[str, str]] = Action(
    "retrieve_password_key", "A key for a new password was made: the log-in name, the key."
)
retrieve_password_title: Filter[str, [str, User]] = Filter(
    "retrieve_password_title", "The subject of the mail with the key; with the log-in name and the account."
)
password_reset_expiration: Filter[int, []] = Filter(
    "password_reset_expiration", "How many seconds a key for a new password is good for."
)
password_reset: Action[[User, str]] = Action(
    "password_reset", "An account is about to get another password by a key: the account, the password."
)
after_password_reset: Action[[User, str]] = Action(
    "after_password_reset", "An account got another password by a key: the account, the password."
)
send_password_change_email: Filter[bool, [User]] = Filter(
    "send_password_change_email",
    "Whether an account is told that its password was changed; with the account.",
)
send_email_change_email: Filter[bool, [User]] = Filter(
    "send_email_change_email", "Whether an account's former address is told of the new one; with the account."
)
send_site_admin_email_change_email: Filter[bool, [str, str]] = Filter(
    "send_site_admin_email_change_email",
    "Whether the site's former address is told of the new one; with both.",
)
pingback_ping_source_uri: Filter[str, [str]] = Filter(
    "pingback_ping_source_uri", "The page that says it links here; with the address it says it links to."
)
pingback_post: Action[[int]] = Action(
    "pingback_post", "Another page's link to a post was stored: the comment's id."
)
trackback_post: Action[[int]] = Action("trackback_post", "A trackback was stored: the comment's id.")
pre_ping: Filter[tuple[str, ...], [Post]] = Filter(
    "pre_ping", "The pages that are told of a post because it links to them; with the post."
)

# Mails.
wp_mail: Filter[Mail, []] = Filter("wp_mail", "A mail before it is sent.")
pre_wp_mail: Filter[bool | None, [Mail]] = Filter(
    "pre_wp_mail", "None; whoever has dealt with the mail otherwise says so, and it is not sent."
)
wp_mail_from: Filter[str, []] = Filter("wp_mail_from", "The address that the site's mails come from.")
wp_mail_from_name: Filter[str, []] = Filter("wp_mail_from_name", "The name that the site's mails come from.")
wp_mail_succeeded: Action[[Mail]] = Action("wp_mail_succeeded", "The mail server took a mail.")
wp_mail_failed: Action[[DomainError]] = Action("wp_mail_failed", "A mail could not be sent: why.")
# Readers who log in with another network.
reader_signed_in: Action[[Reader]] = Action("reader_signed_in", "A reader logged in with another network.")
reader_forgotten: Action[[Reader, int]] = Action(
    "reader_forgotten", "A reader was forgotten: who, and how many comments lost their name."
)

# Personal data: what people ask of it, and who finds and erases it.
wp_privacy_personal_data_exporters: Filter[dict[str, Exporter], []] = Filter(
    "wp_privacy_personal_data_exporters", "Who finds what is kept of a person, by a name of theirs."
)
wp_privacy_personal_data_erasers: Filter[dict[str, Eraser], []] = Filter(
    "wp_privacy_personal_data_erasers", "Who erases what is kept of a person, by a name of theirs."
)
wp_anonymize_comment: Filter[bool | str, [Comment, Comment]] = Filter(
    "wp_anonymize_comment",
    "Whether the author is taken out of a comment, or a sentence why not; with the comment as it is and as it would be.",
)
user_request_action_confirmed: Action[[int]] = Action(
    "user_request_action_confirmed", "A person has confirmed a request for personal data: its id."
)
wp_privacy_personal_data_erased: Action[[int]] = Action(
    "wp_privacy_personal_data_erased", "The personal data of a person were erased: the id of the request."
)
