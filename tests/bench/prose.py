"""Text with the shapes of real posts: paragraphs, headings, lists, quotations, links and typographic traps."""

import random

_WORDS = [
    "harbour",
    "morning",
    "ladder",
    "quiet",
    "window",
    "gravel",
    "orchard",
    "winter",
    "letter",
    "signal",
    "basket",
    "corner",
    "thunder",
    "velvet",
    "compass",
    "lantern",
    "meadow",
    "river",
    "pocket",
    "story",
    "copper",
    "garden",
    "market",
    "bridge",
    "silver",
    "distant",
    "narrow",
    "hidden",
    "simple",
    "honest",
    "patient",
    "yellow",
    "broken",
    "early",
    "heavy",
    "gentle",
    "open",
    "sudden",
    "careful",
    "bright",
    "follows",
    "carries",
    "turns",
    "keeps",
    "leaves",
    "answers",
    "measures",
    "gathers",
    "mends",
    "opens",
    "counts",
    "forgets",
    "borrows",
    "listens",
    "waits",
    "under",
    "beside",
    "beyond",
    "against",
    "without",
    "between",
    "before",
    "after",
    "because",
    "although",
    "while",
    "when",
    "where",
    "never",
    "always",
    "often",
    "almost",
    "nearly",
    "quite",
    "rather",
    "very",
    "the",
    "the",
    "the",
    "a",
    "a",
    "of",
    "of",
    "and",
    "and",
    "to",
    "in",
    "on",
    "with",
    "from",
    "by",
    "at",
    "as",
    "it",
    "its",
    "their",
    "our",
    "this",
    "that",
    "these",
    "which",
    "who",
    "one",
    "two",
    "three",
    "many",
    "few",
]
_BARE = [word for word in _WORDS if len(word) > 4]


class Prose:
    """Sentences drawn with the given dice."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def title(self) -> str:
        return " ".join(self._dice.choices(_BARE, k=self._dice.randint(2, 5))).capitalize()

    def sentence(self) -> str:
        words = self._dice.choices(_WORDS, k=self._dice.randint(7, 18))
        if self._dice.random() < 0.2:
            words[3] = self._dice.choice(
                [f'"{words[3]}"', f"{words[3]}'s", f"{words[3]} --", "don't", "9'6\""]
            )
        return " ".join(words).capitalize() + self._dice.choice([".", ".", ".", "...", "?", "!"])

    def paragraph(self) -> str:
        sentences = [self.sentence() for _ in range(self._dice.randint(3, 8))]
        if self._dice.random() < 0.4:
            word = self._dice.choice(_BARE)
            sentences.append(f'See <a href="https://example.org/{word}">the {word}</a> and <em>{word}</em>.')
        return " ".join(sentences)

    def remark(self) -> str:
        return "\n\n".join(self.sentence() for _ in range(self._dice.randint(1, 4)))

    def blocks(self) -> str:
        """A post as the block editor saves it."""
        parts = [
            self._block("paragraph", f"<p>{self.paragraph()}</p>") for _ in range(self._dice.randint(3, 7))
        ]
        parts.insert(2, self._heading())
        parts.insert(4, self._list())
        if self._dice.random() < 0.5:
            inner = self._block("paragraph", f"<p>{self.sentence()}</p>")
            parts.append(self._block("quote", f'<blockquote class="wp-block-quote">{inner}</blockquote>'))
        return "\n\n".join(parts)

    def classic(self) -> str:
        """A post as the classic editor saves it: blank lines, and few tags."""
        parts = [self.paragraph() for _ in range(self._dice.randint(3, 7))]
        parts.insert(1, "<!--more-->")
        parts.insert(3, f"<h2>{self.title()}</h2>")
        parts.append(f"<blockquote>{self.sentence()}</blockquote>")
        items = "\n".join(f"\t<li>{self.sentence()}</li>" for _ in range(4))
        return "\n\n".join([*parts, f"<ul>\n{items}\n</ul>"])

    def _heading(self) -> str:
        return self._block("heading", f"<h2>{self.title()}</h2>")

    def _list(self) -> str:
        items = "".join(self._block("list-item", f"<li>{self.sentence()}</li>") for _ in range(4))
        return self._block("list", f"<ul>{items}</ul>")

    @staticmethod
    def _block(name: str, html: str) -> str:
        return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->"
