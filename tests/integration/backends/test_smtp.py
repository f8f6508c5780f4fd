"""Mails handed to a real SMTP server."""

import pytest

from engine.backends.mail import NoMailServer, SmtpSend, compose
from engine.config.settings import Settings
from engine.model.errors import Invalid, Unavailable
from engine.model.mail import Mail
from tests.mailbox import mail_server

MAIL = compose(
    Mail(to="Zoë <zoe@example.org>", subject="Grüße", text="Hello\n.\nthere\n", sender="b@example.org"),
    host="h",
)


def settings(port: int, user: str = "", password: str = "") -> Settings:
    return Settings(
        mail_host="127.0.0.1", mail_port=port, mail_tls="none", mail_user=user, mail_password=password
    )


async def test_mail_arrives_as_it_was_written() -> None:
    with mail_server() as box:
        await SmtpSend(settings(box.port))(MAIL)

    (mail,) = box.mails
    assert (mail["Subject"], mail.get_content().splitlines()) == ("Grüße", ["Hello", ".", "there"])
    assert box.recipients == [["zoe@example.org"]]


async def test_mail_is_sent_by_who_logs_in() -> None:
    with mail_server(password="sesame-12") as box:
        await SmtpSend(settings(box.port, "blog", "sesame-12"))(MAIL)
        with pytest.raises(Unavailable):
            await SmtpSend(settings(box.port, "blog", "wrong"))(MAIL)

    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("refusal", "error"),
    [("550 No such user", Invalid), ("451 Try again later", Unavailable)],
)
async def test_mail_that_is_refused_says_whether_to_try_again(refusal: str, error: type[Exception]) -> None:
    with mail_server(refusal=refusal) as box, pytest.raises(error):
        await SmtpSend(settings(box.port))(MAIL)


async def test_mail_without_a_server_that_answers_is_tried_again() -> None:
    with pytest.raises(Unavailable):
        await SmtpSend(settings(1))(MAIL)


async def test_mail_without_any_server_set_says_so() -> None:
    with pytest.raises(NoMailServer):
        await SmtpSend(Settings())(MAIL)


async def test_mail_is_not_sent_in_the_clear_where_encryption_is_wanted() -> None:
    with mail_server() as box, pytest.raises(Unavailable):
        await SmtpSend(Settings(mail_host="127.0.0.1", mail_port=box.port))(MAIL)

    assert box.mails == []
