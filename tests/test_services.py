import pytest

from tests import services

ONE_TEST = "import pytest\n@pytest.mark.redis\ndef test_needs_redis(): pass"


@pytest.fixture(autouse=True)
def no_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = services.Service("Redis", "redis", "redis_url", lambda: "no answer")
    monkeypatch.setattr(services, "_BY_MARKER", {"redis": absent})
    monkeypatch.delenv("CI", raising=False)


def test_missing_service_is_skipped_and_named(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ONE_TEST)
    result = pytester.runpytest_inprocess("-p", "tests.services", "-p", "no:randomly")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(
        ["*left out for want of a service*", "Redis: no answer: 1 tests", "*::test_needs_redis"]
    )


def test_missing_service_in_ci_is_an_error(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(ONE_TEST)
    result = pytester.runpytest_inprocess("-p", "tests.services", "-p", "no:randomly")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*left out for want of a service*", "Redis: no answer: 1 tests"])


async def test_database_url_names_an_empty_database(database_url: str) -> None:
    assert database_url.startswith(("sqlite:////", "mysql://", "postgres://"))
