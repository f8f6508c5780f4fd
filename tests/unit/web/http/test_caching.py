"""Whether a client has what would be sent."""

from datetime import datetime

import pytest
from starlette.requests import Request

from engine.web.http.caching import is_unchanged, validators

STATE = validators(datetime(2025, 10, 23, 13, 29, 6))  # noqa: DTZ001 - the columns are naive


def asking(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": named})


def test_validators_are_those_of_wordpress() -> None:
    assert STATE["Last-Modified"] == "Thu, 23 Oct 2025 13:29:06 GMT"
    assert STATE["ETag"] == '"8eb092ebad4ff987c125d0c46294857e"'


@pytest.mark.parametrize(
    ("headers", "unchanged"),
    [
        ({}, False),
        ({"if_none_match": STATE["ETag"]}, True),
        ({"if_none_match": '"other"'}, False),
        ({"if_modified_since": STATE["Last-Modified"]}, True),
        ({"if_modified_since": "Thu, 23 Oct 2025 13:29:05 GMT"}, False),
        ({"if_modified_since": "nonsense"}, False),
        ({"if_none_match": '"other"', "if_modified_since": STATE["Last-Modified"]}, False),
    ],
    ids=["nothing", "tag", "other tag", "date", "older", "nonsense", "both must agree"],
)
def test_client_that_has_this_state_is_recognised(headers: dict[str, str], unchanged: bool) -> None:
    assert is_unchanged(asking(**headers), STATE) is unchanged
