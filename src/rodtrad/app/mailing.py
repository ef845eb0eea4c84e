"""Remind units by e-mail of what is overdue and due soon, through the municipality's own mail server.

Addresses stand in a file beside the book, never in it: they are about people. One mail goes to a unit on
one day; which units have got theirs stands in a file beside the addresses.
"""

import json
import os
import smtplib
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.models.follow_up import followed, overdue, soon
from rodtrad.reports.follow_up import FollowedRow, followed_row
from rodtrad.reports.telling import Telling

HOST, PORT, SENDER = "RODTRAD_SMTP_HOST", "RODTRAD_SMTP_PORT", "RODTRAD_SMTP_FROM"
USER, PASSWORD = "RODTRAD_SMTP_USER", "RODTRAD_SMTP_PASSWORD"
SECURITY, SITE = "RODTRAD_SMTP_SECURITY", "RODTRAD_SITE"
STARTTLS, TLS, NONE = "starttls", "tls", "none"
_PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How to reach the mail server (e-postoppsett).

    security  `starttls`, `tls`, or `none` for a server on the same machine or a closed network
    """

    host: str
    port: int
    sender: str
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One mail to one unit (påminnelse). `over` and `soon` are how many things it is about."""

    unit: str
    to: tuple[str, ...]
    subject: str
    text: str
    over: int
    soon: int


def mail_settings(environment: Mapping[str, str] = os.environ) -> MailSettings:
    """The settings that stand in the environment.

    raises  UsageError  one is missing or cannot be used
    """
    host, sender = environment.get(HOST, "").strip(), environment.get(SENDER, "").strip()
    for variable, value in ((HOST, host), (SENDER, sender)):
        if not value:
            raise UsageError("mail_setting_missing", variable=variable)
    security = environment.get(SECURITY, STARTTLS).strip().lower()
    if security not in _PORTS:
        raise UsageError("mail_security_unknown", variable=SECURITY, value=security, known=list(_PORTS))
    port = environment.get(PORT, "").strip() or str(_PORTS[security])
    if not port.isdecimal() or not 0 < int(port[:6]) < 2**16:
        raise UsageError("mail_port_unusable", variable=PORT, value=port)
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if user and security == NONE:
        raise UsageError("mail_password_in_clear", variable=SECURITY)
    return MailSettings(host, int(port), _checked(sender), security, user, password)


