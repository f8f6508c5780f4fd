"""Calls are read as WordPress reads them, and nothing but plain XML is taken."""

import xmlrpc.client
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from engine.web.xmlrpc import codec
from engine.web.xmlrpc.codec import MethodCall, NoCall, NotWellFormed, Stamp, Value


def call(*values: str) -> bytes:
    params = "".join(f"<param><value>{one}</value></param>" for one in values)
    return f"<methodCall><methodName>a.b</methodName><params>{params}</params></methodCall>".encode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<int>-7</int>", -7),
        ("<i4>7</i4>", 7),
        ("<boolean>0</boolean>", False),
        ("<double>1.5</double>", 1.5),
        ("<string> a &amp; b </string>", "a & b"),
        (" 8 ", " 8 "),
        ("<dateTime.iso8601>20240101T00:00:00</dateTime.iso8601>", Stamp("20240101T00:00:00")),
        ("<base64>YQ==</base64>", b"a"),
        ("<array><data><value><int>1</int></value></data></array>", [1]),
        ("<struct><member><name>n</name><value>v</value></member></struct>", {"n": "v"}),
    ],
)
def test_value_of_each_type_is_read(written: str, read: Value) -> None:
    assert codec.decode(call(written)).params == (read,)


def test_value_that_is_empty_is_left_out() -> None:
    assert codec.decode(call("", "<int>1</int>")).params == (1,)


def test_call_of_the_standard_client_is_read() -> None:
    moment = xmlrpc.client.DateTime(datetime(2024, 2, 1, 9, 5, 7))  # noqa: DTZ001 - the wire has no zone
    sent = xmlrpc.client.dumps((1, "é", True, [moment, {"a": b"\0"}]), "wp.x")
    assert codec.decode(sent.encode()) == MethodCall(
        "wp.x", (1, "é", True, [Stamp("20240201T09:05:07"), {"a": b"\0"}])
    )


@pytest.mark.parametrize(
    "hostile",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "1">]>' + call("&a;"),
        b'<!DOCTYPE methodCall SYSTEM "file:///etc/passwd">' + call("x"),
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>' + call("&c;"),
        call("&undeclared;"),
        call("<array><data><value>" * 65 + "</value></data></array>" * 65),
        call("<int/>" * 61_000),
        b"",
        b"garbage",
        b"<methodCall>",
        call("x") + b"more",
        b"\xff" + call("x"),
    ],
    ids=[
        "entity",
        "external",
        "bomb",
        "undeclared",
        "deep",
        "many",
        "empty",
        "garbage",
        "open",
        "trailing",
        "bytes",
    ],
)
def test_anything_else_is_not_well_formed(hostile: bytes) -> None:
    with pytest.raises(NotWellFormed):
        codec.decode(hostile)


def test_response_instead_of_call_is_no_call() -> None:
    with pytest.raises(NoCall):
        codec.decode(b"<methodResponse><params></params></methodResponse>")


@pytest.mark.parametrize(
    "value",
    [1, True, 1.5, 'a <b> & "c"', [1, "x", []], {"a": {"b": [False]}}, "日本 🙂"],
)
def test_answer_read_by_the_standard_client_is_the_value(value: Value) -> None:
    (found,), _ = xmlrpc.client.loads(codec.response(value).decode())
    assert found == value


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    assert ET.fromstring(codec.response("a\x00\x0b\ud800b")).findtext(".//string") == "ab"  # noqa: S314 - our own


def test_struct_whose_names_count_up_is_an_array() -> None:
    assert b"<array>" in codec.response({"0": 1, "1": 2})
    assert b"<array>" in codec.response({})


def test_fault_read_by_the_standard_client_is_raised() -> None:
    with pytest.raises(xmlrpc.client.Fault, match="no <post>") as raised:
        xmlrpc.client.loads(codec.refusal(404, "no <post>").decode())
    assert raised.value.faultCode == 404
