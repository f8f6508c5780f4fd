"""Loaded by schemathesis: what counts as a failure of ours.

WordPress answers 500 to some wrong input, and so do we, with its codes; a failure that nobody foresaw has this one.
"""

from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, Response


@schemathesis.check
def nothing_fails_unforeseen(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """No answer is that of an exception."""
    del ctx, case
    assert b'"internal_server_error"' not in response.content, "the server failed"
    assert response.status_code not in {502, 504}, "the server was not there"
