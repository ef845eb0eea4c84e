"""The equations a page states, by what is printed."""

from typing import NamedTuple

from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.document import DocumentRead


class Said(NamedTuple):
    """An equation of the text: what it is called, the printed result and terms, and how it stands."""

    label: str
    result: str
    terms: tuple[str, ...]
    verdict: str


def said_on(page: DocumentRead) -> list[Said]:
    """Every equation a page states, in the order of its results."""
    if "stated_relation" not in page.facts:
        return []
    printed = {seen.address: seen.text for seen in page.seen if seen.address}
    thread = thread_of(page.facts)
    at = dict(zip(thread.judged["result"], thread.judged["verdict"], strict=True))
    made = []
    for _, rows in page.facts["stated_relation"].group_by("key", maintain_order=True):
        result = rows.filter(rows["role"] == "result")["address"][0]
        terms = [printed.get(a, a) for a in rows.filter(rows["role"] != "result")["address"]]
        made.append(Said(rows["label"][0], printed[result], tuple(sorted(terms)), at[thread.at[result]]))
    return made
