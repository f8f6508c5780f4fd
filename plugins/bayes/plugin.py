"""Bayes: learns from every decision of the moderators which words speak for spam, and judges new comments by them.

Robinson's and Fisher's way of combining the evidence: the most telling words decide, a comment about which the words
say little is left alone, and nothing is judged before enough was learnt of both kinds. It keeps counts, and no word.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.plugin_api import (
    Comment,
    CommentDraft,
    Context,
    Registrations,
    Registry,
    hooks,
    strip_all_tags,
    tallies,
)

OWNER: Final = "bayes"
# After the engine's own rules, so that it can speak last.
PRIORITY: Final = 20

# So many comments of each kind must be known before anything is judged.
ENOUGH: Final = 5
SPAM_FROM: Final = 0.95
HELD_FROM: Final = 0.6

_MOST_WORDS: Final = 400
_TELLING: Final = 30
# A word seen rarely says little: as if it had been seen once before, and was as likely in spam as not.
_STRENGTH: Final = 1.0
_WORD: Final = re.compile(r"[^\W_][\w'’-]{1,39}")
_LINK: Final = re.compile(r"https?://([^/\s\"'<>]{1,100})", re.IGNORECASE)
# No word begins with a space.
_COMMENTS: Final = " comments"


@dataclass(frozen=True, slots=True)
class Seen:
    """In how many comments of each kind something was seen."""

    ham: int = 0
    spam: int = 0


def register(hooks_of_site: Registry, _registrations: Registrations) -> None:
    """Judge new comments, and learn from what becomes of them."""
    hooks_of_site.add_filter(hooks.comment_judged, judged, PRIORITY)
    hooks_of_site.add_action(hooks.comment_decided, learnt)


async def judged(status: str, draft: CommentDraft, ctx: Context) -> str:
    """What the words make of a comment that the site's own rules took for good, or held."""
    if status not in {"1", "0"} or draft.user:
        return status
    probability = await spamminess(
        ctx, words_of(draft.content, draft.author, draft.author_url, draft.author_email)
    )
    if probability >= SPAM_FROM:
        return "spam"
    return "0" if probability >= HELD_FROM else status


async def learnt(new: str, old: str, comment: Comment, ctx: Context) -> None:
    """Count the words of a comment for the kind that it is taken for, and no more for the other kind.

    A new one that is approved is taken for good until a moderator says otherwise; of what was caught by itself nothing
    is learnt, lest errors feed on themselves.
    """
    if new == "approved" or (new == "spam" and old != "new"):
        await _learn(ctx, comment, "spam" if new == "spam" else "ham")
    elif new == "unapproved" and old == "spam":
        await _learn(ctx, comment, "")


async def _learn(ctx: Context, comment: Comment, kind: str) -> None:
    """Take a comment for this kind, '' for none of them."""
    words = words_of(comment.content, comment.author, comment.author_url, comment.author_email)
    marks = {one: f"{one}  {comment.id}" for one in ("ham", "spam")}
    known = await tallies.read(ctx, OWNER, marks.values())
    for one, mark in marks.items():
        change = (one == kind) - (known[mark] > 0)
        if change:
            counted = {f"{one} {word}": change for word in (*words, _COMMENTS)}
            await tallies.add(ctx, OWNER, counted | {mark: change})


async def spamminess(ctx: Context, words: frozenset[str]) -> float:
    """How likely it is that these words are spam, from 0 to 1; a half where nothing can be said."""
    names = [f"{kind} {word}" for word in (*words, _COMMENTS) for kind in ("ham", "spam")]
    counts = await tallies.read(ctx, OWNER, names)
    total = _seen(counts, _COMMENTS)
    if total.ham < ENOUGH or total.spam < ENOUGH:
        return 0.5
    return combined([probability(_seen(counts, word), total) for word in words])


def _seen(counts: Mapping[str, int], word: str) -> Seen:
    return Seen(max(counts[f"ham {word}"], 0), max(counts[f"spam {word}"], 0))


def probability(word: Seen, total: Seen) -> float:
    """How much a word speaks for spam: a half for one that was never seen."""
    number = word.ham + word.spam
    if not number:
        return 0.5
    in_spam, in_ham = word.spam / total.spam, word.ham / total.ham
    raw = in_spam / (in_spam + in_ham)
    return (_STRENGTH * 0.5 + number * raw) / (_STRENGTH + number)


def combined(probabilities: list[float]) -> float:
    """The evidence of the most telling words together (Fisher's chi-square, both ways)."""
    telling = sorted(probabilities, key=lambda one: abs(one - 0.5), reverse=True)[:_TELLING]
    telling = [one for one in telling if abs(one - 0.5) > 0.1]
    if not telling:
        return 0.5
    degrees = 2 * len(telling)
    spam = 1 - _chi_square(-2 * sum(math.log(1 - one) for one in telling), degrees)
    ham = 1 - _chi_square(-2 * sum(math.log(one) for one in telling), degrees)
    return (1 + spam - ham) / 2


def _chi_square(value: float, degrees: int) -> float:
    """The chance of a sum at least as great; `degrees` is even."""
    half = value / 2
    term = total = math.exp(-half)
    for step in range(1, degrees // 2):
        term *= half / step
        total += term
    return min(total, 1.0)


def words_of(content: str, author: str, url: str, email: str) -> frozenset[str]:
    """What a comment is judged by: its words, the sites that it links to, and who it says to be from."""
    found = [word.lower() for word in _WORD.findall(strip_all_tags(content))]
    found += [f"link {host.lower()}" for host in _LINK.findall(f"{content} {url}")]
    found += [f"name {word.lower()}" for word in _WORD.findall(author)]
    found += [f"mail {email.rpartition('@')[2].lower()}"] if "@" in email else []
    found += ["links"] if content.lower().count("<a ") + content.lower().count("http") > 2 else []
    return frozenset(found[:_MOST_WORDS])
