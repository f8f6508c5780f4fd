"""Parts of a template belong to a theme, and patterns stand where they are named."""

from engine.content.blocks.templates import with_patterns, with_theme, without_theme
from engine.model.designs import Pattern

GROUP = "<!-- wp:group --><div>{}</div><!-- /wp:group -->"
PART = '<!-- wp:template-part {"slug":"header"} /-->'
OWNED = '<!-- wp:template-part {"slug":"header","theme":"slate"} /-->'


def named(slug: str) -> str:
    return f'<!-- wp:pattern {{"slug":"{slug}"}} /-->'


def patterns(**contents: str) -> dict[str, Pattern]:
    return {name: Pattern(name=name, title=name, content=content) for name, content in contents.items()}


def test_part_within_other_blocks_becomes_the_themes() -> None:
    assert with_theme(GROUP.format(PART), "slate") == GROUP.format(OWNED)


def test_part_of_another_theme_stays_its_own() -> None:
    assert with_theme(OWNED, "granite") == OWNED


def test_template_that_leaves_has_parts_of_no_theme() -> None:
    assert without_theme(GROUP.format(OWNED)) == GROUP.format(PART)


def test_pattern_takes_the_place_of_its_name_also_within_another() -> None:
    known = patterns(outer=f"<p>1</p>{named('inner')}", inner="<p>2</p>")

    assert with_patterns(GROUP.format(named("outer")), known) == GROUP.format("<p>1</p><p>2</p>")


def test_pattern_that_nobody_knows_stays_named() -> None:
    assert with_patterns(named("gone"), {}) == named("gone")


def test_pattern_never_stands_in_itself() -> None:
    known = patterns(a=f"<p>a</p>{named('b')}", b=f"<p>b</p>{named('a')}")

    assert with_patterns(named("a"), known) == f"<p>a</p><p>b</p>{named('a')}"
