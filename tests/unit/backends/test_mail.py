"""How a mail is put together; what could smuggle headers or recipients into it is refused."""

from dataclasses import replace

import pytest

from engine.backends.mail import compose
from engine.model.errors import Invalid
from engine.model.mail import Mail

MAIL = Mail(to="reader@example.org", subject="Hello", text="Text\n", sender="Blog <blog@example.org>")


def test_mail_has_its_parts() -> None:
    mail = replace(MAIL, html="<p>Text</p>", reply_to="a@example.org", headers=(("List-Id", "x"),))
    message = compose(mail, host="blog.test")

    assert message["To"] == "reader@example.org"
    assert message["From"] == "Blog <blog@example.org>"
    assert (message["Reply-To"], message["List-Id"]) == ("a@example.org", "x")
    assert message["Message-ID"].endswith("@blog.test>")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_mail_may_speak_any_language() -> None:
    message = compose(replace(MAIL, subject="Grüße 🜨", sender="Zoë <z@example.org>", text="ß"), host="h")

    assert message["Subject"] == "Grüße 🜨"
    assert b"utf-8" in message.as_bytes()


HOSTILE = [
    "x\r\nBcc: victim@example.org",
    "x\nBcc: victim@example.org",
    "x\r\n\r\nbody",
    "x\rBcc: v@example.org",
]


@pytest.mark.parametrize("field", ["to", "subject", "sender", "reply_to"])
@pytest.mark.parametrize("value", HOSTILE)
def test_mail_with_line_breaks_in_a_field_is_refused(field: str, value: str) -> None:
    if field in {"to", "sender", "reply_to"}:
        value = value.replace("x", "x@example.org", 1)
    with pytest.raises(Invalid):
        compose(replace(MAIL, **{field: value}), host="h")  # type: ignore[arg-type] # these fields are texts


@pytest.mark.parametrize(
    "header", [("X-A", "b\r\nBcc: v@example.org"), ("X-A\r\nBcc", "v@example.org"), ("X A", "b")]
)
def test_mail_with_line_breaks_in_a_header_is_refused(header: tuple[str, str]) -> None:
    with pytest.raises(Invalid):
        compose(replace(MAIL, headers=(header,)), host="h")


@pytest.mark.parametrize("to", ["", "nobody", "a@example.org, b@example.org", "Group: a@example.org;"])
def test_mail_to_anything_but_one_address_is_refused(to: str) -> None:
    with pytest.raises(Invalid):
        compose(replace(MAIL, to=to), host="h")


def test_mail_whose_header_names_another_recipient_is_refused() -> None:
    with pytest.raises(Invalid):
        compose(replace(MAIL, headers=(("Bcc", "victim@example.org"),)), host="h")
