"""IP addresses that no longer lead to anybody."""

import re
from ipaddress import IPv6Address, ip_address
from typing import Final

_NOWHERE: Final = "0.0.0.0"  # noqa: S104 - what stands for an address that is none
_BRACKETED: Final = re.compile(r"\[([^\]]*)\](?::\d+)?")
_WITH_PORT: Final = re.compile(r"(\d+\.\d+\.\d+\.\d+):\d+")


def anonymized(text: str) -> str:
    """An address without what tells one machine of a network from another (wp_privacy_anonymize_ip)."""
    found = _BRACKETED.fullmatch(text.strip()) or _WITH_PORT.fullmatch(text.strip())
    bare = (found[1] if found else text.strip()).partition("%")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return "::" if text.count(":") > 1 else _NOWHERE
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return f"::ffff:{anonymized(str(address.ipv4_mapped))}"
        return str(IPv6Address(int(address) >> 64 << 64))
    return f"{str(address).rpartition('.')[0]}.0"
