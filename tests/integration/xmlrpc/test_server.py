"""What holds for every call: log-ins, several calls at once, bounds, and the switch that turns it all off."""

import xmlrpc.client
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from engine.domain.attempts import FREE_OF_ACCOUNT
from engine.web.xmlrpc import hooks, server
from engine.web.xmlrpc.methods import METHODS
from tests.integration.xmlrpc.conftest import Spoken


def part(method: str, *params: Any) -> dict[str, Any]:
    return {"methodName": method, "params": list(params)}


async def test_every_listed_method_has_a_function(spoken: Spoken) -> None:
    listed = await spoken.call("system.listMethods")
    own = {"system.multicall", "system.listMethods", "system.getCapabilities"}
    assert set(listed) - own == set(METHODS)
    assert len([name for name in listed if name.startswith("wp.")]) == 50


async def test_wrong_password_spoils_the_rest_of_a_multicall(spoken: Spoken) -> None:
    results = await spoken.call(
        "system.multicall",
        [
            part("wp.getUsersBlogs", "admin", "admin-pass-1"),
            part("wp.getUsersBlogs", "admin", "wrong"),
            part("wp.getUsersBlogs", "admin", "admin-pass-1"),
            part("demo.sayHello"),
        ],
    )
    assert [one.get("faultCode") if isinstance(one, dict) else "ok" for one in results] == [
        "ok",
        403,
        403,
        "ok",
    ]


async def test_multicall_cannot_try_one_password_after_the_other(spoken: Spoken) -> None:
    guesses = [part("wp.getUsersBlogs", "admin", word) for word in ("a", "b", "admin-pass-1")]
    results = await spoken.call("system.multicall", guesses)
    assert [one["faultCode"] for one in results] == [403, 403, 403]


async def test_guesses_within_multicalls_are_counted(spoken: Spoken) -> None:
    for _ in range(FREE_OF_ACCOUNT + 1):
        await spoken.call("system.multicall", [part("wp.getUsersBlogs", "admin", "wrong")])
    (late,) = await spoken.call("system.multicall", [part("wp.getUsersBlogs", "admin", "admin-pass-1")])
    assert late["faultCode"] == 429


async def test_multicall_sees_what_its_earlier_calls_changed(spoken: Spoken) -> None:
    name = ("admin", "admin-pass-1")
    _, (found,) = await spoken.call(
        "system.multicall",
        [
            part("wp.setOptions", 1, *name, {"blog_title": "New"}),
            part("wp.getOptions", 1, *name, ["blog_title"]),
        ],
    )
    assert found["blog_title"]["value"] == "New"


async def test_more_calls_than_allowed_are_refused_together(spoken: Spoken) -> None:
    with pytest.raises(xmlrpc.client.Fault) as raised:
        await spoken.call("system.multicall", [part("demo.sayHello")] * (server.MAX_CALLS + 1))
    assert raised.value.faultCode == -32600


async def test_body_larger_than_allowed_is_refused(spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_BODY", 1000)
    with pytest.raises(xmlrpc.client.Fault, match="larger"):
        await spoken.call("demo.sayHello", "x" * 1000)


async def test_entities_are_not_read(spoken: Spoken) -> None:
    answer = await spoken.post(
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b"<methodCall><methodName>demo.sayHello</methodName></methodCall>"
    )
    assert "-32700" in answer.text


async def test_reading_by_get_is_refused_in_plain_text(spoken: Spoken) -> None:
    answer = await spoken.client.get("/xmlrpc.php")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.headers["content-type"].startswith("text/plain")


async def test_discovery_names_the_interfaces(spoken: Spoken) -> None:
    answer = await spoken.client.get("/xmlrpc.php?rsd")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    apis = root.findall(".//{*}api")
    names = [api.get("name") for api in apis]
    assert names == ["WordPress", "Movable Type", "MetaWeblog", "Blogger", "WP-API"]
    assert {api.get("apiLink") for api in apis[:-1]} == {"http://blog.test/xmlrpc.php"}
    assert apis[-1].get("apiLink") == "http://blog.test/wp-json/"


async def test_option_switches_methods_with_a_log_in_off(spoken: Spoken) -> None:
    await spoken.site.options.put("enable_xmlrpc", "0")
    body = xmlrpc.client.dumps(("admin", "admin-pass-1"), "wp.getUsersBlogs").encode()
    answer = await spoken.post(body)
    assert answer.status_code == 405
    assert await spoken.call("demo.sayHello") == "Hello!"


async def test_plugin_switches_xmlrpc_off(spoken: Spoken) -> None:
    spoken.site.hooks.add_filter(hooks.xmlrpc_enabled, lambda _enabled: False)
    assert await spoken.fault("admin", "wp.getPosts") == 405


async def test_plugin_takes_a_method_away(spoken: Spoken) -> None:
    spoken.site.hooks.add_filter(
        hooks.xmlrpc_methods, lambda names: tuple(name for name in names if name != "demo.sayHello")
    )
    with pytest.raises(xmlrpc.client.Fault) as raised:
        await spoken.call("demo.sayHello")
    assert raised.value.faultCode == -32601


async def test_failure_of_the_engine_tells_nothing(spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_ctx: object, _identity: int) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("engine.web.xmlrpc.methods.posts.existing", broken)
    body = xmlrpc.client.dumps((1, "admin", "admin-pass-1", 1), "wp.getPost").encode()
    answer = await spoken.post(body)
    assert answer.status_code == 500
    assert "secret" not in answer.text


async def test_application_password_logs_in(spoken: Spoken) -> None:
    blogs = await spoken.call("wp.getUsersBlogs", "edith", "abcd EFGH 1234 ijkl MNOP 5678")
    assert blogs[0]["isAdmin"] is False


async def test_option_is_cleaned_as_everywhere_and_shown_as_it_is_stored(spoken: Spoken) -> None:
    asked = {
        "blog_title": "Tide & <i>Rope</i>",
        "thumbnail_size_w": "12px",
        "date_format": "<b>Y</b>",
        "time_zone": "+2h",
    }
    shown = await spoken.as_user("admin", "wp.setOptions", asked)
    kept = {"blogname": "Tide &amp; &lt;i&gt;Rope&lt;/i&gt;", "thumbnail_size_w": "12", "date_format": "Y"}
    options = await spoken.site.options.current()
    assert {name: options.text(name) for name in kept} == kept
    assert options.text("gmt_offset") == "2"
    assert shown["blog_title"]["value"] == kept["blogname"]
    assert shown["thumbnail_size_w"]["value"] == 12
