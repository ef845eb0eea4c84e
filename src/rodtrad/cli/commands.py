"""What each command does: ask the app, and show the answer."""

import dataclasses
import json as json_text
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from rodtrad.app import books
from rodtrad.app.accepting import accept, finding_named
from rodtrad.app.accepting import withdraw as take_back
from rodtrad.app.figures import show_figure
from rodtrad.app.open_book import OpenBook
from rodtrad.app.printing import FORMATS, look_of
from rodtrad.app.publishing import document_of, known_formats, picture_of, publish
from rodtrad.checks.registry import CHECKS
from rodtrad.cli.screen import (
    figure_panel,
    finding_lines,
    gravest,
    read_tables,
    summary_table,
    terminal_table,
    time_used,
)
from rodtrad.core import words
from rodtrad.core.errors import UsageError
from rodtrad.core.roles import LOCAL
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.core.words import say
from rodtrad.reports.programme import PROGRAMME_CHECKS, programme_record, programme_tables
from rodtrad.reports.summary import check_record, summary_of
from rodtrad.reports.wording import Wording
from rodtrad.store.load import LoadResult

if TYPE_CHECKING:
    from rodtrad.web.login_settings import LoginSettings

_GRAVEST, _GRAVEST_OF_A_DOCUMENT = 10, 5


def language_of(asked: str) -> Language:
    """The language somebody has asked for; raises UsageError when there is none of that name."""
    if asked == "no":
        return "no"
    if asked == "en":
        return "en"
    raise UsageError("language_unknown", language=asked)


def _console() -> Console:
    return Console(highlight=False, markup=False)


@contextmanager
def _progress(total: int) -> Iterator[Progress]:
    """A bar for long work, on the error stream so that output can be piped; none where nobody looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        progress.add_task("", total=total)
        yield progress


def _step(progress: Progress, text: str, *, advance: int = 1) -> None:
    progress.update(progress.tasks[0].id, description=text, advance=advance)


def run_demo(book: Path, asked: str, *, serve_port: int | None) -> None:
    """Read the example, judge it, tell what was found, publish the picture, and open the book.

    serve_port  None leaves the book closed
    """
    language, console, start = language_of(asked), _console(), time.perf_counter()
    with _progress(2 + len(FORMATS) + 1) as progress:
        _step(progress, say("reading", language))
        stored = books.read_demo(book)
        _step(progress, say("judging", language))
        judgement = books.judge_book(book)
        judged = time.perf_counter() - start
        tree, paths = picture_of(judgement, language), []
        for wanted in FORMATS:
            _step(progress, say("publishing", language, format=wanted.upper()))
            paths.append(publish(tree, book / "published", wanted))
    console.print(_stored(stored, book, language))
    console.print(summary_table(summary_of(judgement), judged, language))
    console.print(gravest(judgement, _GRAVEST, language))
    console.print(f"\n{say('published_at', language)}", style="bold")
    for path in paths:
        console.print(f"  {path.resolve()}", soft_wrap=True)
    console.print(f"\n{say('next_steps', language)}")
    if serve_port is not None:
        run_serve(book, host="127.0.0.1", port=serve_port, themes=[], language=asked)


def run_serve(
    place: Path,
    *,
    host: str,
    port: int,
    themes: Sequence[Path],
    language: str,
    login: "LoginSettings | None" = None,
    public: bool = False,
) -> None:
    """Open a book for browsers until somebody stops it.

    themes  a style sheet for the pages, and a TOML file for the documents; either, or both
    """
    from rodtrad.web.serve import serve

    shown, console = language_of(language), _console()

    def opened(address: str, real: int) -> None:
        if port not in (0, real):
            console.print(say("port_taken", shown, port=port, other=real))
        where = address if shown == "no" else f"{address}/en/"
        console.print(say("serving", shown, address=where), style="bold", soft_wrap=True)

    documents = {path for path in themes if path.suffix.lower() == ".toml"}
    look = look_of(next(iter(documents), None))
    theme = next((path for path in themes if path not in documents), None)
    who: dict[str, Any] = {"login": login, "public": public, "look": look}
    serve(books.place_of(place), host=host, port=port, theme=theme, free_port=True, opened=opened, **who)


def _stored(result: LoadResult, place: Path | str, language: Language) -> str:
    return say(
        "stored",
        language,
        book=place if isinstance(place, Path) else books.DATABASE_VARIABLE,
        inserted=result.inserted,
        changed=result.changed,
        removed=result.removed,
        unchanged=result.unchanged,
    )


def run_read(
    source: str,
    book: Path,
    *,
    by: str,
    why: str,
    overwrite_edits: bool,
    add: bool,
    json: bool,
    language: str,
) -> None:
    """Read a package into the book, or add it to what is there."""
    shown, place = language_of(language), books.place_of(book)
    read = books.add_package if add else books.read_into
    result = read(
        place,
        source,
        by=by or books.current_user(),
        why=why or f"rodtrad read {source}",
        overwrite_edits=overwrite_edits,
    )
    if json:
        print_json(dataclasses.asdict(result))
        return
    _console().print(_stored(result, place, shown))


def run_read_documents(
    files: Sequence[str],
    book: Path,
    *,
    kind: str,
    key: str,
    by: str,
    why: str,
    overwrite_edits: bool,
    json: bool,
    language: str,
) -> None:
    """Read documents into the book, and tell what each of them gave."""
    from rodtrad.app import reading

    shown, place, start = language_of(language), books.place_of(book), time.perf_counter()
    paths = tuple(map(Path, files))
    wanted = reading.DocumentFiles(paths, reading.kind_named(kind, shown), key)
    total = len(paths) * reading.STEPS_OF_A_DOCUMENT + reading.STEPS_AFTER + 1
    with _progress(total) as progress:
        result = reading.read_documents(
            place,
            wanted,
            by=by or books.current_user(),
            why=why or f"rodtrad read {' '.join(p.name for p in paths)}",
            overwrite_edits=overwrite_edits,
            language=shown,
            step=lambda text, advance: _step(progress, text, advance=advance),
        )
    if json:
        print_json(reading.read_record(result, shown))
        return
    console = _console()
    console.print(_stored(result.stored, place, shown))
    for read in result.documents:
        summary = result.summary_of(read)
        console.print(read_tables(read, summary.figures, shown))
        console.print(summary_table(summary, None, shown))
        judgement = result.judgement_of(read)
        if judgement.open:
            console.print(gravest(judgement, _GRAVEST_OF_A_DOCUMENT, shown))
    console.print(time_used(time.perf_counter() - start, shown))


def run_check(
    book: Path,
    *,
    strict: bool,
    number: str,
    documents: Path | None,
    at: str = "",
    json: bool,
    language: str,
) -> None:
    """Judge the book, as it stands or stood on a day, and show its findings."""
    shown, start, number = language_of(language), time.perf_counter(), number.upper()
    if number and number not in CHECKS:
        raise UsageError("check_unknown", number=number, known=", ".join(sorted(CHECKS)))
    judgement = books.judge_book(books.place_of(book), documents, day=books.day_told(at))
    if json:
        print_json(check_record(judgement, shown, number))
    else:
        console = _console()
        console.print(summary_table(summary_of(judgement), time.perf_counter() - start, shown))
        for line in finding_lines(judgement, shown, (number,)):
            console.print(line, soft_wrap=True)
    grave = [f for f in judgement.open if f.severity is Severity.ERROR and f.number == (number or f.number)]
    if strict and grave:
        raise SystemExit(1)


def run_compute(
    what: str,
    book: Path,
    *,
    scenario: str,
    draws: int,
    seed: int,
    prices: int | None,
    correlation: Path | None,
    json: bool,
    language: str,
) -> None:
    """Compute the efficiency programme and show it."""
    from rodtrad.app.programme import Computing, compute_programme

    shown = language_of(language)
    if what != "programme":
        raise UsageError("model_unknown", model=what, known="programme")
    with _progress(2) as progress:
        _step(progress, say("judging", shown), advance=0)
        judgement = books.judge_book(books.place_of(book))
        _step(progress, say("drawing", shown, draws=draws))
        asked = Computing(scenario, draws, seed, prices, correlation)
        telling, result = compute_programme(judgement, shown, asked)
    if json:
        print_json(programme_record(telling, result))
        return
    console = _console()
    for block in programme_tables(telling, result):
        console.print(terminal_table(block))
        console.print(block.note, style="dim")
    for line in finding_lines(judgement, shown, PROGRAMME_CHECKS):
        console.print(line, soft_wrap=True)


def run_explain(language: str) -> None:
    """Say what every check looks for."""
    shown, console = language_of(language), _console()
    for number in sorted(CHECKS):
        console.print(f"{number} {words.check_title(number, shown)}", style="bold")
        console.print(f"     {words.check_meaning(number, shown)}")


def run_show(address: str, book: Path, *, at: str = "", json: bool, language: str) -> None:
    """Show one figure, as it stands or stood on a day."""
    shown, place, day = language_of(language), books.place_of(book), books.day_told(at)
    with OpenBook(place) as opened:
        edition = opened.edition_at(books.end_of(day), LOCAL) if day else opened.edition()
    view = show_figure(edition.telling(shown), address, edition.printed.get(address, ""))
    if json:
        print_json(dataclasses.asdict(view))
        return
    _console().print(figure_panel(view, shown))


def run_accept(
    finding: str, book: Path, *, reason: str, by: str, our_error: bool, withdraw: bool, language: str
) -> None:
    """Accept a finding, or open it again."""
    shown, place = language_of(language), books.place_of(book)
    if not (reason or withdraw):
        raise UsageError("reason_missing")
    judgement = books.judge_book(place)
    found = finding_named(judgement, finding)
    who = by or books.current_user()
    if withdraw:
        reason = reason or say("withdrawn", shown, finding=found.id)
    if withdraw:
        take_back(place, found, reason=reason, by=who)
        _console().print(say("withdrawn", shown, finding=found.id))
        return
    verdict = Verdict.READING_ERROR if our_error else Verdict.EXPLAINED
    accept(place, found, reason=reason, by=who, verdict=verdict)
    said = words.word("verdict", verdict.value, shown)
    sentence = Wording(judgement.thread, shown).text(found).sentence
    _console().print(
        say("accepted", shown, finding=found.id, verdict=said, reason=reason), sentence, sep="\n"
    )


def run_publish(
    book: Path,
    formats: str,
    to: Path | None,
    *,
    document: str,
    at: str = "",
    theme: Path | None = None,
    language: str,
) -> None:
    """Publish the steering picture, or the document of the book that is named."""
    shown, console = language_of(language), _console()
    wanted, look, day = known_formats(formats), look_of(theme), books.day_told(at)
    judgement, paths = books.judge_book(books.place_of(book), day=day), []
    tree = document_of(judgement, document, shown, day) if document else picture_of(judgement, shown, day)
    for name in wanted:
        with _progress(1) as progress:
            bar = progress.tasks[0].id
            progress.update(bar, description=say("publishing", shown, format=name.upper()))

            def step(done: int, steps: int, progress: Progress = progress, bar: TaskID = bar) -> None:
                progress.update(bar, completed=done, total=steps)

            kept = to or book / "published"
            paths.append(publish(tree, kept, name, document=document, look=look, step=step))
    for path in paths:
        console.print(str(path.resolve()), soft_wrap=True)


def print_json(value: object) -> None:
    """JSON on the output stream, and nothing else."""
    _console().out(json_text.dumps(value, ensure_ascii=False, indent=2, default=str), highlight=False)
