"""One state of a book, judged: what every page is a question to."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from rodtrad.checks.run_anew import completed, judgement_anew
from rodtrad.core import noted
from rodtrad.core.noted import ANYTHING, FIGURES, FINDINGS, RELATIONS, Kept, note
from rodtrad.core.roles import Drafts
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.judgement import Accepted, Judgement
from rodtrad.models.naming import Naming
from rodtrad.models.out_of_sight import Trace, is_out_of_sight, trace_of
from rodtrad.models.programme.repair import RepairAnswer, smallest_repair
from rodtrad.models.programme.repair_question import repair_question
from rodtrad.models.seen import seen_part, seen_readings
from rodtrad.models.sight import EVERYTHING, Landscape, Sight, Units
from rodtrad.models.thread.anew import Renewal, thread_anew
from rodtrad.models.thread.rules import RULES
from rodtrad.reports.search import SearchIndex
from rodtrad.reports.telling import Telling
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.following import Following

_MOST_TRACES = 50
"""As many changes may come between two looks at a part, or it is made again from the whole."""
_NAMES = (*SHAPES, FIGURES, RELATIONS, FINDINGS, ANYTHING)
"""All that can be read of a book, by the names it is noted by."""


@dataclass(frozen=True)
class Edition:
    """One state of a book (utgave), judged. Never changes, so it can be read by many at once.

    state     tells this state from every other
    revision  number of the last change
    readings  what the pages say: address, text, document, line
    since     for each name of what can be read (`core/noted.py`), the change it has been as it is since;
              `oldest` for those that are not there
    kept      what has been made of it, and is carried along for as long as it stays true
    traces    of the last changes that led here, by turn
    sight     what those may see who see this
    """

    state: str
    revision: int
    judgement: Judgement
    readings: pl.DataFrame
    since: Mapping[str, int] = field(default_factory=dict)
    oldest: int = 0
    kept: Kept = field(default_factory=Kept)
    traces: Mapping[int, Trace] = field(default_factory=dict)
    sight: Sight = EVERYTHING
    _making: threading.RLock = field(default_factory=threading.RLock, compare=False, repr=False)
    """What an edition makes when somebody first asks is made by one at a time."""

    def last_change(self, name: str) -> int:
        """The number that a part of the book has had since it last changed; it grows with every change."""
        return self.since.get(name, self.oldest)

    @property
    def turn(self) -> int:
        """The number of the last change of anything; unlike `revision`, also of what has been said of it."""
        return self.last_change(ANYTHING)

    def after(self, following: Following) -> "Edition":
        """The edition after some changes: only what they touch is judged anew.

        following  what has happened to the book's rows since this state; not a whole reading
        """
        accepted = (
            accepted_of(following.accepted) if following.accepted is not None else self.judgement.accepted
        )
        renewal = thread_anew(self.judgement.thread, following.rows)
        judgement = judgement_anew(self.judgement, renewal, accepted)
        return self._next(judgement, renewal, following.state)

    def complete(self) -> "Edition":
        """The same state with the checks run that were put off."""
        thread = self.judgement.thread
        return self._next(completed(self.judgement), Renewal(thread, thread), self.state)

    def _next(self, judgement: Judgement, renewal: Renewal, state: str) -> "Edition":
        """The edition with another judgement, after a change."""
        turn, revision = self.turn + 1, int(state.partition(".")[0])
        if renewal.whole:
            return Edition(state, revision, judgement, self.readings, {ANYTHING: turn}, turn)
        changed = renewal.touched | {ANYTHING}
        if judgement.findings != self.judgement.findings:
            changed = changed | {FINDINGS}
        trace = trace_of(renewal, self.judgement.findings, judgement.findings)
        return Edition(
            state,
            revision,
            judgement,
            self.readings,
            since={**self.since, **dict.fromkeys(changed, turn)},
            oldest=self.oldest,
            kept=self.kept.after(changed),
            traces={**dict(list(self.traces.items())[1 - _MOST_TRACES :]), turn: trace},
        )

    def make_ready(self) -> None:
        """Make what the next change needs, so that who makes it need not wait for that."""
        thread = self.judgement.thread
        for rule in RULES:
            thread.ground.places(rule.fact, rule.place)
        self.judgement.verdicts.get("")

    def part(self, units: Units | None, *, drafts: Drafts, before: "Edition | None" = None) -> "Edition":
        """What somebody may see of it.

        before  what they saw last: what is the same in both has not changed for them
        """
        sight = self.kept.once("landscape", lambda: Landscape.of(self.judgement.thread.facts)).sight(
            units, drafts=drafts
        )
        if sight == EVERYTHING:
            return self
        if before is not None and before.sight == sight and self._is_as_it_was(before):
            return replace(
                before,
                state=self.state,
                revision=self.revision,
                since={**before.since, ANYTHING: self.turn},
                kept=before.kept.after(frozenset({ANYTHING})),
            )
        part = seen_part(self.judgement, sight)
        readings = seen_readings(self.readings, self.judgement.thread, part.thread)
        since = dict.fromkeys(_NAMES, self.turn)
        made = Edition(self.state, self.revision, part, readings, since, self.oldest, sight=sight)
        return made if before is None or before.oldest != self.oldest else self._carried(before, made)

    def _carried(self, before: "Edition", made: "Edition") -> "Edition":
        """A part that was made again, with what is still true of it as it was before.

        Where somebody sees other documents than before, any of it may have changed for them.
        """
        is_same_sight = before.sight == made.sight
        newer = [n for n in _NAMES if not is_same_sight or self.last_change(n) > before.turn]
        changed = frozenset(n for n in newer if not _is_same(n, before.judgement, made.judgement))
        since = {**before.since, **dict.fromkeys(changed, self.turn)}
        return replace(made, since=since, kept=before.kept.after(changed))

    def _is_as_it_was(self, part: "Edition") -> bool:
        """Whether nothing that somebody saw in a part of the book has changed since then."""
        turns = range(part.turn + 1, self.turn + 1)
        if part.oldest != self.oldest or not all(turn in self.traces for turn in turns):
            return False
        return all(is_out_of_sight(part.judgement, part.sight, self.traces[turn]) for turn in turns)

    def telling(self, language: Language) -> Telling:
        """The book in a language; made once."""
        with self._making:
            if language not in self._tellings:
                self._tellings[language] = Telling(self.judgement, language, self.kept)
            return self._tellings[language]

    def search(self, language: Language) -> SearchIndex:
        """The words of the book in a language; gathered when somebody first searches."""
        note(ANYTHING)
        telling = self.telling(language)
        with self._making:
            if language not in self._indexes:
                self._indexes[language] = SearchIndex(telling)
            return self._indexes[language]

    def repair(self, document: str) -> RepairAnswer:
        """The smallest change that would make a review's totals agree; searched when somebody first asks."""

        def searched() -> RepairAnswer:
            question = repair_question(self.judgement.thread, document)
            return smallest_repair(question, clock=time.monotonic)

        with self._making:
            return self.kept.once(("repair", document), searched)

    @property
    def printed(self) -> Mapping[str, str]:
        """What the page says, by the figure's address."""
        return self.kept.once("printed", lambda: dict(self.readings.select("address", "text").iter_rows()))

    @property
    def naming(self) -> Naming:
        """The figures by size and by name, for those who write; gathered when somebody first writes."""
        note(ANYTHING)
        return self._naming

    @cached_property
    def _naming(self) -> Naming:
        return Naming(FigureIndex(self.judgement.thread))

    def readings_of(self, document: str) -> pl.DataFrame:
        """What one document says."""
        return self.readings.filter(pl.col("document") == document)

    @cached_property
    def _tellings(self) -> dict[Language, Telling]:
        return {}

    @cached_property
    def _indexes(self) -> dict[Language, SearchIndex]:
        return {}


def accepted_of(said: Mapping[str, Acceptance]) -> dict[str, Accepted]:
    """What has been said of findings, as the checks take it."""
    return {name: Accepted(a.verdict, a.reason, a.numbers) for name, a in said.items()}


def _is_same(name: str, before: Judgement, now: Judgement) -> bool:
    """Whether a part of the book looks the same in two judgements."""
    one, other = before.thread, now.thread
    match name:
        case noted.FIGURES:
            return one.figures.equals(other.figures)
        case noted.RELATIONS:
            return one.judged.equals(other.judged)
        case noted.FINDINGS:
            return before.findings == now.findings
    return name in one.facts and one.facts[name].equals(other.facts[name])
