"""No address of ours sends a reader to another site, however it is written."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.conformance.sites import recorded_site

HOSTILE = (
    "//evil.example/", "///evil.example", "/\\evil.example/", "/%5Cevil.example/", "/%2F%2Fevil.example/%2e%2e",
    "/@evil.example/", "/%40evil.example", "/;@evil.example", "/.evil.example/", "/http://evil.example/",
    "/https:evil.example", "/%0d%0aLocation:%20http://evil.example/", "/%09//evil.example/", "/?p=77&x=//evil.example",
    "/?name=//evil.example", "/?p=77%0d%0aX:%20y", "//evil.example/?p=77", "/\\evil.example/?p=77",
    "//evil.example/page/2", "//evil.example/feed", "/%2f/evil.example/?paged=2", "/?redirect_to=//evil.example&p=77",
    "/index.php//evil.example/", "/about//evil.example", "/about%20//evil.example", "//blog.test@evil.example/about",
)  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
async def test_redirect_stays_on_the_site(address: str, sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        url = httpx2.URL("http://blog.test").copy_with(raw_path=address.encode())
        answer = await site.client.get(url)
        assert answer.request.url.raw_path == address.encode()
        assert answer.status_code < 500
        place = answer.headers.get("location")
        if place is not None:
            assert (urlsplit(place).scheme, urlsplit(place).netloc) == ("http", "blog.test")
            assert "\\" not in place
            assert not set(place) & set("\r\n\t ")
