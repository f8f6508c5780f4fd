"""Where requests to other sites must not go, whoever asks for it and however it is spelled."""

from ipaddress import ip_address

import pytest

from engine.backends.fetch import Answer, Reach, Unsafe, is_global

REACH = Reach()


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - nothing listens
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:7f00:1:0:0:80ff:fffe",
        "2001:db8::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_of_no_public_host_is_not_global(address: str) -> None:
    assert not is_global(ip_address(address))
    with pytest.raises(Unsafe):
        REACH.check(["93.184.215.14", address], 443)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_address_of_the_open_internet_may_be_asked(address: str) -> None:
    assert REACH.check([address], 443) == (address,)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org:80/",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org:22/",
        "https://example.org:6379/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://example.org\\@127.0.0.1/",
        "http://exam\tple.org/",
        "http://example.org/ x",
    ],
)
def test_url_that_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Unsafe):
        REACH.check_url(url)


def test_port_beside_the_webs_is_refused_when_connecting() -> None:
    with pytest.raises(Unsafe):
        Reach(["10.0.0.0/8"]).check(["93.184.215.14"], 25)


def test_network_that_is_named_may_be_asked_on_any_port() -> None:
    reach = Reach(["127.0.0.0/8", "::1/128"])

    assert reach.check(["127.0.0.1", "::1"], 12345) == ("127.0.0.1", "::1")
    assert reach.check_url("http://127.0.0.1:12345/").port == 12345
    with pytest.raises(Unsafe):
        reach.check(["10.0.0.1"], 80)


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=ISO-8859-1", b"Gr\xfc\xdfe", "Grüße"),
        ('text/html; charset="utf-8"; x=y', "Grüße".encode(), "Grüße"),
        ("text/html", b"a\xffb", "a\ufffdb"),
        ("text/html; charset=nonsense", b"a", "a"),
        ("", b"a", "a"),
    ],
)
def test_text_of_an_answer_is_read_in_its_charset(kind: str, body: bytes, text: str) -> None:
    assert Answer(url="", status=200, headers={"content-type": kind}, body=body).text == text
