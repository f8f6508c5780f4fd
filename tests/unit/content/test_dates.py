import pytest

from engine.content.calendar import civil_from_days, days_from_civil, is_date
from engine.content.date_format import format_date
from engine.content.dates import date_from_gmt, gmt_from_date, human_time_diff, parse_date
from engine.content.timezones import site_zone, zone

OSLO = site_zone("Europe/Oslo")


@pytest.mark.parametrize(
    ("text", "timestamp"),
    [
        ("2024-02-01 10:11:12", 1706778672),
        ("2024-02-01T10:11:12Z", 1706782272),
        ("20240201T10:11:12+0100", 1706778672),
        ("Thu, 01 Feb 2024 10:11:12 +0000", 1706782272),
        ("@12", 12),
        ("2024-02-30", 1709247600),
    ],
)
def test_parse_date_reads_the_forms_of_clients(text: str, timestamp: int) -> None:
    moment = parse_date(text, OSLO)
    assert moment is not None
    assert moment.timestamp == timestamp


@pytest.mark.parametrize(
    "text", ["", "x", "2024-13-01", "2024-01-32", "2024-01-01 25:00", "1 Foo 2024", "9" * 99]
)
def test_parse_date_of_no_date_is_none(text: str) -> None:
    assert parse_date(text, OSLO) is None


@pytest.mark.parametrize(
    ("local", "gmt"),
    [
        ("2024-03-31 02:30:00", "2024-03-31 01:30:00"),
        ("2024-10-27 02:30:00", "2024-10-27 00:30:00"),
        ("9999-12-31 23:59:59", "9999-12-31 22:59:59"),
        ("0000-00-00 00:00:00", "-0001-11-29 23:17:00"),
    ],
)
def test_gmt_from_date_knows_summer_time_and_odd_years(local: str, gmt: str) -> None:
    assert gmt_from_date(local, OSLO) == gmt


def test_date_from_gmt_of_no_date_is_the_epoch() -> None:
    assert date_from_gmt("x", OSLO) == "1970-01-01 00:00:00"


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("D, d M Y H:i:s O", "Tue, 14 Nov 2023 23:13:20 +0100"),
        ("jS F y, g:i a", "14th November 23, 11:13 pm"),
        ("c", "2023-11-14T23:13:20+01:00"),
        ("N w z W o t L B", "2 2 317 46 2023 30 0 967"),
        ("e T P p Z I U", "Europe/Oslo CET +01:00 +01:00 3600 0 1700000000"),
        (r"\Y\\Y", "Y\\2023"),
    ],
)
def test_format_date_follows_php(pattern: str, shown: str) -> None:
    assert format_date(pattern, 1_700_000_000, OSLO) == shown


@pytest.mark.parametrize(
    ("name", "offset", "shown"), [("", 5.75, "+05:45"), ("", -3.5, "-03:30"), ("No/Where", 1, "+01:00")]
)
def test_site_zone_without_a_name_is_its_offset(name: str, offset: float, shown: str) -> None:
    assert site_zone(name, offset).name == shown


def test_zone_of_a_hostile_name_is_none() -> None:
    assert zone("../../etc/passwd") is None
    assert zone("\0") is None


@pytest.mark.parametrize("days", [-1_000_000, -719_468, -1, 0, 59, 11_016, 2_932_896, 10_000_000])
def test_days_and_dates_answer_each_other(days: int) -> None:
    assert days_from_civil(*civil_from_days(days)) == days


def test_is_date_knows_leap_days() -> None:
    assert is_date(2024, 2, 29)
    assert not is_date(1900, 2, 29)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "1 second"), (90, "2 minutes"), (3570, "60 minutes"), (10**9, "32 years")]
)
def test_human_time_diff_rounds_to_the_unit(seconds: int, said: str) -> None:
    assert human_time_diff(0, seconds) == said