def addresses_in(file: Path) -> dict[str, tuple[str, ...]]:
    """The addresses of each unit, from a file such as `VEL = "post@example.org"`.

    raises  UsageError  the file cannot be read, or holds something else
    """
    try:
        stated = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("mail_file_unreadable", path=str(file), reason=error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UsageError("mail_file_no_toml", path=str(file)) from None
    return {unit: _addresses(unit, value) for unit, value in stated.items()}


def _addresses(unit: str, value: Any) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not given or not all(isinstance(text, str) for text in given):
        raise UsageError("mail_address_unusable", unit=unit, value=str(value)[:200])
    return tuple(_checked(text, unit) for text in given)


def _checked(text: str, unit: str = "-") -> str:
    """An address as it can stand in a mail's head."""
    name, address = parseaddr(text)
    usable = address.count("@") == 1 and address.isprintable() and " " not in address and "." in address
    if not usable or not text.isprintable() or (not name and address != text.strip()):
        raise UsageError("mail_address_unusable", unit=unit, value=text[:200])
    return text.strip()


def reminders(
    telling: Telling, addresses: Mapping[str, tuple[str, ...]], today: date, within: int, site: str = ""
) -> tuple[tuple[Reminder, ...], tuple[str, ...]]:
    """One mail for each unit that has something overdue or due soon; and the units nobody has an address of.

    Where a unit has no address, what it must do stands in the mail of the nearest unit above that has one.

    today   the day deadlines are counted from
    within  days ahead that count as soon
    site    address of the site the mail leads to; "" leaves it out
    """
    rows = followed(telling.facts, today)
    parents = dict(telling.facts["unit"].select("key", "parent").iter_rows())
    held: dict[str, tuple[list[FollowedRow], list[FollowedRow]]] = {}
    unknown: set[str] = set()
    for place, due in enumerate((overdue(rows), soon(rows, within))):
        for row in due.iter_rows(named=True):
            unit = _addressed(row["unit"], parents, addresses)
            if unit is None:
                unknown.add(row["unit"] or "")
            else:
                held.setdefault(unit, ([], []))[place].append(followed_row(telling, row))
    made = tuple(
        _reminder(telling, unit, addresses[unit], lists, within, site) for unit, lists in sorted(held.items())
    )
    return made, tuple(sorted(unknown))


def _addressed(
    unit: str | None, parents: Mapping[str, str | None], addresses: Mapping[str, tuple[str, ...]]
) -> str | None:
    seen: set[str] = set()
    while unit and unit not in seen:
        if unit in addresses:
            return unit
        seen.add(unit)
        unit = parents.get(unit)
    return None


def _reminder(
    telling: Telling,
    unit: str,
    to: tuple[str, ...],
    lists: tuple[list[FollowedRow], list[FollowedRow]],
    within: int,
    site: str,
) -> Reminder:
    """The mail of one unit: what is overdue, then what is due soon."""
    over, near = lists
    name = telling.named("unit", unit)
    parts = [telling.say("mail_greeting", unit=name)]
    if over:
        parts.append(telling.say("mail_over", count=len(over)) + "\n" + _lines(telling, over))
    if near:
        parts.append(telling.say("mail_soon", count=len(near), days=within) + "\n" + _lines(telling, near))
    place = f"{site.rstrip('/')}/follow-up?unit={quote(unit)}" if site else ""
    parts.append(telling.say("mail_where", address=place) if site else telling.say("mail_where_app"))
    subject = telling.say("mail_subject", unit=name, over=len(over), soon=len(near))
    return Reminder(unit, to, subject, "\n\n".join(parts) + "\n", len(over), len(near))


def _lines(telling: Telling, rows: list[FollowedRow]) -> str:
    return "\n".join(
        telling.say(
            "mail_line",
            what=row.name.text,
            deadline=row.deadline,
            days=row.days,
            unit=row.unit.text,
            status=row.status_word,
        )
        for row in rows
    )


def send_reminders(
    mails: tuple[Reminder, ...], settings: MailSettings, kept: Path, today: date
) -> tuple[tuple[Reminder, ...], tuple[str, ...]]:
    """Send the mails that have not been sent today; returns those sent, and the units that had theirs.

    kept    the file that tells which unit was last written to when; written after each mail
    raises  RodtradError  the server cannot be reached, or refuses; what was sent is known
    """
    known = _last_sent(kept)
    waiting = [mail for mail in mails if known.get(mail.unit) != today.isoformat()]
    already = tuple(mail.unit for mail in mails if mail not in waiting)
    if not waiting:
        return (), already
    try:
        with _connected(settings) as server:
            for mail in waiting:
                server.send_message(_message(mail, settings))
                known[mail.unit] = today.isoformat()
                _keep(kept, known)
    except (OSError, smtplib.SMTPException) as error:
        raise RodtradError("mail_not_sent", host=settings.host, port=settings.port, reason=error) from error
    return tuple(waiting), already


def _connected(settings: MailSettings) -> smtplib.SMTP:
    """A connection that nobody can listen to, unless the settings say that none is needed."""
    safe = ssl.create_default_context()
    if settings.security == TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=_SECONDS, context=safe)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
    try:
        if settings.security == STARTTLS:
            server.starttls(context=safe)
        if settings.user:
            server.login(settings.user, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def _message(mail: Reminder, settings: MailSettings) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = mail.subject
    message["From"] = settings.sender
    message["To"] = ", ".join(mail.to)
    message["Message-ID"] = make_msgid(domain="rodtrad.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _last_sent(kept: Path) -> dict[str, str]:
    """The day each unit was last written to; nothing where nobody has been."""
    try:
        said = json.loads(kept.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError("mail_kept_unreadable", path=str(kept), reason=error) from None
    if not isinstance(said, dict):
        raise UsageError("mail_kept_unreadable", path=str(kept), reason="-")
    return {str(unit): str(day) for unit, day in said.items()}


def _keep(kept: Path, known: Mapping[str, str]) -> None:
    part = kept.with_name(kept.name + ".part")
    part.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(kept)
