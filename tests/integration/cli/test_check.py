from pathlib import Path

from tests.integration.cli.conftest import Tympan, execute, printed


def test_check_of_a_new_site_finds_all_in_order(tympan: Tympan, site: str) -> None:
    found = printed(tympan("check", "--json"))
    assert found["ok"]
    assert {finding["name"] for finding in found["findings"]} >= {
        "database",
        "tables",
        "uploads",
        "keys",
        "term counts",
    }
    assert site.rpartition("/")[2] in found["findings"][0]["detail"]


def test_check_tells_of_work_that_failed_or_waits_in_vain(tympan: Tympan, site: str) -> None:
    names = "(kind, arguments, due_at, error, added_at, failed_at)"
    execute(
        site,
        f"INSERT INTO wp_tympan_jobs {names} VALUES ('mail', '{{}}', 1, 'no', 1, 5)",  # noqa: S608 - our own text
        f"INSERT INTO wp_tympan_jobs {names} VALUES ('mail', '{{}}', 1, '', 1, 0)",  # noqa: S608 - as above
    )
    told = {finding["name"]: finding["detail"] for finding in printed(tympan("check", "--json"))["findings"]}
    assert "1 failed" in told["background work"]
    assert "nobody has done what is due" in told["background work"]
    assert "mail_host" in told["mail"]


def test_check_of_a_site_in_disorder_names_what_is_wrong(tympan: Tympan, site: str) -> None:
    execute(
        site,
        "UPDATE wp_term_taxonomy SET count = 7",
        "UPDATE wp_posts SET comment_count = 3 WHERE post_type = 'page'",
        "UPDATE wp_options SET option_value = 'nowhere' WHERE option_name = 'home'",
        "DROP TABLE wp_links",
    )
    Path("var/uploads").rmdir()
    done = tympan("check")
    assert done.exit_code == 1
    wrong = {line.split(":")[0][5:] for line in done.stdout.splitlines() if line.startswith("NOT")}
    assert wrong == {"term counts", "comment counts", "home address", "tables", "uploads"}
    assert "missing: wp_links" in done.stdout


def test_check_asks_for_the_folder_that_an_option_of_old_names(tympan: Tympan, site: str) -> None:
    execute(site, "UPDATE wp_options SET option_value = 'media/files' WHERE option_name = 'upload_path'")
    assert "NOT  uploads: the option upload_path says media/files" in tympan("check").stdout
    Path("media/files").mkdir(parents=True)
    assert tympan("check", "--uploads-dir", "media/files").exit_code == 0


def test_check_where_no_site_is_says_so(tympan: Tympan, database_url: str) -> None:
    done = tympan("check", "--database-url", database_url)
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
