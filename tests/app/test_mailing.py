"""Reminders by e-mail, received by a real SMTP server on this machine; town and addresses are invented."""

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rodtrad.app.mailing import (
    MailSettings,
    addresses_in,
    mail_settings,
    reminders,
    send_reminders,
)
from rodtrad.core.errors import RodtradError, UsageError

sys.path.append(str(Path(__file__).parent.parent / "reports"))
from letter_town import letter_rows, telling_of

DAY = date(2027, 5, 20)
SENT = {"number": "3", "state": "sent", "sent": date(2027, 1, 4)}
ADDRESSES = {"PAR": ("post@park.example.org",), "LIL": ("avdeling@lillevik.example.org", "b@example.org")}
SENDER = "Rødtråd <rodtrad@lillevik.example.org>"


class Kept(Message):
    """What the server has received."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list = []

    def handle_message(self, message) -> None:
        self.mails.append(message_from_bytes(message.as_bytes(), policy=policy.default))


@contextmanager
def receiving(kept: Kept, **options) -> Iterator[int]:
    """A mail server on a free port of this machine, for as long as the test uses it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def server() -> Iterator[tuple[Kept, MailSettings]]:
    kept = Kept()
    with receiving(kept) as port:
        yield kept, MailSettings("127.0.0.1", port, SENDER, "none")


@dataclass(frozen=True)
class Certificate:
    certificate: Path
    key: Path


