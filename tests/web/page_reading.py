"""What a page holds, read as a browser reads it: links, ids, headings and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

OURS = "http://127.0.0.1:8000"
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


@dataclass
class PageRead(HTMLParser):
    """A page; `elements` counts every element by name."""

    markup: str
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    data_blocks: list[str] = field(default_factory=list)
    elements: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._inside: list[str] = []
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements[tag] = self.elements.get(tag, 0) + 1
        if tag in ("h1", "script"):
            self._inside.append(tag)
        if tag == "h1":
            self.headings.append("")
        if given.get("type") == "application/json" and tag == "script":
            self.data_blocks.append("")
        if "id" in given:
            self.ids.add(given["id"])
        if given.get(_LINKS.get(tag, ""), "") and given.get("method", "get") == "get":
            self.links.append(given[_LINKS[tag]])

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] == ["script"]:
            if self.data_blocks:
                self.data_blocks[-1] += data
            return
        self.words.append(data)
        if self._inside[-1:] == ["h1"]:
            self.headings[-1] += data

    @property
    def text(self) -> str:
        """Everything a reader reads, with single spaces."""
        return " ".join("".join(self.words).split())

    def inner_links(self, path: str) -> set[str]:
        """Paths on our own site that the page at a path leads to, without fragments."""
        found = (urlsplit(urljoin(OURS + path, link)) for link in self.links)
        here = urlsplit(OURS).netloc
        return {
            link._replace(scheme="", netloc="", fragment="").geturl() for link in found if link.netloc == here
        }
