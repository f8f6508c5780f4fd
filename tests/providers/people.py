"""Who can be logged in as, and what may go wrong on the way: one button each on every network's page of consent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An account on every network."""

    id: str
    username: str
    name: str
    email: str

    def get_user_id(self) -> str:
        return self.id


# Ids beyond 2^53, as X has them.
PEOPLE = {
    one.username: one
    for one in (
        Person("9007199254740993", "robin", "Robin Reader", "robin@example.com"),
        Person("9007199254740995", "kit", "Kit Reader", ""),
        Person("9007199254740997", "sly", "<b>Sly</b> \"Reader'", "editor@example.org"),
    )
}

# What the networks do wrong when they are asked to, and how the button is called.
FAULTS = {
    "expired": "as Robin, but the code expires",
    "limited": "as Robin, but the network is busy",
    "broken": "as Robin, but the network fails",
    "garbled": "as Robin, but the answer is garbled",
}
# Faults of OpenID providers alone.
OPENID_FAULTS = {
    "nonce": "as Robin, with another nonce",
    "unsigned": "as Robin, with no signature",
    "forged": "as Robin, signed by a key within the token",
    "audience": "as Robin, for another application",
    "issuer": "as Robin, answered by another issuer",
    "subject": "as Robin, then as somebody else",
}
