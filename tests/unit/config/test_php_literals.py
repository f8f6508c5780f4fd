import pytest

from engine.config.php_literals import assignments
from tests.growth import is_linear


def constant(php: str) -> str | None:
    return assignments(f"<?php {php}", folder="/srv/site").constants.get("X")


@pytest.mark.parametrize(
    ("php", "value"),
    [
        ("define('X', 'v');", "v"),
        ('define("X", "v");', "v"),
        ("DEFINE ( 'X' , 'v' , true ) ;", "v"),
        ("\\define('X', 'v');", "v"),
        ("define('X', 'v')", "v"),
        ("const X = 'v';", "v"),
        ("define('X', 'it\\'s \\\\ \\n');", "it's \\ \\n"),
        (r'define("X", "a\n\x41\101\u{e9}\$\"\\\q");', 'a\nAAé$"\\\\q'),
        ('define("X", "caf\\xc3\\xa9");', "café"),
        ("define('X', 'a' . \"b\" . 3);", "ab3"),
        ("define('X', __DIR__ . '/wp-content');", "/srv/site/wp-content"),
        ("define('X', /* one */ 'v' # two\n); // three", "v"),
        ("?>text define('X', 'no');<?php define('X', 'v');", "v"),
        ("// ?><?php define('X', 'v');", "v"),
        ("#[Attribute]\nfunction f() {} define('X', 'v');", "v"),
        ("define('X', 'first'); define('X', 'second');", "first"),
        ("if ( ! defined('X') ) { define('X', 'v'); }", "v"),
        ("if ( ! defined('X') ) : define('X', 'v'); endif;", "v"),
        ("if (!defined('X')) define('X', 'v');", "v"),
        ("defined('X') or define('X', 'v');", "v"),
        ("defined('X') || define('X', 'v');", "v"),
        ("if ($a) { b(); } define('X', 'v');", "v"),
        ("if ($a): b(); endif; define('X', 'v');", "v"),
        ("if ($a) $b = $c ? d() : e(); define('X', 'v');", "v"),
        ("f(function () { return 1; }); define('X', 'v');", "v"),
        ("for ($i = 0; $i < 3; $i++) f(); define('X', 'v');", "v"),
        ("?><?PHP define('X', 'v');", "v"),
        ("$a = <<<EOT\ndefine('X', 'no'); $b\nEOTS\nEOT;\ndefine('X', 'v');", "v"),
        ("$a = <<<'EOT'\n it's {\n  EOT; define('X', 'v');", "v"),
        ("f(<<<\"E\"\nE, 1); define('X', 'v');", "v"),
        ("$a = `ls -l 'a\\`b'`; define('X', 'v');", "v"),
    ],
)
def test_constant_that_is_literal_and_certain_is_read(php: str, value: str) -> None:
    assert constant(php) == value


@pytest.mark.parametrize(
    "php",
    [
        "define('X', getenv('X'));",
        "define('X', getenv('X') ?: 'v');",
        "define('X', $_ENV['X']);",
        "define('X', Y);",
        "define('X', 'a' . Y);",
        "define('X', 'a' 'b');",
        "define('X', 'a' .);",
        "define('X', true);",
        "define('X', -1);",
        "define('X', 0x1f);",
        "define('X', 'v'",
        'define("X", "a$b");',
        'define("X", "a{$b}");',
        'define("X", "a${b}");',
        'define("X", "\\xff");',
        "define('X', 'caf\udce9');",
        "define('X', <<<E\nv\nE);",
        "define('X', `v`);",
        'define("X", "\\u{110000}");',
        "if ($staging) { define('X', 'v'); }",
        "if ($staging) define('X', 'v');",
        "if ($staging): define('Y', 'w'); define('X', 'v'); endif;",
        "if ($staging) { define('X', 'a'); } define('X', 'b');",
        "if ($a) {} else { define('X', 'v'); }",
        "if ($a) f(); else define('X', 'v');",
        "if (!defined('Y')) { define('X', 'v'); }",
        "if ($a) { if (!defined('X')) { define('X', 'v'); } }",
        "function f() { define('X', 'v'); }",
        "$a->define('X', 'v');",
        "A::define('X', 'v');",
        "/* define('X', 'v'); */",
        '$a = \'define("X", "v");\';',
        "return; define('X', 'v');",
        "exit; define('X', 'v');",
        "__halt_compiler(); define('X', 'v');",
    ],
)
def test_constant_that_is_computed_or_conditional_is_left_out(php: str) -> None:
    assert constant(php) is None


@pytest.mark.parametrize(
    ("php", "value"),
    [
        ("$table_prefix = 'wp_';", "wp_"),
        ("$table_prefix  = 'a_'; $table_prefix = 'b_';", "b_"),
        ("if ($x) { $table_prefix = 'a_'; } $table_prefix = 'b_';", "b_"),
        ("$table_prefix = 'b_'; if ($x) { $table_prefix = 'a_'; }", None),
        ("$table_prefix = 'b_'; $table_prefix .= 'c';", None),
        ("$table_prefix = getenv('P');", None),
        ("if ($table_prefix == 'x') { f(); }", None),
    ],
)
def test_variable_holds_its_last_certain_value(php: str, value: str | None) -> None:
    assert assignments(f"<?php {php}", folder="/").variables.get("table_prefix") == value


@pytest.mark.parametrize(
    "hostile",
    [
        "{;",
        "(",
        "$a=",
        "define('X',",
        "if(a)):",
        "'a'.",
        "<<<A\nA ",
        "`a",
        '"\\x41"',
        "a.",
        "/*a*/",
        "if (!defined('X')) {",
        "?><?php ",
    ],
)
def test_text_hostile_takes_linear_time(hostile: str) -> None:
    assert is_linear(
        lambda size: assignments("<?php " + hostile * (size // len(hostile)), folder="/"), 200_000
    )
