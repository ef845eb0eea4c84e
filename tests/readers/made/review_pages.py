"""The pages of a sector review that are not effects: places with prices, and rates."""

from decimal import Decimal
from random import Random

from made.draft import Draft, Figure, Keys, Line, Said
from made.pieces import Table

_SERVICES = ("Dagsenter", "Mestringssenter", "Akuttplasser og utredning", "Forsterket omsorgssenter")


def add_places(draft: Draft, rng: Random, agency: str) -> None:
    """Places with price and cost, the share of it that is paid, and sentences that tell some again."""
    low, high = rng.randint(900, 1500), rng.randint(1600, 2600)
    places = [rng.randint(12, 120) for _ in _SERVICES]
    draft.heading("Døgnplasser", 3)
    draft.say(
        f"{agency} har {{all}} plasser. Døgnprisen for de fleste er {{low}} kroner per døgn, mens det "
        "tyngste tilbudet koster {high} kroner per døgn.",
        all=Said(sum(places), "plasser"),
        low=Said(low, "kr"),
        high=Said(high, "kr"),
    )
    lines = []
    for name, count in zip(_SERVICES, places, strict=True):
        price = high if name == _SERVICES[-1] else low
        cost = round(price * rng.uniform(1.1, 2.9))
        share = round(Decimal(price * 100) / cost, 1)
        lines.append(Line(name, (
            Figure(count, "service", {"service": name, "measure": "places"}, unit="plasser"),
            Figure(price, "service", {"service": name, "measure": "price"}),
            Figure(cost, "service", {"service": name, "measure": "cost"}),
            Figure(share, "service", {"service": name, "measure": "share"}, 1, "prosent", words="{}%"),
        )))  # fmt: skip
    header = ("Type tilbud", "Antall plasser", "Bydelspris per plass", "Gj. kostnad per plass",
              "Andel bydelsbetaling")  # fmt: skip
    caption = f"Tabell 6: Oversikt over plasser i {agency}"
    draft.table(Table(caption, "", header, (), "prices", "kr"), lines)


_HOUSEHOLDS = ("Enslige", "Ektepar/samboere", "Personer i bofellesskap", "Barn 0-5 år", "Barn 6-10 år")


def add_rates(draft: Draft, rng: Random, year: int) -> None:
    """Rates of the municipality and of the state, with difference and per cent."""
    lines = []
    for household in _HOUSEHOLDS:
        state = rng.randint(40, 140) * 100
        own = state + rng.randint(60, 2700)
        about: Keys = {"household": household, "year": year}
        lines.append(Line(household, (
            Figure(own, "rate", {**about, "measure": "own"}),
            Figure(state, "rate", {**about, "measure": "state"}),
            Figure(own - state, "rate", {**about, "measure": "difference"}),
            Figure(round(Decimal((own - state) * 100) / state), "rate", {**about, "measure": "percent"}, 0,
                   "prosent", words="{} %"),
        )))  # fmt: skip
    alone_about: Keys = {"household": "Unge hjemmeboende 18-23 år", "year": year, "measure": "own"}
    alone = Figure(rng.randint(50, 70) * 100, "rate", alone_about)
    lines.append(Line("Unge hjemmeboende 18-23 år", (alone, None, None, None)))
    draft.heading("Satser", 3)
    caption = f"Tabell 9: Oversikt over kommunens og statens veiledende satser per 1. januar {year}"
    header = ("", f"Kommunens satser {year}", "Statens satser statsbudsjettet", "Differanse", "% avvik")
    grid = draft.table(Table(caption, "", header, (), "rates", "kr", note="Kilde: Fjordvik kommune"), lines)
    grid.add_across("difference", 3, ((1, 1), (2, -1)), range(len(_HOUSEHOLDS)))
