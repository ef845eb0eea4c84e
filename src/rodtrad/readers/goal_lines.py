"""Goals, actions and clarifications: numbered in an annual report's text, and in a letter's tree of goals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.facts.goal import GoalLevel
from rodtrad.readers.gather import Gathered, named
from rodtrad.readers.layout import Kind, Laid

_GOAL = re.compile(r"^\s*Mål\s+(\d{1,2})\s*[:.]?\s+(?=[A-ZÆØÅ])(.+)$")
_ACTION = re.compile(r"^\s*Tiltak\s+(\d{1,2})\s+(?=[A-ZÆØÅ])(.+)$")
_CLARIFIED = re.compile(r"^\s*\S+\s+presiserer\s*:\s*(.*)$", re.IGNORECASE)
_ACTION_CODE = re.compile(r"^\s*(\d{1,2}\.\d{1,2}\.\d{1,2})\.?(?=\s|$)\s*(.*)$")
_SECTOR_CODE = re.compile(r"^\s*(\d{1,2}\.\d{1,2})\.?\s+(?=[A-ZÆØÅ])(.*)$")
_CITY_CODE = re.compile(r"^\s*(\d)\s+(?=[A-ZÆØÅ])(.*)$")
_TREE_BEGINS = re.compile(r"\bmål\b.*\btiltak\b", re.IGNORECASE)
_TREE_CHAPTER = re.compile(r"^\d{1,2}\.\d?\s+mål\b.{0,60}$", re.IGNORECASE)
_TREE_HEADS = re.compile(
    r"^(?:kommunemål|sektormål.*|tiltak|presisering|rapport(?:-|ering|e?r?)?|ering|hovedmål.*|delmål.*)$",
    re.IGNORECASE,
)
_REPORTED_BESIDE = re.compile(r"(?<=\S)\s+(?:Årsberetning|Tertialrapport\w*|Tertial|Kvartalsvis|Månedlig)$")
_CHAPTER = re.compile(
    r"^\d{1,2}\.\s+[A-ZÆØÅ]|^\d\.\d\s.*(?:klimabudsjett|tallbudsjett|verbalvedtak)", re.IGNORECASE
)
_LEAST_CELLS, _SAME_COLUMN = 2, 0.6
_TREE_ENDS = re.compile(r"^(?:resultatindikator|indikator)", re.IGNORECASE)
_REPORTED = re.compile(r"^års-?$|^årsberetning$|^beretning|^tertial|^kvartal|^månedlig", re.IGNORECASE)
_OTHERS = (Kind.BULLET, Kind.ROW, Kind.HEADING, Kind.CAPTION)
_MOST_LABEL_LINES = 8


def read_report_goals(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """Goals, actions and clarifications in the text of an annual report: "Mål 2 …", "… presiserer:"."""
    goal = action = ""
    count = 0
    for place, line in enumerate(laid):
        text = line.text
        if found := _GOAL.match(text):
            goal, action, count = f"mål{found.group(1)}", "", 0
            _add(gathered, goal, GoalLevel.GOAL, None, _whole(laid, place, found.group(2)), line.number)
        elif goal and (found := _ACTION.match(text)):
            number = f"{goal}.tiltak{found.group(1)}"
            if _add(
                gathered, number, GoalLevel.ACTION, goal, _whole(laid, place, found.group(2)), line.number
            ):
                action, count = number, 0
        elif (action or goal) and (found := _CLARIFIED.match(text)):
            count += 1
            above = action or goal
            label = _whole(laid, place, found.group(1), sentence=True)
            _add(gathered, f"{above}.p{count}", GoalLevel.CLARIFICATION, above, label, line.number)


def _add(
    gathered: Gathered, number: str, level: GoalLevel, parent: str | None, label: str, line: int
) -> bool:
    words = named(label, 140)
    added = gathered.add(
        "goal",
        number=number,
        level=level.value,
        parent=parent,
        label=words or number,
        label_en=words or number,
        line=line,
    )
    return added is not None


def _whole(laid: Sequence[Laid], place: int, first: str, *, sentence: bool = False) -> str:
    """The words of a goal, with the lines it goes on over."""
    words = [first.strip()]
    for line in laid[place + 1 : place + _MOST_LABEL_LINES]:
        if line.gap or line.kind in _OTHERS or (not sentence and line.kind is Kind.PROSE):
            break
        if sentence and words[-1].endswith("."):
            break
        if not sentence and line.text.strip()[:1].isupper() and not words[-1].endswith("-"):
            break
        words.append(line.words)
    return " ".join(words)


def read_goal_tree(gathered: Gathered, laid: Sequence[Laid]) -> tuple[int, int] | None:
    """The tree of goals in a letter: codes of one, two and three levels, and what is said beside the actions.

    returns  the first and last line of the tree; None when there is none
    """
    _municipal_goals(gathered, laid)
    headed = [i for i, x in enumerate(laid) if _heads_tree(x)]
    if not headed:
        return None
    # In a list of contents the next chapter follows at once.
    begins = next((i for i in headed if _last_of_tree(laid, i + 1) > i), headed[0])
    last = _last_of_tree(laid, begins + 1)
    action, count = "", 0
    for block in _blocks(laid[begins + 1 : last + 1]):
        text, line = _REPORTED_BESIDE.sub("", " ".join(block.words)), block.line
        if found := _ACTION_CODE.match(text):
            action, count = found.group(1), 0
            _add(gathered, action, GoalLevel.ACTION, None, found.group(2), line)
        elif found := _SECTOR_CODE.match(text):
            sector = found.group(1)
            _add(gathered, sector, GoalLevel.SECTOR_GOAL, sector.split(".")[0], found.group(2), line)
        elif found := _CITY_CODE.match(text):
            _add(gathered, found.group(1), GoalLevel.MUNICIPAL_GOAL, None, found.group(2), line)
        elif action and text[:1].isupper() and not _REPORTED.match(text):
            count += 1
            _add(gathered, f"{action}.p{count}", GoalLevel.CLARIFICATION, action, text, line)
    _set_parents(gathered)
    return laid[begins].number, laid[last].number


def _heads_tree(line: Laid) -> bool:
    """Whether a line is the heading of the tree, which may stand so near a list that it looks like text."""
    is_heading = line.kind is Kind.HEADING or _TREE_CHAPTER.match(line.words)
    return bool(is_heading and _TREE_BEGINS.search(line.text))


@dataclass
class _Block:
    """The words of one cell of the tree, and the line they begin on."""

    line: int
    words: list[str]


def _last_of_tree(laid: Sequence[Laid], begins: int) -> int:
    """The place of the last line before the indicators or the next chapter."""
    for place in range(begins, len(laid)):
        line = laid[place]
        chapter = line.kind is Kind.HEADING and _CHAPTER.match(line.words)
        if chapter or _TREE_ENDS.match(line.words):
            return max(place - 1, begins - 1)
    return len(laid) - 1


def _blocks(laid: Sequence[Laid]) -> list[_Block]:
    """The cells of the tree, row by row: by their columns where a file has them, else by room."""
    blocks: list[_Block] = []
    columns: dict[float, _Block] = {}
    for line in laid:
        if line.kind is Kind.FURNITURE or all(_TREE_HEADS.match(c) for c in _cells(line)):
            continue
        if len(line.cells) < _LEAST_CELLS and not columns:
            if line.gap or _has_code(line.text) or not blocks:
                blocks.append(_Block(line.number, []))
            blocks[-1].words.append(line.words)
            continue
        if any(_has_code(c.text) for c in line.cells) or line.gap:
            columns = {}
        for cell in line.cells:
            if cell.text.strip():
                column = next((c for c in columns if abs(c - cell.left) < _SAME_COLUMN), None)
                if column is None:
                    column = cell.left
                    columns[column] = _Block(line.number, [])
                    blocks.append(columns[column])
                columns[column].words += cell.text.split()
    return blocks


def _cells(line: Laid) -> list[str]:
    """The words of each cell; words one by one where cells are not known and all are heads."""
    if line.cells:
        return [c.text.strip() for c in line.cells if c.text.strip()]
    words = line.words
    return [words] if _TREE_HEADS.match(words) else words.split()


def _has_code(text: str) -> bool:
    return bool(_ACTION_CODE.match(text) or _SECTOR_CODE.match(text) or _CITY_CODE.match(text))


def _municipal_goals(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """The goals of the municipality in a letter's introduction: "Mål 1 …" to "Mål 5 …"."""
    for place, line in enumerate(laid):
        if found := _GOAL.match(line.text):
            number = found.group(1)
            _add(
                gathered,
                number,
                GoalLevel.MUNICIPAL_GOAL,
                None,
                _whole(laid, place, found.group(2)),
                line.number,
            )


def _set_parents(gathered: Gathered) -> None:
    """An action stands under the sector goal of its number, else under one of the same city goal."""
    goals = gathered.rows.get("goal", {})
    numbers = [str(r["number"]) for r in goals.values()]
    for row in goals.values():
        number = str(row["number"])
        if row["level"] != GoalLevel.ACTION.value:
            continue
        own, city = number.rsplit(".", 1)[0], number.split(".")[0]
        beside = [n for n in numbers if n.count(".") == 1 and n.split(".")[0] == city]
        row["parent"] = own if own in numbers else (beside[0] if beside else own)
