"""PHP in patterns is data: what it would write is read, what it would do is not done."""

import pytest

from engine.theme.php_output import Surroundings, returned, written

AROUND = Surroundings(
    stylesheet_uri="/themes/chalk",
    template_uri="/themes/slate",
    translate=lambda message, context, domain: {("Cat", "animal", "slate"): "Katze"}.get(
        (message, context, domain), message
    ),
    file_uri=lambda path: f"/themes/chalk/{path}",
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("<?php echo 'a' . \"b\"; ?>", "ab"),
        ("<?= 'a', 1 ?>", "a1"),
        ("<?php esc_html_e( 'Tom & \"Jo\"', 'slate' ); ?>", "Tom &amp; &quot;Jo&quot;"),
        ("<?php echo esc_html_x( 'Cat', 'animal', 'slate' ) ?>", "Katze"),
        ("<?php _e( 'Cat', 'slate' ) ?>", "Cat"),
        ("<?php printf( /* Translators: a link */ esc_html__( 'By %s%%', 'x' ), '<b>' . __( 'us' ) . '</b>' )\n?>", "By <b>us</b>%"),
        ("<?php echo sprintf( '%2$s-%1$s', 'a', 'b' ); ?>", "b-a"),
        ("<?php echo esc_url( get_template_directory_uri() ); ?>/x.png", "/themes/slate/x.png"),
        ("<?php echo esc_url( get_theme_file_uri( 'a/b.png' ) ); ?>", "/themes/chalk/a/b.png"),
        ("<?php echo wp_kses_post( '<em>x</em><script>y</script>' ); ?>", "<em>x</em>y"),
        ("<?php echo 'first'; ?>\nsecond", "firstsecond"),
    ],
)  # fmt: skip
def test_output_is_read(code: str, text: str) -> None:
    assert written(code, AROUND) == text


@pytest.mark.parametrize(
    "code",
    [
        "system( 'id' );",
        "echo system( 'id' );",
        "echo 'a' . $b;",
        "if ( is_home() ) { foo(); echo 'a'; }",
        "function x() { echo 'a'; return 'b'; }",
        "printf( '%s and %s', 'one' );",
        "echo 'never ended",
        "echo <<<X\na\nX;",
        "echo " + "(" * 200 + "'a'" + ")" * 200 + ";",
    ],
)
def test_what_is_computed_writes_nothing(code: str) -> None:
    assert written(f"<?php {code} ?>", AROUND) == ""


def test_what_is_computed_leaves_the_rest() -> None:
    assert written("<?php foo( 1 ); echo 'a'; $b = 2; echo 'c'; ?>", AROUND) == "ac"


def test_array_that_a_file_returns_is_read_as_far_as_it_is_known() -> None:
    text = """<?php
    /** A header. */
    return array(
        'title'    => __( 'A bird', 'slate' ),
        'computed' => strrev( array( 'a', 'b' ), $more ),
        'inserter' => false,
        'categories' => [ 'header', 'footer', ],
        'sizes' => 1 + 2,
        'content'  => '<img src="' . esc_url( get_template_directory_uri() ) . '/bird.png">',
    );"""
    assert returned(text, Surroundings(template_uri="/themes/slate")) == {
        "title": "A bird",
        "inserter": False,
        "categories": ("header", "footer"),
        "content": '<img src="/themes/slate/bird.png">',
    }


@pytest.mark.parametrize(
    "text",
    [
        "", "<?php", "<?php return;", "<?php return 1;", "<?php return array(", "<?php return array( 'a' );",
        "<?php return [ 'a' => ];", "<?php return [" + "'a' => [" * 50, "<?php exit; 'a' => 'b'",
    ],
)  # fmt: skip
def test_file_that_returns_no_array_of_texts_says_nothing(text: str) -> None:
    assert returned(text, Surroundings()) == {}
