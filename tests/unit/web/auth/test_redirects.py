"""Nobody is sent to another site (E17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config.settings import Settings
from engine.domain.context import Context, Site
from engine.domain.options import Options
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from engine.model.users import NOBODY
from engine.web.auth.redirects import safe

HOME = "https://blog.example/"


@pytest.fixture(name="ctx", scope="module")
def context() -> Context:
    return made("https://blog.example")


def made(home: str) -> Context:
    settings = Settings(home_url=home, site_url=home)
    site = Site(settings, None, None, Registry(), Registrations(), None)  # type: ignore[arg-type] # nothing is read
    return Context(site=site, actor=NOBODY, options=Options({}), now=site.clock())


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/wp-admin/?a=b#c",
        "/%2F%2Fevil.example/",
        "/@evil.example/",
        "https://blog.example/2026/01/hello/?x=//evil.example",
        "http://blog.example/",
        "https://BLOG.example/",
        "https://blog.example:443/",
    ],
)
def test_safe_addresses_of_this_site_are_kept(ctx: Context, target: str) -> None:
    assert safe(target, ctx, otherwise=HOME) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "evil",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example/",
        "https://blog.example.evil.example/",
        "https://blog.example@evil.example/",
        "https://evil.example#@blog.example/",
        "https://evil.example\\@blog.example/",
        "https://blog.example:8443/",
        "https://blog.example:x/",
        "https://[::1/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://blog.example/",
        "data:text/html,x",
        "ftp://blog.example/",
        " https://blog.example/",
        "https://blog.example/\r\nSet-Cookie: a=b",
        "/\tevil",
        "/a\x00b",
        "/" + "a" * 3000,
        "https://blog\u3002example/",
        "%2F%2Fevil.example/",
        "%5C%5Cevil.example/",
        "https%3A%2F%2Fevil.example/",
        "https://evil.example%2F@blog.example/",
        "https://blog.example%40evil.example/",
        "https://blog.example%2F.evil.example/",
        "https://blog.example%09.evil.example/",
        "https://user:@blog.example/",
        "/\u2028",
    ],
)
def test_safe_anything_else_leads_home(ctx: Context, target: str) -> None:
    assert safe(target, ctx, otherwise=HOME) == HOME


@given(st.text("/\\:@.?#%\t \nahtpsevilblogxm", max_size=40))
def test_safe_whatever_is_kept_has_no_other_host(target: str) -> None:
    kept = safe(target, made("https://blog.example"), otherwise=HOME)
    assert kept.startswith(("/", "https://blog.example", "http://blog.example"))
    assert not kept.startswith(("//", "/\\"))