@pytest.fixture
def certificate(tmp_path, monkeypatch) -> Certificate:
    """A certificate of this machine that only this test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    files = Certificate(tmp_path / "certificate.pem", tmp_path / "key.pem")
    files.certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    files.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, private, plain))
    monkeypatch.setenv("SSL_CERT_FILE", str(files.certificate))
    return files


@pytest.fixture(scope="module")
def telling():
    return telling_of(letter_rows(**SENT))


def made(telling, addresses=ADDRESSES, today=DAY, within=14, site=""):
    return reminders(telling, addresses, today, within, site)


def test_a_unit_gets_one_mail_with_what_is_overdue_and_due_soon(telling):
    mails, unknown = made(telling, today=date(2027, 6, 20))
    [mail] = mails
    assert (mail.unit, mail.to, mail.over, mail.soon) == ("PAR", ("post@park.example.org",), 3, 1)
    assert mail.subject == "Parketaten: 3 over fristen, 1 med frist snart"
    # From 15 May to 20 June are 36 days, and ten are left to 30 June.
    assert (
        "Frist 15. mai 2027 (36 dager over fristen). Ansvarlig: Parketaten. Status: Ikke påbegynt."
        in mail.text
    )
    assert "(10 dager igjen)" in mail.text
    assert unknown == ()


def test_the_mail_leads_to_the_list_of_the_unit(telling):
    [mail] = made(telling, site="https://styring.example.org/")[0]
    assert "Meld status her: https://styring.example.org/follow-up?unit=PAR" in mail.text


def test_a_unit_without_an_address_is_in_the_mail_of_the_one_above(telling):
    [mail] = made(telling, {"LIL": ("avdeling@lillevik.example.org",)})[0]
    assert (mail.unit, mail.over) == ("LIL", 3)
    assert made(telling, {"SNO": ("snø@example.org",)}) == ((), ("PAR",))


def test_a_mail_arrives_as_it_was_written(telling, server, tmp_path):
    kept, settings = server
    mails, _ = made(telling)
    sent, already = send_reminders(mails, settings, tmp_path / "sendt.json", DAY)
    assert (sent, already) == (mails, ())
    [mail] = kept.mails
    assert mail["To"] == "post@park.example.org"
    assert mail["From"] == "Rødtråd <rodtrad@lillevik.example.org>"
    assert mail["Subject"] == "Parketaten: 3 over fristen, 0 med frist snart"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Etaten skal lage en plan for nye trær i gatene" in mail.get_content()


def test_nothing_is_sent_twice_on_one_day_but_again_the_next(telling, server, tmp_path):
    kept, settings = server
    mails, _ = made(telling)
    for day, count in ((DAY, 1), (DAY, 1), (date(2027, 5, 21), 2)):
        send_reminders(mails, settings, tmp_path / "sendt.json", day)
        assert len(kept.mails) == count
    assert send_reminders(mails, settings, tmp_path / "sendt.json", date(2027, 5, 21)) == ((), ("PAR",))


def test_several_addresses_of_a_unit_are_on_one_mail(telling, server, tmp_path):
    kept, settings = server
    mails, _ = made(telling, {"LIL": ADDRESSES["LIL"]})
    send_reminders(mails, settings, tmp_path / "sendt.json", DAY)
    assert [mail["To"] for mail in kept.mails] == ["avdeling@lillevik.example.org, b@example.org"]


def test_a_server_that_does_not_answer_is_told_and_nothing_counts_as_sent(telling, tmp_path):
    settings = MailSettings("127.0.0.1", 1, SENDER, "none")
    with pytest.raises(RodtradError, match="mail_not_sent"):
        send_reminders(made(telling)[0], settings, tmp_path / "sendt.json", DAY)
    assert not (tmp_path / "sendt.json").exists()


def test_a_server_without_encryption_gets_no_mail_unless_that_is_asked_for(telling, server, tmp_path):
    kept, settings = server
    guarded = MailSettings(settings.host, settings.port, SENDER)
    with pytest.raises(RodtradError, match="mail_not_sent"):
        send_reminders(made(telling)[0], guarded, tmp_path / "sendt.json", DAY)
    assert kept.mails == []


def test_what_was_sent_before_the_server_failed_is_not_sent_again(telling, tmp_path):
    """The server takes the first mail and refuses the second."""

    class Tired(Kept):
        async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
            if self.mails:
                return "451 Too tired"
            envelope.rcpt_tos.append(address)
            return "250 OK"

    kept = Tired()
    first = made(telling)[0][0]
    second = replace(first, unit="SNO", to=("sno@sno.example.org",))
    with receiving(kept) as port:
        settings = MailSettings("127.0.0.1", port, SENDER, "none")
        with pytest.raises(RodtradError, match="mail_not_sent"):
            send_reminders((first, second), settings, tmp_path / "sendt.json", DAY)
    assert (tmp_path / "sendt.json").read_text() == '{\n "PAR": "2027-05-20"\n}\n'


def test_a_name_and_password_are_given_only_over_an_encrypted_line(telling, tmp_path, certificate):
    def check(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"rodtrad", b"hemmelig")
        return AuthResult(success=right, handled=False)

    kept, context = Kept(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    with receiving(kept, tls_context=context, auth_required=True, authenticator=check) as port:
        settings = MailSettings("localhost", port, SENDER, "starttls", "rodtrad", "hemmelig")
        send_reminders(made(telling)[0], settings, tmp_path / "sendt.json", DAY)
        assert len(kept.mails) == 1
        wrong = replace(settings, password="gal")
        with pytest.raises(RodtradError, match="mail_not_sent"):
            send_reminders(made(telling)[0], wrong, tmp_path / "annet.json", DAY)
    assert "hemmelig" not in repr(settings)


# The settings.

GIVEN = {"RODTRAD_SMTP_HOST": "mail.example.org", "RODTRAD_SMTP_FROM": "rodtrad@example.org"}


@pytest.mark.parametrize(
    ("more", "port", "security"),
    [
        ({}, 587, "starttls"),
        ({"RODTRAD_SMTP_SECURITY": "TLS"}, 465, "tls"),
        ({"RODTRAD_SMTP_SECURITY": "none"}, 25, "none"),
        ({"RODTRAD_SMTP_PORT": "2525"}, 2525, "starttls"),
    ],
)
def test_settings_come_from_the_environment(more, port, security):
    found = mail_settings({**GIVEN, **more})
    assert (found.host, found.port, found.security) == ("mail.example.org", port, security)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "mail_setting_missing"),
        ({"RODTRAD_SMTP_HOST": "x"}, "mail_setting_missing"),
        ({**GIVEN, "RODTRAD_SMTP_PORT": "mange"}, "mail_port_unusable"),
        ({**GIVEN, "RODTRAD_SMTP_PORT": "99999"}, "mail_port_unusable"),
        ({**GIVEN, "RODTRAD_SMTP_SECURITY": "ssl3"}, "mail_security_unknown"),
        ({**GIVEN, "RODTRAD_SMTP_USER": "a", "RODTRAD_SMTP_SECURITY": "none"}, "mail_password_in_clear"),
        ({**GIVEN, "RODTRAD_SMTP_FROM": "ingen"}, "mail_address_unusable"),
    ],
)
def test_settings_that_cannot_be_used_are_told(given, told):
    with pytest.raises(UsageError, match=told):
        mail_settings(given)


def test_addresses_are_read_from_a_file(tmp_path):
    file = tmp_path / "adresser.toml"
    file.write_text('PAR = "post@park.example.org"\nLIL = ["a@example.org", "b@example.org"]\n')
    assert addresses_in(file) == {
        "PAR": ("post@park.example.org",),
        "LIL": ("a@example.org", "b@example.org"),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PAR = ", "mail_file_no_toml"),
        ("PAR = 3", "mail_address_unusable"),
        ("PAR = []", "mail_address_unusable"),
        ('PAR = "ingen adresse"', "mail_address_unusable"),
        ('PAR = "a@example.org\\nBcc: b@example.org"', "mail_address_unusable"),
        ('PAR = "a@example.org, b@example.org"', "mail_address_unusable"),
    ],
)
def test_addresses_that_cannot_be_used_are_told(tmp_path, text, told):
    file = tmp_path / "adresser.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=told):
        addresses_in(file)
    with pytest.raises(UsageError, match="mail_file_unreadable"):
        addresses_in(tmp_path / "finnes-ikke.toml")


def test_a_damaged_memory_of_what_was_sent_stops_the_sending(telling, tmp_path):
    (tmp_path / "sendt.json").write_text("[")
    with pytest.raises(UsageError, match="mail_kept_unreadable"):
        send_reminders(made(telling)[0], MailSettings("127.0.0.1", 1, SENDER), tmp_path / "sendt.json", DAY)
