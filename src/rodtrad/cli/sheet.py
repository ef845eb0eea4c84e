"""The commands `sheet out` and `sheet in`."""

from pathlib import Path
from typing import Annotated

import typer

from rodtrad.cli.options import BOOK, BookOption, ByOption, JsonOption, LanguageOption

sheet = typer.Typer(
    name="sheet",
    help="Hent en tabell ut til Excel for arbeid, og ta den inn igjen.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@sheet.command("out")
def sheet_out(
    fact: Annotated[
        str,
        typer.Argument(
            metavar="TABELL", help="Tabellens navn, for eksempel budget_line eller «Budsjettlinje»."
        ),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FIL", help="Regnearket som skrives, .xlsx.")],
    document: Annotated[
        str, typer.Option("--document", metavar="NØKKEL", help="Bare rader fra dette dokumentet.")
    ] = "",
    unit: Annotated[str, typer.Option("--unit", metavar="NØKKEL", help="Bare rader for denne enheten.")] = "",
    book: BookOption = BOOK,
    language: LanguageOption = "no",
) -> None:
    """Skriv en tabell som regneark: nøkler er låst, valg står i lister, tall er i sin enhet.

    Regnearket husker hvilken endring av boken det er fra, så ingen skriver over hverandre.

    Eksempel: rodtrad sheet out assumption --document sector-review-set --to forutsetninger.xlsx
    """
    from rodtrad.cli.sheet_commands import run_sheet_out

    run_sheet_out(fact, to, book, document=document, unit=unit, language=language)


@sheet.command("in")
def sheet_in(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Regnearket, .xlsx uten makroer.")],
    fact: Annotated[
        str,
        typer.Option(
            "--fact", metavar="TABELL", help="Hvilken tabell det er; trengs bare for egne regneark."
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis forskjellene uten å lagre noe.")] = False,
    conflicts: Annotated[
        str,
        typer.Option(
            "--conflicts",
            metavar="sheet|book",
            help="Hva som gjelder i rader som også er endret i boken. Uten valg: ingenting lagres.",
        ),
    ] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Ta også ut radene som er borte fra regnearket.")
    ] = False,
    by: ByOption = "",
    why: Annotated[str, typer.Option("--why", metavar="TEKST", help="Hvorfor; står i bokens historie.")] = "",
    book: BookOption = BOOK,
    json: JsonOption = False,
    language: LanguageOption = "no",
) -> None:
    """Ta et regneark inn i boken: alt eller ingenting, som én endring.

    Hver feil nevnes med ark, celle og hva som var ventet. Rader som noen har endret i boken siden
    regnearket ble hentet ut, er konflikter, og du velger hva som gjelder.

    Eksempel: rodtrad sheet in forutsetninger.xlsx --dry-run
    """
    from rodtrad.cli.sheet_commands import SheetWish, run_sheet_in

    wish = SheetWish(fact, dry_run, conflicts, remove, by, why)
    run_sheet_in(file, book, wish, json=json, language=language)
