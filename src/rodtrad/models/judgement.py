"""A judged book: its thread, its findings, and what people have said of them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Verdict
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread


@dataclass(frozen=True)
class Judgement:
    """A judged book: its thread, and every finding with what people have said of it."""

    thread: Thread
    findings: tuple[Finding, ...]

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
    def verdicts(self) -> dict[str, str]:
        """The verdict of every figure that a relation has tested, by address."""
        addresses = self.thread.figures.select("figure", "address")
        tested = self.figure_verdicts().join(addresses, on="figure").select("address", "verdict")
        return dict(tested.iter_rows())

    def with_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Findings with one verdict; our reading errors are kept apart from the documents' faults."""
        return tuple(f for f in self.findings if f.verdict is verdict)

    def relation_verdicts(self) -> pl.DataFrame:
        """The verdict of every tested relation, after what people have accepted.

        returns  relation, result, verdict
        """
        said = [(r, f.verdict.value) for f in self.findings if f.reason for r in f.relations]
        schema = {"relation": pl.UInt32, "said": pl.String}
        accepted = pl.DataFrame(said, schema=schema, orient="row").unique("relation", keep="last")
        judged = self.thread.judged.join(accepted, on="relation", how="left", maintain_order="left")
        return judged.select("relation", "result", pl.coalesce("said", "verdict").alias("verdict"))

    def figure_verdicts(self) -> pl.DataFrame:
        """A verdict for every figure that a relation has tested.

        returns  figure, verdict: the worst one among relations where the figure is the result;
                 else the mildest among those it is a term of, since one good bridge clears a part
        """
        order = {v.value: i for i, v in enumerate(Verdict)}
        rank = pl.col("verdict").replace_strict(order, return_dtype=pl.Int8).alias("rank")
        judged = self.relation_verdicts().select("relation", pl.col("result").alias("figure"), rank)
        as_result = judged.group_by("figure").agg(pl.col("rank").max())
        as_term = (
            self.thread.relations.terms.join(judged.select("relation", "rank"), on="relation")
            .group_by("figure")
            .agg(pl.col("rank").min())
            .join(as_result, on="figure", how="anti")
        )
        names = {i: v for v, i in order.items()}
        worst = pl.concat([as_result, as_term.select(as_result.columns)])
        named = pl.col("rank").replace_strict(names, return_dtype=pl.String).alias("verdict")
        printed = self.thread.figures.filter(pl.col("fact") != CONSTANT).select("figure")
        return worst.join(printed, on="figure", how="semi").select("figure", named)
