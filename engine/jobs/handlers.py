"""Which function does which kind of job."""

from datetime import timedelta
from typing import Any, Final

from engine.domain import (
    clearing,
    comment_mails,
    commenting,
    feed_reading,
    mail,
    oembed_consumer,
    password_resets,
    personal_work,
    ping_sending,
    pings,
    publishing,
    queue,
    reader_pictures,
    scheduling,
    subscriptions,
    user_requests,
    websub,
)
from engine.domain.working import Handler
from engine.transfer import imports

HANDLERS: Final[tuple[Handler[Any], ...]] = (
    Handler(mail.MAIL, mail.deliver),
    Handler(oembed_consumer.FIND, oembed_consumer.find_missing),
    Handler(feed_reading.FETCH, feed_reading.fetch),
    Handler(commenting.TELL, comment_mails.tell),
    Handler(password_resets.SEND, password_resets.send),
    Handler(password_resets.WELCOME, password_resets.welcome),
    Handler(publishing.PUBLISH, scheduling.publish),
    Handler(scheduling.SWEEP, scheduling.sweep, every=timedelta(minutes=1)),
    Handler(publishing.PING, ping_sending.plan),
    Handler(ping_sending.MENTION, ping_sending.mention),
    Handler(ping_sending.TRACKBACK, ping_sending.trackback),
    Handler(ping_sending.ENCLOSE, ping_sending.enclose),
    Handler(ping_sending.UPDATE, ping_sending.update),
    Handler(ping_sending.SWEEP, ping_sending.sweep, every=timedelta(hours=1)),
    Handler(pings.VERIFY, pings.verify),
    Handler(clearing.CLEAR, clearing.clear, every=timedelta(days=1)),
    Handler(reader_pictures.FETCH, reader_pictures.fetch),
    Handler(subscriptions.COMMENT, subscriptions.mail_comment),
    Handler(subscriptions.POST, subscriptions.mail_post),
    Handler(subscriptions.DIGEST, subscriptions.mail_digests, every=timedelta(hours=1)),
    Handler(websub.TELL, websub.tell),
    Handler(user_requests.SEND, user_requests.send),
    Handler(user_requests.TELL_OWNER, user_requests.tell_owner),
    Handler(user_requests.WORK, personal_work.perform),
    Handler(user_requests.SWEEP, user_requests.sweep, every=timedelta(hours=1)),
    Handler(imports.IMPORT, imports.perform),
    Handler(imports.SWEEP, imports.sweep, every=timedelta(days=1)),
    Handler(queue.PURGE, queue.purge, every=timedelta(days=1)),
)
