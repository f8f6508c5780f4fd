"""Lists without an end are the same on each database."""

from pathlib import Path

from tests.integration.xmlrpc.conftest import speaking


async def test_lists_of_everything_are_given_by_each_database(database_url: str, tmp_path: Path) -> None:
    async with speaking(database_url, tmp_path) as spoken:
        authors = await spoken.as_user("admin", "wp.getAuthors")
        users = await spoken.as_user("admin", "wp.getUsers", {"number": 0}, ["username"])
        assert [one["user_login"] for one in authors] == [one["username"] for one in users]
        assert len(authors) == 5
        assert len(await spoken.as_user("admin", "wp.getPages", -1)) == 11
        assert len(await spoken.as_user("admin", "wp.getMediaLibrary")) == 6
        assert len(await spoken.as_user("admin", "wp.getComments", {"number": 0})) > 5
        assert len(await spoken.as_user("admin", "wp.getTerms", "category")) > 3
