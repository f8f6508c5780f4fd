"""`tympan jobs` and `tympan worker`."""

import pytest

from tests.integration.cli.conftest import Tympan, execute, printed


def add_mail(url: str, number: int) -> None:
    arguments = f'{{"to":"a{number}@example.org","subject":"s","text":"t"}}'
    execute(
        url,
        "INSERT INTO wp_tympan_jobs (kind, arguments, due_at, error, added_at) "  # noqa: S608 - our own text
        f"VALUES ('mail', '{arguments}', 1, '', 1)",
    )


def test_worker_until_idle_does_what_is_due_and_failures_are_listed(tympan: Tympan, site: str) -> None:
    add_mail(site, 1)
    assert tympan("worker", "--until-idle").exit_code == 0

    (failed,) = printed(tympan("jobs", "list", "--failed", "--json"))

    assert (failed["kind"], failed["state"], failed["attempts"]) == ("mail", "failed", 1)
    assert "mail_host" in failed["error"]


@pytest.mark.usefixtures("site")
def test_jobs_of_what_recurs_wait(tympan: Tympan) -> None:
    assert tympan("worker", "--until-idle").exit_code == 0

    assert {job["state"] for job in printed(tympan("jobs", "list", "--json"))} == {"waiting"}


def test_failed_jobs_are_retried_and_discarded(tympan: Tympan, site: str) -> None:
    add_mail(site, 1)
    add_mail(site, 2)
    tympan("worker", "--until-idle")
    first, second = (str(job["id"]) for job in printed(tympan("jobs", "list", "--failed", "--json")))

    assert printed(tympan("jobs", "retry", first, "--json")) == {"retried": 1}
    assert printed(tympan("jobs", "discard", "--all", "--json")) == {"discarded": 1}

    left = printed(tympan("jobs", "list", "--kind", "mail", "--json"))
    assert [(str(job["id"]), job["state"]) for job in left] == [(first, "due")]
    assert second != first


@pytest.mark.parametrize(
    ("arguments", "code"), [(("retry",), 2), (("retry", "1", "--all"), 2), (("discard", "999"), 1)]
)
@pytest.mark.usefixtures("site")
def test_jobs_that_are_not_named_are_wrong_usage(
    tympan: Tympan, arguments: tuple[str, ...], code: int
) -> None:
    assert tympan("jobs", *arguments).exit_code == code
