"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

BookOption = Annotated[Path, typer.Option("--book", metavar="MAPPE", help="Mappen der boken ligger.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON, for programmer.")]
LanguageOption = Annotated[str, typer.Option("--language", metavar="no|en", help="Språk: no eller en.")]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAVN", help="Hvem som gjør det. Uten navn: den som er pålogget.")
]
HostOption = Annotated[
    str,
    typer.Option(
        "--host", metavar="ADRESSE", help="Hvor boken åpnes. Andre enn denne maskinen må logge inn."
    ),
]
PortOption = Annotated[
    int,
    typer.Option("--port", min=0, max=65535, metavar="NR", help="Port; er den opptatt, brukes neste ledige."),
]
AtOption = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="DATO",
        help="Boken slik den var ved utgangen av denne dagen, for eksempel 2026-12-31.",
    ),
]
BOOK = Path("book")
HOST, PORT = "127.0.0.1", 8000
