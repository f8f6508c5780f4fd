"""The recorded site beside a server that takes its mails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conformance.sites import RecordedSite, recorded_site
from tests.mailbox import Mailbox, mail_server


@asynccontextmanager
async def site_with_mail(url: str, folder: Path) -> AsyncIterator[tuple[RecordedSite, Mailbox]]:
    with mail_server() as box:
        async with recorded_site(url, folder, **box.settings) as site:
            yield site, box
