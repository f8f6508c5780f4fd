from collections.abc import Callable

from engine.content.remembering import LARGEST, LIMIT, remembering

SIZE = LARGEST // 2


def counting() -> tuple[list[str], Callable[..., str]]:
    asked: list[str] = []

    @remembering
    def doubled(text: str, suffix: str = "", *, prefix: str = "") -> str:
        asked.append(text)
        return prefix + text + text + suffix

    return asked, doubled


def test_result_asked_again_is_not_made_again() -> None:
    asked, doubled = counting()
    assert [doubled("a"), doubled("a")] == ["aa", "aa"]
    assert asked == ["a"]


def test_result_with_other_arguments_is_another() -> None:
    _, doubled = counting()
    assert [doubled("a", "!"), doubled("a"), doubled("a", prefix="!")] == ["aa!", "aa", "!aa"]


def test_texts_beyond_the_limit_push_out_the_least_lately_asked() -> None:
    asked, doubled = counting()
    texts = [f"{number:{SIZE}}" for number in range(LIMIT // SIZE + 1)]
    for text in texts[:-1]:
        doubled(text)
    doubled(texts[0])
    doubled(texts[-1])
    asked.clear()
    doubled(texts[0])
    doubled(texts[1])
    assert asked == [texts[1]]


def test_text_too_large_is_not_held() -> None:
    asked, doubled = counting()
    doubled("x" * (LARGEST + 1))
    doubled("x" * (LARGEST + 1))
    assert len(asked) == 2
