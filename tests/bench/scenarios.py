"""What is asked of every contestant."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.content import ADMINISTRATOR, APPLICATION_PASSWORD, Content

_POSTS = "/wp-json/wp/v2/posts"
_COMMENTS = "/wp-json/wp/v2/comments"
_ITEMS = 40  # different posts, so that no single answer is asked for all the time


@dataclass(frozen=True, slots=True)
class Scenario:
    """Requests of one kind. {run} and {n} in the body are numbers that make each one different."""

    name: str
    paths: tuple[str, ...]
    method: str = "GET"
    status: int = 200
    authorization: str = ""
    body: str = ""

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def scenarios(content: Content) -> tuple[Scenario, ...]:
    step = max(1, len(content.post_ids) // _ITEMS)
    ids = content.post_ids[::step]
    return (
        Scenario("REST posts, 10", (_POSTS,)),
        Scenario("REST posts, 100", (f"{_POSTS}?per_page=100",)),
        Scenario("REST post", tuple(f"{_POSTS}/{number}" for number in ids)),
        Scenario("REST comments", (_COMMENTS,)),
        Scenario("home page", ("/",)),
        Scenario("single page", content.post_paths[::step]),
        Scenario("debated page", content.debated_paths),
        _create_post(),
        _create_comment(ids),
    )


def _create_post() -> Scenario:
    text = "<!-- wp:paragraph -->\n<p>Measured {run}-{n}.</p>\n<!-- /wp:paragraph -->"
    body = {"title": "Bench {run}-{n}", "content": text, "status": "publish"}
    return _create("create post", _POSTS, body)


def _create_comment(ids: Sequence[int]) -> Scenario:
    """An administrator's comment, for a guest may write one in fifteen seconds."""
    return _create("create comment", _COMMENTS, {"post": ids[0], "content": "Remark {run}-{n}"})


def _create(name: str, path: str, body: Mapping[str, str | int]) -> Scenario:
    credentials = b64encode(f"{ADMINISTRATOR}:{APPLICATION_PASSWORD}".encode()).decode()
    return Scenario(name, (path,), "POST", 201, f"Basic {credentials}", json.dumps(body))
