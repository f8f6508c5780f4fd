"""A sheet that collects rules while blocks are rendered and is written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.content.styles.declarations import clean, to_css

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.content.styles.declarations import Declarations


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for a selector, inside of an at-rule (`group`) where one is given."""

    selector: str
    declarations: Declarations
    group: str = ""
    important: bool = False


@dataclass(slots=True)
class _Collected:
    selector: str
    group: str
    declarations: dict[str, str] = field(default_factory=dict)
    important: set[str] = field(default_factory=set)

    def css(self) -> str:
        text = to_css(self.declarations, important=frozenset(self.important))
        rule = f"{self.selector}{{{text}}}" if text else ""
        return f"{self.group}{{{rule}}}" if rule and self.group else rule


class Stylesheet:
    """Rules by selector in the order of their first appearance; later declarations join the earlier rule."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], _Collected] = {}

    def add(self, rules: Iterable[Rule]) -> bool:
        """Collect rules; says whether they come to any CSS."""
        added = [self._add(rule) for rule in rules]
        return any(added)

    def _add(self, rule: Rule) -> bool:
        if not rule.selector or not rule.declarations:
            return False
        key = (rule.group, rule.selector)
        collected = self._rules.setdefault(key, _Collected(rule.selector, rule.group))
        cleaned = clean(rule.declarations)
        collected.declarations.update(cleaned)
        if rule.important:
            collected.important.update(cleaned)
        else:
            collected.important.difference_update(cleaned)
        return bool(to_css(cleaned))

    def join(self, other: Stylesheet) -> None:
        """Collect what `other` has collected, too."""
        for key, rule in other._rules.items():
            own = self._rules.setdefault(key, _Collected(rule.selector, rule.group))
            own.declarations.update(rule.declarations)
            own.important = (own.important - rule.declarations.keys()) | rule.important

    def css(self) -> str:
        """The sheet; rules outside of at-rules that declare the same share one block."""
        by_content: dict[tuple[tuple[str, str], ...], list[_Collected]] = {}
        for collected in self._rules.values():
            if not collected.group:
                by_content.setdefault(tuple(sorted(collected.declarations.items())), []).append(collected)
        alike = {id(rule): rules for rules in by_content.values() if len(rules) > 1 for rule in rules}
        single = [rule.css() for rule in self._rules.values() if id(rule) not in alike]
        shared = {id(rules): _shared(rules) for rules in alike.values()}
        return "".join([*single, *shared.values()])


def _shared(rules: list[_Collected]) -> str:
    joined = _Collected(
        ",".join(rule.selector for rule in rules), "", rules[0].declarations, rules[0].important
    )
    return joined.css()
