"""Answers as HTML: templates with links, words and charts; and tables as files."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from rodtrad import __version__
from rodtrad.app.asking import Ask
from rodtrad.app.reminders import waiting
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day
from rodtrad.core.roles import Right
from rodtrad.core.shape import Language
from rodtrad.core.words import say, word
from rodtrad.publish.chart import chart_note, chart_spec, chart_table
from rodtrad.publish.layout import PHONE, SCREEN
from rodtrad.publish.palette import WEB
from rodtrad.publish.sheets import table_csv, table_xlsx
from rodtrad.reports.tree import Chart, TableBlock

TEMPLATES = Path(__file__).parents[1] / "templates" / "web"
MENU = (
    ("/", "overview"),
    ("/goals", "goals"),
    ("/budget", "budget"),
    ("/measures", "measures_page"),
    ("/programme", "programme"),
    ("/work", "work"),
    ("/assignments", "assignments_page"),
    ("/indicators", "indicators"),
    ("/units", "units"),
    ("/documents", "documents"),
    ("/findings", "findings"),
)
WORK_MENU: tuple[tuple[str, str], ...] = (
    ("/planning", "planning"),
    ("/letters", "letters"),
    ("/follow-up", "follow_up"),
    ("/reporting", "reporting"),
    ("/me", "tasks"),
)
"""The parts of the year's work, by path."""
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT_CHARTS = 256


@cache
def templates() -> Environment:
    """The templates, read when the first page is asked for."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"menu": MENU, "work_menu": WORK_MENU, "version": __version__}
    made.globals["kind_of"] = lambda block: type(block).__name__
    return made


def path_of(address: str, language: Language = "no") -> str:
    """Where the figure, row or page with an address is on this site."""
    inside = address if address.startswith("/") else f"/{quote(address, safe='/')}"
    return inside if language == "no" else ("/en" if inside == "/" else f"/en{inside}")


def with_query(path: str, given: dict[str, str], **changed: object) -> str:
    """A path with its choices, some of them changed; an empty choice is left out."""
    chosen = {**given, **{k: str(v) for k, v in changed.items()}}
    kept = {k: v for k, v in chosen.items() if v not in ("", "None")}
    return f"{path}?{urlencode(kept)}" if kept else path


def _with_day(ask: Ask, given: dict[str, str]) -> dict[str, str]:
    """A page's choices with the day that is shown, so that every link stays on it."""
    return {**given, "at": ask.day.isoformat()} if ask.day else given


def _on_day(ask: Ask, path: str) -> str:
    """A path that stays on the day that is shown."""
    if ask.day is None:
        return path
    inside, sign, part = path.partition("#")
    return f"{inside}{'&' if '?' in inside else '?'}at={ask.day.isoformat()}{sign}{part}"


def page(
    template: str, ask: Ask, path: str, query: dict[str, str], *, has_data: bool = False, **values: Any
) -> str:
    """A whole page.

    path      the page's path without the language
    query     what the reader has chosen
    has_data  whether the same answer is at the same path under `/api`
    values    what the template shows; where it is a form that could not be saved also `failed`, `errors`,
              `problems` of its fields, and the texts `given`
    """
    language = ask.language
    other: Language = "en" if language == "no" else "no"
    given = {
        "ask": ask,
        "telling": ask.telling,
        "language": language,
        "path": path,
        "query": query,
        "has_data": has_data,
        "failed": False,
        "errors": (),
        "problems": {},
        "given": {},
        "elsewhere": with_query(path_of(path, other), _with_day(ask, query)),
        "present": with_query(path_of(path, language), query | {"at": ""}),
        "shown_day": day(ask.day, language) if ask.day else "",
        "api_href": with_query("/api" + path.rstrip("/"), query, language="en" if language == "en" else ""),
        "say": lambda key, **facts: say(key, language, **facts),
        "word": lambda category, value: word(category, value, language),
        "unit_name": lambda unit: UNITS[unit].label_in(language),
        "href": lambda address: _on_day(ask, path_of(address, language)),
        "with_choices": lambda address, **chosen: with_query(
            path_of(address, language), _with_day(ask, {}), **chosen
        ),
        "with_query": lambda **changed: with_query(path_of(path, language), _with_day(ask, query), **changed),
        "count": ask.telling.count,
        "drawn": lambda chart: drawn(chart, language),
        "may": lambda right: ask.person.may(Right(right)),
        "waiting": waiting(ask),
    }
    shown = templates().get_template(template).render(given | values)
    return shown.replace("\x00", "\ufffd")


@lru_cache(maxsize=_KEPT_CHARTS)
def drawn(chart: Chart, language: Language) -> dict[str, Any]:
    """A chart for a page: two specifications, a note, and its numbers as a table. Each is made once."""
    wide, narrow = (_as_data(chart_spec(chart, language, layout, WEB)) for layout in (SCREEN, PHONE))
    return {
        "wide": wide,
        "narrow": narrow,
        "note": chart_note(chart, language),
        "table": chart_table(chart, language),
    }


def _as_data(spec: dict[str, Any]) -> Markup:
    """JSON that can stand inside a page: nothing in it ends the element it stands in."""
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 - no sign is left that HTML gives a meaning


def file_of(table: TableBlock, kind: str) -> Response:
    """A table as a file to keep."""
    content: str | bytes = table_csv(table) if kind == "csv" else table_xlsx(table)
    return attachment(content, table.name, kind)


def attachment(content: str | bytes, name: str, kind: str) -> Response:
    """A file with a safe name."""
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}.{kind}"'}
    return Response(content, media_type=CSV if kind == "csv" else XLSX, headers=headers)
