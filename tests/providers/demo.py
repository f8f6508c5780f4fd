"""`make demo`: a blog, every network that readers log in with, and a mail server that shows what it is given."""

import argparse
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.bench.contestants import TYMPAN, running
from tests.providers import networks
from tests.providers.served import served

_WORDS = """
The blog     {home}
  Below the first post, click an icon to log in; every network lets you be whom you like, or fail as you like.
  Its admin  {home}/wp-login.php   admin / {password}
The networks {origin}
Mails appear here.

"""
_PASSWORD = "admin"


class Shown:
    """Prints every mail."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's face
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        line = "-" * 72
        print(f"{line}\nTo: {message['to']}\nSubject: {message['subject']}\n\n{text}\n{line}", flush=True)
        return "250 OK"


@contextmanager
def mails(port: int) -> Iterator[None]:
    """The mail server."""
    controller = Controller(Shown(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def settings(folder: Path, origin: str, mail_port: int) -> dict[str, str]:
    """What the blog is run with."""
    return {
        "TYMPAN_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "TYMPAN_UPLOADS_DIR": str(folder / "uploads"),
        "TYMPAN_OUTGOING_NETWORKS": "127.0.0.0/8",
        "TYMPAN_MAIL_HOST": "127.0.0.1",
        "TYMPAN_MAIL_PORT": str(mail_port),
        "TYMPAN_MAIL_TLS": "none",
        "TYMPAN_EMAIL_SIGN_IN": "true",
        **networks.settings(origin),
    }


def main() -> None:
    """Run it all until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    home = f"http://{chosen.host}:{chosen.port}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        origin = stack.enter_context(served(chosen.port + 10, log=folder / "networks.log"))
        stack.enter_context(mails(chosen.port + 11))
        environment = settings(folder, origin, chosen.port + 11)
        init = [*TYMPAN, "init", "--url", home, "--user", "admin", "--password", _PASSWORD]
        subprocess.run(init, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
        command = [*TYMPAN, "serve", "--host", chosen.host, "--port", str(chosen.port)]
        stack.enter_context(running(command, environment, home, log=folder / "blog.log"))
        print(_WORDS.format(home=home, origin=origin, password=_PASSWORD), flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
