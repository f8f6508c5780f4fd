"""Which function does which kind of job."""

from datetime import timedelta
from typing import Any, Final

from engine.domain import (
    clearing,
    comment_mails,
    commenting,
    mail,
    password_resets,
    publishing,
    queue,
    scheduling,
)
from engine.domain.working import Handler

HANDLERS: Final[tuple[Handler[Any], ...]] = (
    Handler(mail.MAIL, mail.deliver),
    Handler(commenting.TELL, comment_mails.tell),
    Handler(password_resets.SEND, password_resets.send),
    Handler(password_resets.WELCOME, password_resets.welcome),
    Handler(publishing.PUBLISH, scheduling.publish),
    Handler(scheduling.SWEEP, scheduling.sweep, every=timedelta(minutes=1)),
    Handler(clearing.CLEAR, clearing.clear, every=timedelta(days=1)),
    Handler(queue.PURGE, queue.purge, every=timedelta(days=1)),
)
