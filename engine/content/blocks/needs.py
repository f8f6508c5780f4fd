"""What blocks ask of the site: questions as values, answered in one batch between two renderings.

A renderer asks `Data` and gets the empty answer where the question is new; the domain answers all new questions
together and the text is rendered again. So rendering itself does no I/O, and text without dynamic blocks is
rendered once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

AnswerT = TypeVar("AnswerT")
AnswerT_co = TypeVar("AnswerT_co", covariant=True)


@dataclass(frozen=True)
class Need(Generic[AnswerT_co]):
    """A question; its class says which loader answers it."""

    def empty(self) -> AnswerT_co:
        """The answer as long as nothing is known."""
        raise NotImplementedError


class Data:
    """The answers so far, and the questions that came up without one."""

    def __init__(self, answers: Mapping[Need[object], object] | None = None) -> None:
        self._answers = dict(answers or {})
        self.missing: dict[Need[object], None] = {}
        self.asked = 0
        """How often it was asked, whether there was an answer or not."""

    def ask(self, need: Need[AnswerT]) -> AnswerT:
        """The answer, empty where it has yet to be loaded."""
        self.asked += 1
        question: Need[object] = need
        if question in self._answers:
            return cast("AnswerT", self._answers[question])
        self.missing[question] = None
        return need.empty()

    def with_answers(self, answers: Mapping[Need[object], object]) -> Data:
        """The same data with more answers and no open question."""
        return Data({**self._answers, **answers})
