"""The command line. Only this file is loaded for `--help`; each command loads what it needs."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rodtrad import __version__

app = typer.Typer(
    name="rodtrad",
    help="Rødtråd holder hvert tall i kommunens styring sammen med kilden sin, og prøver om tallene henger sammen.",
    epilog="Begynn med «rodtrad demo». In English: add --language en to a command.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

BookOption = Annotated[Path, typer.Option("--book", metavar="MAPPE", help="Mappen der boken ligger.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON, for programmer.")]
LanguageOption = Annotated[str, typer.Option("--language", metavar="no|en", help="Språk: no eller en.")]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAVN", help="Hvem som gjør det. Uten navn: den som er pålogget.")
]
HostOption = Annotated[
    str,
    typer.Option(
        "--host", metavar="ADRESSE", help="Hvor boken åpnes. Andre enn denne maskinen kan bare lese."
    ),
]
PortOption = Annotated[
    int,
    typer.Option("--port", min=0, max=65535, metavar="NR", help="Port; er den opptatt, brukes neste ledige."),
]
BOOK = Path("book")
HOST, PORT = "127.0.0.1", 8000


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
        Path | None,
        typer.Option(
            "--theme", metavar="FIL", help="CSS-fil fra Designsystemets temabygger, med kommunens farger."
        ),
    ] = None,
    language: LanguageOption = "no",
) -> None:
    """Åpne boken for nettleseren: hvert tall har sin egen side.

    Boken åpnes bare for denne maskinen. Åpnes den for flere med --host, kan de lese, men ikke
    forklare funn. Avslutt med Ctrl+C.

    Eksempel: rodtrad serve --book ./book
    """
    from rodtrad.cli.commands import run_serve

    run_serve(book, host=host, port=port, theme=theme, language=language)


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
    json: JsonOption = False,
    language: LanguageOption = "no",
) -> None:
    """Les dokumenter eller en datapakke inn i boken: alt eller ingenting.

    Dokumenter leses i den rekkefølgen de er oppgitt. Hvert tall får en adresse og en kilde,
    sammenhengene prøves, og du får se hva hvert dokument ga. Leses et dokument på nytt, byttes
    bare det ut. Hver feil nevnes med fil og hva du kan gjøre. Boken er uendret til alt er i orden.

    Eksempel: rodtrad read arsberetning.pdf tildelingsbrev.docx --book ./book

    Eksempel: rodtrad read oslo --book ./book
    """
    from rodtrad.app.reading import are_documents
    from rodtrad.cli.commands import run_read, run_read_documents

    kept: dict[str, Any] = {"by": by, "why": why, "overwrite_edits": overwrite_edits}
    if kind or key or are_documents(sources):
        run_read_documents(sources, book, kind=kind, key=key, json=json, language=language, **kept)
    else:
        run_read(sources[0], book, json=json, language=language, **kept)


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
    run_check(book, strict=strict, number=number, documents=documents, json=json, language=language)


@app.command()
def show(
    address: Annotated[
        str, typer.Argument(metavar="ADRESSE", help="Adressen til et tall, slik «check» viser den.")
    ],
    book: BookOption = BOOK,
    json: JsonOption = False,
    language: LanguageOption = "no",
) -> None:
    """Vis ett tall: verdi, kilde, vurdering og broene det er en del av.

    Eksempel: rodtrad show measure_effect/sector-review-set/VEL1/2027/amount
    """
    from rodtrad.cli.commands import run_show

    run_show(address, book, json=json, language=language)


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
            help="Lag denne sektorgjennomgangen fra boken i stedet for styringsbildet.",
        ),
    ] = "",
    language: LanguageOption = "no",
) -> None:
    """Lag styringsbildet, eller en sektorgjennomgang, som nettside, PDF og Word.

    En sektorgjennomgang får dokumentets nøkkel som filnavn. Den har summer, figur og et kort for hvert
    tiltak, og den norske kan leses inn igjen med «rodtrad read» og gir de samme tiltakene og effektene.

    Eksempel: rodtrad publish --format pdf --to ./rapporter

    Eksempel: rodtrad publish --document sector-review-set --format docx
    """
    from rodtrad.cli.commands import run_publish

    run_publish(book, formats, to, document=document, language=language)


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
