"""Reminders from the command line; what the mails say and how they are sent is tried in tests/app."""

import re

import pytest

VARIABLES = (
    "RODTRAD_SMTP_HOST",
    "RODTRAD_SMTP_FROM",
    "RODTRAD_SMTP_PORT",
    "RODTRAD_SMTP_USER",
    "RODTRAD_SITE",
)


@pytest.fixture(autouse=True)
def no_mail_server(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def book(tmp_path):
    from rodtrad.app import books

    books.read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    return tmp_path / "book"


@pytest.fixture
def addresses(tmp_path):
    file = tmp_path / "adresser.toml"
    file.write_text('OMS = "post@omsorg.example.org"\n')
    return file


def test_a_dry_run_tells_what_would_be_sent_and_sends_nothing(rodtrad, book, addresses):
    answer = rodtrad("remind", "--book", book, "--addresses", addresses, "--dry-run", "--within", 366)
    assert (answer.code, answer.err) == (0, "")
    told = re.search(
        r"Ville sendt til Omsorgsetaten \(post@omsorg.example.org\): "
        r"Omsorgsetaten: (\d) over fristen, (\d) med frist snart",
        answer.out,
    )
    # Three assignments and a resolution, overdue or due within a year whatever day this is.
    assert told
    assert int(told[1]) + int(told[2]) == 4
    assert "Gå gjennom bruken av vikarer" in answer.out
    assert sorted(path.name for path in addresses.parent.iterdir()) == ["adresser.toml", "book"]


def test_without_a_mail_server_it_says_what_is_missing(rodtrad, book, addresses):
    answer = rodtrad("remind", "--book", book, "--addresses", addresses)
    assert answer.code == 2
    assert "RODTRAD_SMTP_HOST" in answer.err


def test_units_without_an_address_are_named(rodtrad, book, addresses):
    addresses.write_text('BHG = "post@barn.example.org"\n')
    answer = rodtrad("remind", "--book", book, "--addresses", addresses, "--dry-run")
    assert answer.code == 0
    assert "Ingen adresse for Omsorgsetaten" in answer.out
    assert "Ingenting er over fristen" in answer.out


def test_in_english(rodtrad, book, addresses):
    answer = rodtrad(
        "remind", "--book", book, "--addresses", addresses, "--dry-run", "--language", "en",
        "--site", "https://styring.example.org",
    )  # fmt: skip
    assert "Would send to Care agency" in answer.out
    assert "https://styring.example.org/follow-up?unit=OMS" in answer.out
