import pytest

from engine.content.slugs import sanitize_html_class, sanitize_key, sanitize_title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée & tea", "creme-brulee-tea"),
        ("a — b/c 5×5 ©", "a-b-c-5x5"),
        ("日本", "%e6%97%a5%e6%9c%ac"),
        ("<b>a</b> 100% %41", "a-100-%41"),
        ("日" * 30, "%e6%97%a5" * 22),
    ],
)
def test_sanitize_title_makes_a_slug(title: str, slug: str) -> None:
    assert sanitize_title(title) == slug


def test_sanitize_title_follows_the_locale() -> None:
    assert sanitize_title("Übergröße", locale="de_DE") == "uebergroesse"


def test_sanitize_title_of_nothing_is_the_fallback() -> None:
    assert sanitize_title("!?", "other") == "other"


def test_keys_and_classes_keep_plain_characters() -> None:
    assert sanitize_key("A b-C_é!") == "ab-c_"
    assert sanitize_html_class("%41 é", "a b") == "ab"
