"""What can be wrong with a theme."""


class MissingTheme(Exception):
    """There is no theme of this slug, or its parent is missing."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"there is no theme {slug!r} here")
        self.slug = slug


class TemplateFailure(Exception):
    """A template could not be rendered; `place` names file and line, for the administrator."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason
