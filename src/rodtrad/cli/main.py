"""The command line. Only this and the options are loaded for `--help`; each command loads what it needs."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rodtrad import __version__
from rodtrad.cli.options import (
    BOOK,
    HOST,
    PORT,
    AtOption,
    BookOption,
    ByOption,
    HostOption,
    JsonOption,
    LanguageOption,
    PortOption,
)
from rodtrad.cli.sheet import sheet

app = typer.Typer(
    name="rodtrad",
    help="Rødtråd holder hvert tall i kommunens styring sammen med kilden sin, og prøver om tallene henger sammen.",
    epilog="Begynn med «rodtrad demo». In English: add --language en to a command.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rodtrad {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Vis versjonen og avslutt."),
    ] = False,
) -> None:
    """Rødtråd holder hvert tall i kommunens styring sammen med kilden sin."""


@app.command()
def demo(
    book: BookOption = BOOK,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Ikke åpne boken i nettleseren til slutt.")
    ] = False,
    port: PortOption = PORT,
    language: LanguageOption = "no",
) -> None:
    """Bygg Oslo-boken, vurder hvert tall, lag styringsbildet og åpne boken på nett.

    Leser eksempelet som følger med, prøver alle sammenhenger, skriver et sammendrag, legger
    styringsbildet som HTML, PDF og Word i bokens mappe «published», og åpner boken for nettleseren.
    """
    from rodtrad.cli.commands import run_demo

    run_demo(book, language, serve_port=None if no_serve else port)


@app.command()
def serve(
    book: BookOption = BOOK,
    host: HostOption = HOST,
    port: PortOption = PORT,
    theme: Annotated[
        list[Path] | None,
        typer.Option(
            "--theme",
            metavar="FIL",
            help="CSS-fil fra Designsystemets temabygger til sidene, eller TOML-fil til dokumentene. "
            "Kan gis to ganger.",
        ),
    ] = None,
    login: Annotated[
        Path | None,
        typer.Option(
            "--login", metavar="FIL", help="TOML-fil som sier hvordan folk logger inn; se docs/login.md."
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="Vis boken for alle som når maskinen, bare for lesing og uten utkast."),
    ] = False,
    language: LanguageOption = "no",
) -> None:
    """Åpne boken for nettleseren: hvert tall har sin egen side.

    Boken åpnes bare for denne maskinen. Skal flere bruke den, må de logge inn (--login), eller så
    vises den for alle, bare for lesing (--public). Avslutt med Ctrl+C.

    Eksempel: rodtrad serve --book ./book

    Eksempel: rodtrad serve --host 0.0.0.0 --login innlogging.toml
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read when polars is loaded: people share the machine
    from rodtrad.cli.commands import run_serve
    from rodtrad.web.login_settings import is_configured, login_settings

    found = login_settings(login) if login or is_configured() else None
    run_serve(book, host=host, port=port, themes=theme or [], language=language, login=found, public=public)


@app.command()
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PAKKE|FIL...",
            help="Mappe med datapackage.json, «oslo» for eksempelet, eller dokumenter: PDF, Word (.docx) eller tekst.",
        ),
    ],
    book: BookOption = BOOK,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="TYPE",
            help="Dokumentenes type, for eksempel «årsberetning». Uten type: den finnes i teksten.",
        ),
    ] = "",
    key: Annotated[
        str,
        typer.Option(
            "--key", metavar="NØKKEL", help="Dokumentets varige navn i boken. Uten nøkkel: filens navn."
        ),
    ] = "",
    by: ByOption = "",
    why: Annotated[str, typer.Option("--why", metavar="TEKST", help="Hvorfor; står i bokens historie.")] = "",
    overwrite_edits: Annotated[
        bool, typer.Option("--overwrite-edits", help="La filene gjelde også der noen har endret i boken.")
    ] = False,
    add: Annotated[
        bool,
        typer.Option(
            "--add",
            help="Legg datapakken til: bare dokumentene i den byttes ut, resten av boken blir stående.",
        ),
    ] = False,
    json: JsonOption = False,
    language: LanguageOption = "no",
) -> None:
    """Les dokumenter eller en datapakke inn i boken: alt eller ingenting.

    Dokumenter leses i den rekkefølgen de er oppgitt. Hvert tall får en adresse og en kilde,
    sammenhengene prøves, og du får se hva hvert dokument ga. Leses et dokument på nytt, byttes
    bare det ut. Hver feil nevnes med fil og hva du kan gjøre. Boken er uendret til alt er i orden.

    Eksempel: rodtrad read arsberetning.pdf tildelingsbrev.docx --book ./book

    Eksempel: rodtrad read oslo --book ./book

    Eksempel: rodtrad read regnskap-2027-08 --add --book ./book
    """
    from rodtrad.app.reading import are_documents
    from rodtrad.cli.commands import run_read, run_read_documents

    kept: dict[str, Any] = {"by": by, "why": why, "overwrite_edits": overwrite_edits}
    if kind or key or are_documents(sources):
        run_read_documents(sources, book, kind=kind, key=key, json=json, language=language, **kept)
    else:
        run_read(sources[0], book, add=add, json=json, language=language, **kept)


@app.command()
def check(
    book: BookOption = BOOK,
    strict: Annotated[
        bool, typer.Option("--strict", help="Avslutt med kode 1 når det finnes åpne funn med alvor «Feil».")
    ] = False,
    number: Annotated[
        str, typer.Option("--number", metavar="NR", help="Vis bare funn fra én kontroll, for eksempel S-01.")
    ] = "",
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents", metavar="MAPPE", help="Prøv også avlesningene våre mot dokumentene som tekst."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Forklar alle kontrollene i stedet for å kjøre dem.")
    ] = False,
    json: JsonOption = False,
    at: AtOption = "",
    language: LanguageOption = "no",
) -> None:
    """Prøv alle sammenhenger i boken og vis funnene, de alvorligste først.

    Et funn sier hva som er trykt, hva vi beregner, hvor mye avrunding kan forklare, hvor det
    står og hva du kan gjøre. Det som bare følger av et annet funn, telles ikke for seg.

    Eksempel: rodtrad check --strict --json
    """
    from rodtrad.cli.commands import run_check, run_explain

    if explain:
        run_explain(language)
        return
    run_check(book, strict=strict, number=number, documents=documents, at=at, json=json, language=language)


@app.command()
def show(
    address: Annotated[
        str, typer.Argument(metavar="ADRESSE", help="Adressen til et tall, slik «check» viser den.")
    ],
    book: BookOption = BOOK,
    json: JsonOption = False,
    at: AtOption = "",
    language: LanguageOption = "no",
) -> None:
    """Vis ett tall: verdi, kilde, vurdering og broene det er en del av.

    Eksempel: rodtrad show measure_effect/sector-review-set/VEL1/2027/amount
    """
    from rodtrad.cli.commands import run_show

    run_show(address, book, at=at, json=json, language=language)


@app.command()
def accept(
    finding: Annotated[
        str, typer.Argument(metavar="FUNN", help="Navnet på funnet, for eksempel S-03-59729ce9a816.")
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEKST", help="Forklaringen, på et språk leseren forstår.")
    ] = "",
    by: ByOption = "",
    our_error: Annotated[
        bool, typer.Option("--our-error", help="Feilen er vår egen avlesning, ikke dokumentets.")
    ] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Trekk godkjenningen tilbake; funnet åpnes igjen.")
    ] = False,
    book: BookOption = BOOK,
    language: LanguageOption = "no",
) -> None:
    """Godta et funn med en begrunnelse, eller trekk godkjenningen tilbake.

    Begrunnelsen lagres med navn og tid. Et godtatt funn er «forklart» og kan åpnes igjen.

    Eksempel: rodtrad accept S-03-59729ce9a816 --reason "Ulike tellinger" --by "Controller"
    """
    from rodtrad.cli.commands import run_accept

    run_accept(finding, book, reason=reason, by=by, our_error=our_error, withdraw=withdraw, language=language)


@app.command()
def compute(
    what: Annotated[
        str,
        typer.Argument(
            metavar="MODELL", help="Hva som skal beregnes: «programme» er effektiviseringsprogrammet."
        ),
    ],
    book: BookOption = BOOK,
    scenario: Annotated[
        str,
        typer.Option("--scenario", metavar="NAVN", help="Et av bokens scenarier. Uten navn: alle tiltak."),
    ] = "",
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="ANTALL", help="Trekninger; flere gir jevnere tall og tar lengre tid."
        ),
    ] = 100_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="FRØ", help="Frø for trekningene; samme frø gir samme tall.")
    ] = 1,
    prices: Annotated[
        int | None,
        typer.Option(
            "--prices", metavar="ÅR", help="Regn virkningene om til dette årets priser, der kortet sier sitt."
        ),
    ] = None,
    correlation: Annotated[
        Path | None,
        typer.Option(
            "--correlation",
            metavar="FIL",
            help="CSV med korrelasjonen mellom anslagene, i stedet for det boken sier at tiltakene har felles.",
        ),
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = "no",
) -> None:
    """Beregn effektiviseringsprogrammet: summer, område, bidrag til usikkerheten og funn.

    Tiltakene summeres per år og ansvarlig, trekkes mange ganger med det som er usikkert og
    det tiltakene har felles, og holdes mot vedtatte rammekutt. Boken endres ikke.

    Eksempel: rodtrad compute programme --book ./book --draws 100000 --seed 1
    """
    from rodtrad.cli.commands import run_compute

    drawn: dict[str, Any] = {"scenario": scenario, "draws": draws, "seed": seed}
    given: dict[str, Any] = {"prices": prices, "correlation": correlation}
    run_compute(what, book, **drawn, **given, json=json, language=language)


@app.command()
def publish(
    book: BookOption = BOOK,
    formats: Annotated[
        str, typer.Option("--format", metavar="LISTE", help="Formater med komma mellom: html, pdf, docx.")
    ] = "html,pdf,docx",
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="MAPPE", help="Hvor filene legges. Uten mappe: «published» i boken."),
    ] = None,
    document: Annotated[
        str,
        typer.Option(
            "--document",
            metavar="NØKKEL",
            help="Lag dette dokumentet fra boken i stedet for styringsbildet: en sektorgjennomgang, "
            "eller et dokument som skrives her.",
        ),
    ] = "",
    theme: Annotated[
        Path | None,
        typer.Option("--theme", metavar="FIL", help="TOML-fil med kommunens navn, logo, farger og skrift."),
    ] = None,
    at: AtOption = "",
    language: LanguageOption = "no",
) -> None:
    """Lag styringsbildet, eller et dokument fra boken, som nettside, PDF og Word.

    Et dokument får nøkkelen sin som filnavn. En sektorgjennomgang har summer, figur og et kort for hvert
    tiltak, og den norske kan leses inn igjen med «rodtrad read» og gir de samme tiltakene og effektene.

    Eksempel: rodtrad publish --format pdf --to ./rapporter

    Eksempel: rodtrad publish --document sector-review-set --format docx

    Eksempel: rodtrad publish --document budget-2027 --theme kommune.toml
    """
    from rodtrad.cli.commands import run_publish

    run_publish(book, formats, to, document=document, at=at, theme=theme, language=language)


@app.command()
def backup(
    to: Annotated[
        Path,
        typer.Option("--to", metavar="FIL", help="Filen kopien skrives til. Den kan ikke finnes fra før."),
    ],
    book: BookOption = BOOK,
    language: LanguageOption = "no",
) -> None:
    """Skriv hele boken til én fil: tall, kilder, endringer og forklaringer.

    Kopien viser boken slik den er i det øyeblikket, også om andre skriver i den imens. Den kan legges
    tilbake i en mappe eller i PostgreSQL, uansett hvor boken lå. Innlogging er ikke med.

    Eksempel: rodtrad backup --to bok-2027-01-31.rodtrad --book ./book
    """
    from rodtrad.cli.backup_commands import run_backup

    run_backup(book, to, language)


@app.command()
def remind(
    addresses: Annotated[
        Path,
        typer.Option(
            "--addresses",
            metavar="FIL",
            help='TOML-fil med adressen til hver enhet, én på linjen: VEL = "post@example.org".',
        ),
    ],
    book: BookOption = BOOK,
    within: Annotated[
        int,
        typer.Option("--within", min=0, max=366, metavar="DAGER", help="Frister så nær regnes som snart."),
    ] = 14,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som ville blitt sendt, og send ingenting.")
    ] = False,
    site: Annotated[
        str,
        typer.Option(
            "--site",
            metavar="ADRESSE",
            envvar="RODTRAD_SITE",
            help="Adressen til Rødtråd, for lenken i brevet.",
        ),
    ] = "",
    language: LanguageOption = "no",
) -> None:
    """Send hver enhet en e-post om det som er over fristen eller har frist snart.

    En enhet får én e-post om dagen, uansett hvor ofte kommandoen kjøres; det huskes i en fil ved siden
    av adressene. En enhet uten adresse står i brevet til nærmeste enhet over. E-posttjeneren settes opp
    i miljøet: RODTRAD_SMTP_HOST og RODTRAD_SMTP_FROM, og ved behov RODTRAD_SMTP_PORT, RODTRAD_SMTP_USER,
    RODTRAD_SMTP_PASSWORD og RODTRAD_SMTP_SECURITY (starttls, tls eller none).

    Eksempel: rodtrad remind --addresses adresser.toml --dry-run
    """
    from rodtrad.cli.remind_command import run_remind

    run_remind(book, addresses, within=within, dry_run=dry_run, site=site, language=language)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Sikkerhetskopien som skal legges tilbake.")],
    book: BookOption = BOOK,
    language: LanguageOption = "no",
) -> None:
    """Legg en sikkerhetskopi tilbake som en ny bok: alt eller ingenting.

    Hele filen kontrolleres før noe skrives, og en bok som finnes, blir aldri skrevet over.

    Eksempel: rodtrad restore bok-2027-01-31.rodtrad --book ./ny-bok
    """
    from rodtrad.cli.backup_commands import run_restore

    run_restore(file, book, language)


app.add_typer(sheet)


def run() -> None:
    """Run the command line; errors become one clear message and an exit code.

    0 done, 1 findings of severity error when --strict, 2 wrong use, 3 bad input
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from rodtrad.core.errors import RodtradError

    try:
        app()
    except RodtradError as error:
        from rodtrad.cli.errors import tell

        sys.exit(tell(error))


if __name__ == "__main__":
    run()
