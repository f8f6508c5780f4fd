"""What is read of a block theme's folder, and what is not."""

import json
from pathlib import Path

import pytest

from engine.theme.design import design_of
from engine.theme.loader import find


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    _write(tmp_path / "slate/style.css", "/*\nTheme Name: Slate\n*/")
    _write(
        tmp_path / "slate/theme.json",
        '{"customTemplates":[{"name":"wide","title":"Wide","postTypes":["page"]}]}',
    )
    _write(tmp_path / "slate/templates/index.html", "<!-- wp:post-content /-->")
    _write(tmp_path / "slate/templates/wide.html", "wide")
    _write(tmp_path / "slate/parts/header.html", "header")
    _write(tmp_path / "chalk/style.css", "/*\nTheme Name: Chalk\nTemplate: slate\n*/")
    _write(tmp_path / "chalk/templates/wide.html", "wider")
    return tmp_path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_child_theme_has_its_own_templates_before_its_parents(themes: Path) -> None:
    design = design_of(find([themes], "chalk"))

    assert {one.slug: one.content for one in design.templates} == {
        "wide": "wider", "index": "<!-- wp:post-content /-->"
    }  # fmt: skip
    assert design.is_block_theme


def test_template_is_described_by_theme_json(themes: Path) -> None:
    wide = next(one for one in design_of(find([themes], "slate")).templates if one.slug == "wide")

    assert (wide.title, wide.post_types) == ("Wide", ("page",))


def test_child_theme_says_no_more_than_what_differs_from_its_parent(themes: Path) -> None:
    _write(themes / "slate/theme.json", '{"version":3,"styles":{"color":{"text":"a","background":"b"}}}')
    _write(themes / "chalk/theme.json", '{"version":3,"styles":{"color":{"text":"c"}}}')

    assert json.loads(find([themes], "chalk").json())["styles"]["color"] == {"text": "c", "background": "b"}


def test_link_out_of_the_folder_is_not_followed(themes: Path) -> None:
    _write(themes / "secret.html", "secret")
    (themes / "slate/templates/leak.html").symlink_to(themes / "secret.html")
    (themes / "slate/patterns").symlink_to(themes)

    design = design_of(find([themes], "slate"))

    assert "leak" not in {one.slug for one in design.templates}
    assert design.patterns == ()


def test_php_of_a_pattern_is_not_run_but_its_texts_are_kept(themes: Path) -> None:
    _write(
        themes / "slate/patterns/hero.php",
        "<?php\n/**\n * Title: Hero\n * Slug: slate/hero\n * Categories: text, banner\n * Inserter: no\n */\n?>\n"
        "<!-- wp:paragraph --><p><?php esc_html_e( 'It\\'s here', 'slate' ); ?></p><?php system( 'id' ); ?>"
        "<!-- /wp:paragraph -->",
    )

    (hero,) = design_of(find([themes], "slate")).patterns

    assert hero.content.strip() == "<!-- wp:paragraph --><p>It&#039;s here</p><!-- /wp:paragraph -->"
    assert (hero.name, hero.categories, hero.inserter) == ("slate/hero", ("text", "banner"), False)


@pytest.mark.parametrize("text", ["[]", "not json", '"text"'])
def test_broken_json_is_passed_over(themes: Path, text: str) -> None:
    _write(themes / "slate/styles/dusk.json", text)
    _write(themes / "slate/theme.json", text)

    design = design_of(find([themes], "slate"))

    assert design.variations == {}
    assert len(design.templates) == 2
