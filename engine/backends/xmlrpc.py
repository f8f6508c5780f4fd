"""Calls to other sites by XML-RPC: a method, texts, and whether it went well."""

from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError
from xmlrpc.client import dumps

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from engine.backends.fetch import Ask, Fetch, Unreachable

_MOST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """The other site's refusal."""

    code: int
    message: str


async def call(fetch: Fetch, url: str, method: str, *texts: str) -> Fault | None:
    """Call a method with texts; None where it went well. Raises as `Fetch` does, and Unreachable for what is no answer."""
    body = dumps(texts, method).encode()
    answer = await fetch(
        Ask(url=url, method="POST", headers={"Content-Type": "text/xml"}, body=body, most=_MOST)
    )
    if not answer.ok:
        raise Unreachable(f"The other site answers with {answer.status}.")
    try:
        root = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreachable("The other site's answer is no XML-RPC.") from error
    if root.tag != "methodResponse":
        raise Unreachable("The other site's answer is no XML-RPC.")
    if root.find("fault") is None:
        return None
    told = {
        str(member.findtext("name")): "".join(value.itertext()).strip()
        for member in root.iterfind("fault/value/struct/member")
        if (value := member.find("value")) is not None
    }
    code = told.get("faultCode", "")
    return Fault(int(code) if code.lstrip("-").isdecimal() else 0, told.get("faultString", ""))
