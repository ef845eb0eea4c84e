"""`rodtrad remind`: mail each unit what is overdue and due soon."""

from pathlib import Path

from rich.console import Console

from rodtrad.app import books
from rodtrad.app.mailing import addresses_in, mail_settings, reminders, send_reminders
from rodtrad.cli.commands import language_of
from rodtrad.core.words import say
from rodtrad.reports.telling import Telling


def run_remind(book: Path, addresses: Path, *, within: int, dry_run: bool, site: str, language: str) -> None:
    """Send each unit one mail about what is overdue and due soon, or tell what would be sent.

    Which units have had theirs today stands in a file beside the addresses.
    """
    shown, console = language_of(language), Console(highlight=False, markup=False)
    known = addresses_in(addresses)
    settings = None if dry_run else mail_settings()
    telling = Telling(books.judge_book(books.place_of(book)), shown)
    today = books.now().astimezone().date()
    mails, unknown = reminders(telling, known, today, within, site)
    for unit in unknown:
        name = telling.named("unit", unit)
        console.print(say("mail_no_address", shown, unit=name, file=addresses), soft_wrap=True)
    if not mails:
        console.print(say("mail_nothing", shown))
        return
    sent, already = mails, tuple[str, ...]()
    if settings is not None:
        sent, already = send_reminders(mails, settings, kept_beside(addresses), today)
    for mail in sent:
        told = {"unit": telling.named("unit", mail.unit), "to": ", ".join(mail.to), "subject": mail.subject}
        console.print(say("mail_would_send" if dry_run else "mail_sent", shown, **told), soft_wrap=True)
        if dry_run:
            console.print(mail.text, soft_wrap=True)
    for unit in already:
        console.print(say("mail_already", shown, unit=telling.named("unit", unit)))


def kept_beside(addresses: Path) -> Path:
    """The file that tells which unit was last written to when."""
    return addresses.with_name(f"{addresses.stem}.sent.json")
