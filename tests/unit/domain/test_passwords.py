import string

import pytest

from engine.domain import passwords
from engine.domain.passwords import (
    check_fast_hash,
    check_password,
    chunk_password,
    fast_hash,
    generate_application_password,
    generate_password,
    hash_password,
    needs_rehash,
    plain_application_password,
    verify_fast_hash,
    verify_password,
)
from engine.model.errors import Invalid

MD5 = "336e8afda70b3ff7242fbfd312cb633f"
PHPASS = "$P$BzC5x3SZnKWpEuDo1fPfmXNtKSUFbs/"
BCRYPT = "$2y$04$j.WHsEbYCMrtgRCQQRgp3eGnUP4uPJMdMuNbONAc4kWY4MDf.gq6e"
CURRENT = "$wp$2y$10$Dt15NG6DdTzMy.iC79lCbO0/ejgdUopMXd1HWd4wCn/AoyGNtskaS"
ARGON2 = "$argon2id$v=19$m=1024,t=1,p=1$UDVXc2F2OHRRUGdhbFBMMA$A4z1Oj431AHtSqAne9fzxFIZu6a96fs4nmbJ1iT/RQA"
LONG_BCRYPT = "$2y$04$1c4oeZMBEPOYGeqzuMrXqOKM80HJsru4VqQMbnak59o/1SjaTF8am"


@pytest.mark.parametrize("stored", [MD5, PHPASS, BCRYPT, CURRENT, ARGON2])
def test_password_of_each_scheme_matches_itself_alone(stored: str) -> None:
    assert verify_password("seal", stored)
    assert not verify_password("seal ", stored)
    assert not verify_password("", stored)


def test_plain_bcrypt_looks_at_72_bytes() -> None:
    assert verify_password("é" * 36, LONG_BCRYPT)
    assert not verify_password("é" * 35, LONG_BCRYPT)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "*0",
        MD5.upper(),
        "$wp$" + "x" * 60,
        "$wp" + BCRYPT[:-1],
        "$2y$10$" + " " * 53,
        "$P$" + "." * 31,
        "$P$6" + "." * 30,
        "$P$Bé" + "." * 29,
        "$argon2id$" + "x" * 40,
        "\udcff" * 40,
    ],
)
def test_password_of_a_broken_hash_never_matches(stored: str) -> None:
    assert not verify_password("seal", stored)


@pytest.mark.parametrize("stored", [PHPASS, BCRYPT, CURRENT, ARGON2])
def test_password_above_4096_bytes_never_matches(stored: str) -> None:
    assert not verify_password("s" * 4097, stored)
    assert not verify_fast_hash("s" * 4097, stored)


@pytest.mark.parametrize(
    ("stored", "stale"),
    [(CURRENT, False), ("$wp" + BCRYPT, True), (BCRYPT, True), (PHPASS, True), (MD5, True), ("$wp", True)],
)
def test_needs_rehash_of_all_but_the_current_scheme_and_cost(stored: str, stale: bool) -> None:
    assert needs_rehash(stored) is stale


async def test_hash_password_strips_the_password_and_checks() -> None:
    hashed = await hash_password("  Søl \n")
    assert hashed.startswith("$wp$2y$10$")
    assert not needs_rehash(hashed)
    assert await check_password("Søl", hashed)
    assert not await check_password("  Søl \n", hashed)


@pytest.mark.parametrize("password", ["Søl", "long " * 40], ids=["short", "longer than bcrypt reads"])
async def test_hash_for_any_wordpress_is_bcrypt_as_it_is(password: str) -> None:
    hashed = await hash_password(password, for_any=True)
    assert hashed.startswith("$2y$10$")
    assert await check_password(password.strip(), hashed)
    assert not await check_password("other", hashed)


async def test_hash_of_a_password_that_bcrypt_cannot_take_is_of_today() -> None:
    hashed = await hash_password("a\0b", for_any=True)
    assert hashed.startswith("$wp$2y$10$")
    assert await check_password("a\0b", hashed)


async def test_hash_password_too_long_is_refused() -> None:
    with pytest.raises(Invalid):
        await hash_password("s" * 4097)


async def test_check_password_of_an_unknown_account_is_false() -> None:
    assert not await check_password("seal", None)


def test_fast_hash_verifies_itself_and_older_hashes() -> None:
    assert fast_hash("ünïcödé") == "$generic$zq28D-qQUzj_g0zgUuEcsug1BU5GERIgEe2Boi3Z"
    assert verify_fast_hash("ünïcödé", fast_hash("ünïcödé"))
    assert verify_fast_hash("seal", PHPASS)
    assert verify_fast_hash("seal", BCRYPT)
    assert not verify_fast_hash("seal", CURRENT)
    assert not verify_fast_hash("seal", MD5)
    assert not verify_fast_hash("seal", "$generic$é")


async def test_right_password_is_verified_once_and_a_wrong_one_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verified: list[str] = []

    def verify(message: str, stored: str) -> bool:
        verified.append(message)
        return verify_password(message, stored)

    monkeypatch.setattr(passwords, "verify_password", verify)
    for message in ("seal", "seal", "whale", "whale"):
        assert await check_password(message, BCRYPT) is (message == "seal")
    assert not await check_password("seal", MD5.replace("0", "1"))

    assert verified == ["seal", "whale", "whale", "seal"]


async def test_slow_hash_of_an_application_password_is_verified_once(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[tuple[str, str]] = []

    def verify(message: str, stored: str) -> bool:
        verified.append((message, stored))
        return verify_fast_hash(message, stored)

    monkeypatch.setattr(passwords, "verify_fast_hash", verify)
    for message in ("seal", "seal", "whale", "whale"):
        assert await check_fast_hash(message, PHPASS) is (message == "seal")

    assert verified == [("seal", PHPASS), ("whale", PHPASS), ("whale", PHPASS)]


def test_generate_password_uses_the_signs_asked_for() -> None:
    plain = set(string.ascii_letters + string.digits)
    assert set(generate_password(500, special=False)) <= plain
    assert set(generate_password(500)) & set("!@#$%^&*()")
    assert set(generate_password(2000, extra=True)) > set("-_ []{}<>~`+=,.;:/?|")
    assert len(generate_password()) == 12


def test_application_password_is_shown_in_groups_and_read_without() -> None:
    password = generate_application_password()
    assert len(password) == 24
    shown = chunk_password(password)
    assert [len(group) for group in shown.split(" ")] == [4] * 6
    assert plain_application_password(f" {shown}-") == password
