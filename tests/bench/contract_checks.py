"""Loaded by schemathesis: what counts as a failure of ours.

WordPress answers 500 to some wrong input, and so do we, with its codes; a failure that nobody foresaw has this one.
"""

from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, Response
from schemathesis.openapi.checks import JsonSchemaError


@schemathesis.check
def nothing_fails_unforeseen(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """No answer is that of an exception."""
    del ctx, case
    assert b'"internal_server_error"' not in response.content, "the server failed"
    assert response.status_code not in {502, 504}, "the server was not there"


def _told(self: JsonSchemaError) -> str:
    """Its own words break off where the place in the schema is a list."""
    try:
        return _in_its_words(self)
    except AssertionError:
        return f"{self._raw_message} at {list(self.schema_path)}"


_in_its_words = JsonSchemaError._render_message
JsonSchemaError._render_message = _told  # type: ignore[method-assign]
