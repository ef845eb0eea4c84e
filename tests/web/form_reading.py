"""The fields of the form on a page, as a browser would send them."""

from html.parser import HTMLParser


class FormRead(HTMLParser):
    """What each named field of the page's forms holds."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self._inside = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input":
            self.fields[name] = given.get("value", "")
        elif tag in ("textarea", "select"):
            self.fields[name] = ""
            self._inside = name
        elif tag == "option" and self._inside and "selected" in given:
            self.fields[self._inside] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and self.lasttag == "textarea":
            self.fields[self._inside] += data


def fields_of(markup: str) -> dict[str, str]:
    """The named fields of the form that changes the book; the search field above it is left out."""
    fields = FormRead(markup).fields
    return {name: value for name, value in fields.items() if name not in ("", "q")}
