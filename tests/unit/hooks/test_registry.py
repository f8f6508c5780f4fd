"""Actions and filters keep WordPress's order and survive a broken plugin."""

import anyio
import pytest

from engine.hooks import Action, ActionFamily, Filter, Registry

greeting: Filter[str, [int]] = Filter("test_greeting")
said: Action[[str]] = Action("test_said")


class Refusal(Exception):
    """An answer, not a failure."""


def applied(registry: Registry, value: str, number: int = 1) -> str:
    async def run() -> str:
        return await registry.apply(greeting, value, number)

    return anyio.run(run)


def test_filters_of_equal_priority_run_as_added() -> None:
    registry = Registry()
    for mark in "abc":
        registry.add(greeting.name, lambda value, _number, mark=mark: value + mark)
    assert applied(registry, "") == "abc"


def test_lower_priority_runs_first_whenever_added() -> None:
    registry = Registry()
    registry.add_filter(greeting, lambda value, _number: value + "late", 20)
    registry.add_filter(greeting, lambda value, _number: value + "early ", 5)
    assert applied(registry, "") == "early late"


def test_async_and_sync_callbacks_mix() -> None:
    registry = Registry()

    async def later(value: str, number: int) -> str:
        await anyio.lowlevel.checkpoint()
        return value * number

    registry.add_filter(greeting, later)
    registry.add_filter(greeting, lambda value, _number: value + "!")
    assert applied(registry, "ho", 2) == "hoho!"


def test_removed_callback_is_silent() -> None:
    registry = Registry()

    def shout(value: str, _number: int) -> str:
        return value.upper()

    registry.add_filter(greeting, shout, 7)
    assert not registry.remove(greeting, shout, 10)
    assert registry.remove(greeting, shout, 7)
    assert applied(registry, "quiet") == "quiet"
    assert not registry.has(greeting)


def test_broken_plugin_loses_all_its_callbacks_and_the_value_goes_on() -> None:
    registry = Registry()
    with registry.owned_by("plugins/broken"):
        registry.add_filter(greeting, lambda value, _number: value + str(1 // 0))
        registry.add_action(said, lambda _text: None)
    registry.add_filter(greeting, lambda value, _number: value + " world")
    assert applied(registry, "hello") == "hello world"
    assert [failure.owner for failure in registry.failures] == ["plugins/broken"]
    assert not registry.has(said)


def test_refusal_of_a_plugin_reaches_the_caller() -> None:
    registry = Registry(let_through=(Refusal,))

    def refuse(_value: str, _number: int) -> str:
        raise Refusal

    with registry.owned_by("plugins/strict"):
        registry.add_filter(greeting, refuse)
    with pytest.raises(Refusal):
        applied(registry, "hello")
    assert registry.failures == []


def test_error_of_the_engine_itself_is_not_swallowed() -> None:
    registry = Registry()
    registry.add_filter(greeting, lambda _value, _number: str(1 // 0))
    with pytest.raises(ZeroDivisionError):
        applied(registry, "hello")


def test_family_member_is_heard_under_its_own_name() -> None:
    saved: ActionFamily[[int]] = ActionFamily("test_save_{post_type}")
    registry = Registry()
    heard: list[int] = []
    registry.add("test_save_page", heard.append)

    async def run() -> None:
        await registry.do(saved.of(post_type="page"), 4)
        await registry.do(saved.of(post_type="post"), 5)

    anyio.run(run)
    assert heard == [4]
