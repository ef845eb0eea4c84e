"""A judged book: its thread, its findings, and what people have said of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.noted import FIGURES, FINDINGS, RELATIONS, note
from rodtrad.core.relation import Relations
from rodtrad.core.verdict import Verdict
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.splice import Cut, moved, spliced
from rodtrad.models.thread.weave import Thread

_NOTED = {
    "findings": (FINDINGS,),
    "by_id": (FINDINGS,),
    "at": (FINDINGS,),
    "verdicts": (FIGURES, RELATIONS, FINDINGS),
    "ranks": (FIGURES, RELATIONS, FINDINGS),
}
_ORDER = {verdict.value: rank for rank, verdict in enumerate(Verdict)}
OF_RELATIONS, MORE = "(relations)", "(more)"
"""Where the findings about relations stand among what the checks have found, and those handed in."""
_UNTESTED = 255


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody has said of a finding, and what the finding said then."""

    verdict: Verdict
    reason: str
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one check has found, and the names of what it has read of the book."""

    findings: tuple[Finding, ...]
    read: frozenset[str]


@dataclass(frozen=True)
class Judgement:
    """A judged book: its thread, and every finding with what people have said of it.

    found     by check number, what is found before it is sifted and explained
    accepted  finding id to what somebody has said of it
    due       numbers of checks that have not been run since the book last changed; their findings are
              those from before, less what is about anything that has changed
    """

    thread: Thread
    findings: tuple[Finding, ...]
    found: Mapping[str, Found] = field(default_factory=dict)
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    due: frozenset[str] = frozenset()

    def __getattribute__(self, name: str) -> Any:
        """A part of the judgement; that it is looked at is noted."""
        if name in _NOTED:
            note(*_NOTED[name])
        return super().__getattribute__(name)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What the documents still owe an explanation for, gravest first."""
        return tuple(f for f in self.findings if f.verdict in (Verdict.CONTRADICTION, Verdict.UNEXPLAINED))

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """Every finding by its lasting name."""
        return {finding.id: finding for finding in self.findings}

    @cached_property
    def at(self) -> dict[str, list[Finding]]:
        """The findings about each figure or row, gravest first."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            for address in dict.fromkeys((*finding.addresses, *finding.consequences)):
                found[address].append(finding)
        return dict(found)

    @cached_property
    def verdicts(self) -> "Verdicts":
        """The verdict of every figure that a relation has tested, by address."""
        return Verdicts(self.thread, self.ranks)

    @cached_property
    def ranks(self) -> pl.Series:
        """By figure, the place of its verdict among all verdicts; 255 where no relation has tested it."""
        found = self._ranks_in(self.thread.relations)
        return _put(pl.repeat(_UNTESTED, self.thread.figures.height, dtype=pl.UInt8, eager=True), found)

    def carry_ranks(self, before: "Judgement", cuts: Sequence[Cut], relations: Iterable[int]) -> None:
        """Make the ranks from those of the judgement before.

        cuts       what has happened to the figures since
        relations  numbers of those that may have another verdict, also if they are gone
        """
        known = before.__dict__.get("ranks")
        if known is None:
            return
        numbers = pl.Series("relation", sorted(relations), dtype=pl.UInt32)
        then, now = before.thread.relations, self.thread.relations
        lost = moved(then.picked(then.known(numbers)).figures, cuts)
        figures = pl.concat([lost, now.picked(now.known(numbers)).figures]).unique()
        figures = figures.filter(figures < self.thread.figures.height).sort()
        come = pl.repeat(_UNTESTED, sum(cut.come for cut in cuts), dtype=pl.UInt8, eager=True)
        ranks = spliced(known.alias("rank").to_frame(), cuts, come.alias("rank").to_frame())["rank"]
        blank = pl.DataFrame({"figure": figures, "rank": pl.repeat(_UNTESTED, len(figures), eager=True)})
        found = self._ranks_in(now.picked(now.over(figures)))
        mine = found.join(blank.select("figure"), on="figure", how="semi")
        self.__dict__["ranks"] = _put(_put(ranks, blank), mine)

    def _ranks_in(self, relations: Relations) -> pl.DataFrame:
        """The rank of every figure in some relations, among those alone.

        returns  figure, rank: the worst one among relations where the figure is the result; else the
                 mildest among those it is a term of, since one good bridge clears a part
        """
        verdicts = self.relation_verdicts().join(
            relations.heads.select("relation"), on="relation", how="semi"
        )
        rank = pl.col("verdict").replace_strict(_ORDER, return_dtype=pl.UInt8).alias("rank")
        judged = verdicts.select("relation", pl.col("result").alias("figure"), rank)
        as_result = judged.group_by("figure").agg(pl.col("rank").max())
        as_term = (
            relations.terms.join(judged.select("relation", "rank"), on="relation")
            .group_by("figure")
            .agg(pl.col("rank").min())
            .join(as_result, on="figure", how="anti")
        )
        every = pl.concat([as_result, as_term.select(as_result.columns)])
        facts = self.thread.figures["fact"][every["figure"]]
        return every.filter(facts != CONSTANT)

    def with_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Findings with one verdict; our reading errors are kept apart from the documents' faults."""
        return tuple(f for f in self.findings if f.verdict is verdict)

    def relation_verdicts(self) -> pl.DataFrame:
        """The verdict of every tested relation, after what people have accepted.

        returns  relation, result, verdict
        """
        judged = self.thread.judged.select("relation", "result", "verdict")
        said = [(r, f.verdict.value) for f in self.findings if f.reason for r in f.relations]
        if not said:
            return judged
        schema = {"relation": pl.UInt32, "said": pl.String}
        accepted = pl.DataFrame(said, schema=schema, orient="row").unique("relation", keep="last")
        both = judged.join(accepted, on="relation", how="left", maintain_order="left")
        return both.select("relation", "result", pl.coalesce("said", "verdict").alias("verdict"))

    def figure_verdicts(self) -> pl.DataFrame:
        """A verdict for every figure that a relation has tested.

        returns  figure, verdict: the worst one among relations where the figure is the result;
                 else the mildest among those it is a term of, since one good bridge clears a part
        """
        tested = (self.ranks != _UNTESTED).arg_true().cast(pl.UInt32).alias("figure")
        names = {rank: verdict for verdict, rank in _ORDER.items()}
        verdict = self.ranks[tested].replace_strict(names, return_dtype=pl.String).alias("verdict")
        return pl.DataFrame([tested, verdict])


class Verdicts(Mapping[str, str]):
    """The verdict of every tested figure, by address."""

    def __init__(self, thread: Thread, ranks: pl.Series) -> None:
        self._at = thread.at
        self._ranks = ranks
        self._names = [verdict.value for verdict in Verdict]

    def __getitem__(self, address: str) -> str:
        """The verdict of a figure."""
        rank = int(self._ranks[self._at[address]])
        if rank == _UNTESTED:
            raise KeyError(address)
        return self._names[rank]

    def __iter__(self) -> Iterator[str]:
        """The addresses of the tested figures."""
        return (address for address, row in self._at.items() if self._ranks[row] != _UNTESTED)

    def __len__(self) -> int:
        """How many figures are tested."""
        return int((self._ranks != _UNTESTED).sum())


def _put(ranks: pl.Series, found: pl.DataFrame) -> pl.Series:
    """Ranks with those of some figures put in."""
    return ranks.clone().scatter(found["figure"], found["rank"].cast(pl.UInt8))
