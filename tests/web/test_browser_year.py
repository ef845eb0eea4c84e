"""The year of a small agency, played by four people with the keyboard: from goals to the annual report.

Every number of the municipality is invented. What the pages must show is counted by hand here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from browser_kit import a_browser
from playwright.sync_api import Locator
from year_kit import PEOPLE, Worker, served_with_login

from rodtrad.app.books import read_into

BASE = 182_000 + 46_500 - 38_200 + 121_400 + 18_300 - 4_100 + 21_600 + 5_400
"""The care agency's net budget of 2026, in thousand kroner: line by line as the package has it."""
WAGES, PURCHASES, INCOME = 182_000 + 121_400 + 21_600, 46_500 + 18_300 + 5_400, -38_200 - 4_100
RATES = {"10": 0.04, "11": 0.03, "16": 0.03}
MORE_STAFF, FEWER_TEMPS, ADJUSTED = 6_000, -1_500, 2_000
"""Two changes from 2027, of which the saving is for two years, and one through the year; thousand kroner."""


def spaced(thousand: float) -> str:
    """A whole number as Norwegian pages write it, with ordinary spaces."""
    return f"{round(thousand):,}".replace(",", " ").replace("-", "−")


def plain(text: str) -> str:
    """Text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Worker]]:
    """Four people who have logged in to the book of the invented municipality."""
    place = tmp_path_factory.mktemp("year") / "book"
    read_into(place, "eksempelvik", by="Prøve", why="test")
    with a_browser() as browser, served_with_login(place) as origin:
        yield {name: Worker(browser, origin, name) for name in PEOPLE}


def test_the_year_from_budget_to_annual_report(town):
    make_the_budget(town["avdeling"])
    send_the_letter(town["avdeling"])
    acknowledge_the_letter(town["leder"])
    adjust_the_budget(town["avdeling"])
    open_the_round(town["avdeling"], "2027-T2", "2027-09-20")
    fill_in(town["saksbehandler"], "report-oms-2027-T2", TERTIAL)
    hand_in(town, "report-oms-2027-T2")
    trace_every_figure(town["leser"], "/reporting/report-oms-2027-T2")
    open_the_round(town["avdeling"], "2027", "2028-02-15")
    fill_in(town["saksbehandler"], "report-oms-2027", YEAR)
    hand_in(town, "report-oms-2027")
    trace_every_figure(town["leser"], "/reporting/report-oms-2027")
    read_it_all(town["leser"])


def make_the_budget(department: Worker) -> None:
    page = department.go("/planning").press("Begynn budsjettet").page
    rates = page.locator("#rates")
    for group, rate in (("Lønn", "4"), ("Kjøp av varer og tjenester", "3"), ("Salgsinntekter", "3")):
        department.write(f"{group} 2027", rate, within=rates)
    department.press("Lagre satsene")
    for label, category, group, amounts in (
        ("Flere ansatte i hjemmetjenesten", "Ny satsing", "10", dict.fromkeys(range(2027, 2031), MORE_STAFF)),
        ("Mindre bruk av vikarer", "Effektiviseringstiltak", "10", dict.fromkeys((2027, 2028), FEWER_TEMPS)),
    ):
        form = page.locator("#change")
        department.write("Navn", label, within=form).choose("Kategori", category, within=form)
        department.choose("Enhet", "Omsorgsetaten", within=form).choose("Kontogruppe", group, within=form)
        department.choose("Kapittel", "300", within=form).choose("Funksjonsområde", "FO3", within=form)
        department.choose("Funksjon", "254", within=form)
        for year, amount in amounts.items():
            department.write(str(year), str(amount), within=form)
        department.press("Lagre", within=form)
    department.go("/planning/budget-2027?unit=OMS")
    told = plain(department.text())
    new_wages = WAGES * (1 + RATES["10"])
    rest = PURCHASES * (1 + RATES["11"]) + INCOME * (1 + RATES["16"])
    assert spaced(BASE) in told
    assert spaced(new_wages + rest + MORE_STAFF + FEWER_TEMPS) in told
    department.press("Vedta budsjettet")
    assert department.data("/work/budget-2027")["state"] == "adopted"


def send_the_letter(department: Worker) -> None:
    page = department.go("/letters").page
    department.choose("Mottaker", "Omsorgsetaten", within=page.locator(".answer-form")).press("Begynn brevet")
    letter = "/letters/letter-oms-2027"
    told = plain(department.text())
    frame = WAGES * 1.04 + PURCHASES * 1.03 + INCOME * 1.03 + MORE_STAFF + FEWER_TEMPS
    assert spaced(frame) in told
    assert "1.1.1 Bygge ut hverdagsrehabilitering" in told
    department.follow("Sett måltall")
    department.write("Måltall 2027 for Andel over 80 år som får hjelp hjemme", "35,0")
    department.press("Lagre måltall")
    department.go("/texts/letter-oms-2027").follow("Nytt avsnitt i fellesføring")
    department.write("Overskrift", "Rammen for året")
    department.write("Tekst", f"Etatens ramme i 2027 er {spaced(frame)} 000 kr.")
    department.press_here("La tallet komme fra boken")
    text = page.get_by_label("Tekst").first.input_value()
    assert text.startswith("Etatens ramme i 2027 er {{budget_")
    department.write("Nøkkel", "ramme").write("Hvorfor", "Ny fellesføring").press("Lagre")
    department.go(letter)
    assert f"Etatens ramme i 2027 er {spaced(frame)} 000 kr." in plain(department.text())
    department.follow("Nytt oppdrag").choose("Ansvarlig", "Omsorgsetaten")
    department.write("Frist", "15.10.2027").write("Navn", "Innføre felles nattjeneste")
    department.write("Hvorfor", "Nytt oppdrag i 2027").press("Lagre")
    department.go(letter).press("Send brevet")
    assert department.data("/work/letter-oms-2027")["state"] == "sent"


def acknowledge_the_letter(leader: Worker) -> None:
    leader.go("/me").follow("Tildelingsbrev 2027, Omsorgsetaten")
    leader.press("Bekreft at brevet er mottatt")
    assert leader.data("/work/letter-oms-2027")["state"] == "acknowledged"


def adjust_the_budget(department: Worker) -> None:
    department.go("/planning/budget-2027").press("Lag budsjettjustering")
    form = department.page.locator("#change")
    department.write("Navn", "Flere plasser til sommeren", within=form)
    department.choose("Kategori", "Vedtak", within=form)
    department.choose("Enhet", "Omsorgsetaten", within=form).choose("Kontogruppe", "11", within=form)
    department.choose("Kapittel", "300", within=form).choose("Funksjonsområde", "FO3", within=form)
    department.choose("Funksjon", "253", within=form).write("2027", str(ADJUSTED), within=form)
    department.write("Vedtak", "Sak 45/27", within=form).write("Vedtaksdato", "17.06.2027", within=form)
    department.press("Lagre", within=form)
    department.press("Vedta budsjettet")
    assert department.data("/work/adjustment-2027")["state"] == "adopted"


def open_the_round(department: Worker, period: str, deadline: str) -> None:
    page = department.go(f"/reporting/new?unit=HELSE&period={period}").page
    page.get_by_label("Frist").fill(deadline)
    department.write("Avvik må forklares når det er over (prosent)", "1")
    department.write("… og over (kroner)", "1000000")
    department.press("Åpne runden")
    assert f"/reporting/rounds/HELSE/{period}" in page.url


TERTIAL = {
    "period": "2. tertial 2027",
    "deviations": 2,
    "result": "Resultat hittil i 2027",
    "home-share": "34,2",
    "sick-leave": "8,9",
    "case-time": "21",
    "places": "97,5",
}
YEAR = TERTIAL | {"period": "2027", "home-share": "35,4", "climate": "12", "result": "Resultat i 2027"}
"""Invented answers of the second tertial, and of the year. At the end of the year wages at home are 127.1 of
130.8 million, and in institutions 192.6 of 189.3: both are off by more than 1 per cent and a million. So they
are after eight of twelve months, when 84.6 of 87.2 and 131.8 of 126.2 are used."""
HOME_WAGES = "Prognose for FO3 Helse og omsorg, 254 Helse- og omsorgstjenester til hjemmeboende, Lønn"
FORECAST = 134_000_000
"""What the agency believes the year will cost; the budget is 121.4 million, 4 per cent and 4.5 million."""


def fill_in(writer: Worker, report: str, answers: dict[str, Any]) -> None:
    page = writer.go(f"/reporting/{report}").page

    def part(name: str, group: str = "") -> Locator:
        section = page.locator(f"#section-{name}")
        return section.locator(".written-group", has_text=group) if group else section

    if answers is TERTIAL:
        writer.write(HOME_WAGES, str(FORECAST), within=part("economy"))
        writer.press("Som budsjettert der ingenting er skrevet")
    deviations = part("economy").locator(".written-group")
    assert deviations.count() == answers["deviations"]
    for number in range(deviations.count()):
        writer.write("Forklar avviket", "Flere vedtak enn ventet.", within=deviations.nth(number))
    writer.press("Lagre økonomi")
    assessed = {"1.1 ": "Flere får hjelp, men veksten er svakere enn ventet.", "2.1 ": "Fraværet går ned."}
    for goal, words in assessed.items():
        writer.choose("Status", "I arbeid", within=part("goals", goal))
        writer.write("Vurdering", words, within=part("goals", goal))
    writer.press("Lagre mål og tiltak")
    for group, key in (("Andel over 80", "home-share"), ("Sykefravær", "sick-leave")):
        writer.write(answers["result"], answers[key], within=part("indicators", group))
    writer.press("Lagre indikatorer")
    writer.choose("Status", "Utført", within=part("assignments", "Gå gjennom bruken av vikarer"))
    writer.write("Dokumentasjon", "Notat 2027/14", within=part("assignments", "Gå gjennom bruken av vikarer"))
    writer.press("Lagre oppdrag")
    risk = part("risk")
    writer.write("Hva kan gå galt", "For få søkere til helgevakter", within=risk).choose(
        "Mål", "1.1 ", within=risk
    )
    writer.choose("Sannsynlighet", "4", within=risk).choose("Konsekvens", "4", within=risk)
    writer.write("Tiltak mot risikoen", "Faste helgestillinger", within=risk).press("Lagre risiko")
    writer.choose("Tilstand", "I orden", within=part("internal_control", "Internkontroll"))
    writer.press("Lagre internkontroll")
    for name, key, button in (
        ("sick_leave", "sick-leave", "Lagre sykefravær"),
        ("case_time", "case-time", "Lagre saksbehandlingstid"),
        ("occupancy", "places", "Lagre belegg"),
    ):
        writer.write(answers["period"], answers[key], within=part(name)).press(button)
    if "climate" in answers:
        writer.write(answers["period"], answers["climate"], within=part("climate"))
        writer.press("Lagre klimabudsjett")
    assert "Ingenting mangler." in writer.go(f"/reporting/{report}").page.locator("#lacks").inner_text()


def hand_in(town: dict[str, Worker], report: str) -> None:
    """Submitted by who wrote it, sent back and approved by the leader, and frozen by the department."""
    writer, leader, department = town["saksbehandler"], town["leder"], town["avdeling"]
    page = f"/reporting/{report}"
    writer.go(page).press("Lever til godkjenning")
    leader.go(page).write("Hva må rettes?", "Skriv også et sammendrag.").press("Send tilbake")
    writer.go(page)
    assert "Skriv også et sammendrag." in writer.text()
    writer.write("Det viktigste i perioden", "Det går stort sett som planlagt.").press("Lagre sammendrag")
    writer.go(page).press("Lever til godkjenning")
    leader.go(page).press("Godkjenn og send videre")
    department.go(page).press("Lås")
    assert department.data(f"/work/{report}")["state"] == "frozen"


def figures_in(answer: Any) -> Iterator[dict[str, Any]]:
    """Every figure of an answer: what has a value and leads to its place in the book."""
    if isinstance(answer, dict):
        if answer.get("address") and answer.get("value") is not None:
            yield answer
        for part in answer.values():
            yield from figures_in(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from figures_in(part)


def trace_every_figure(reader: Worker, page: str) -> None:
    """Whoever reads a published number can follow it to its own page, which says the same."""
    shown = {cell["address"]: cell["value"] for cell in figures_in(reader.data(page))}
    assert len(shown) > 20
    for address, value in shown.items():
        found = reader.data(f"/{address}")["figure"]
        kroner = found["value"] * {"1000 kr": 1000}.get(found["unit"], 1)
        assert value == pytest.approx(kroner) or value == pytest.approx(found["value"]), address


def read_it_all(reader: Worker) -> None:
    """A member of the council reads what is done, in both languages, and can change nothing."""
    pages = ("/work", "/planning/budget-2027", "/letters/letter-oms-2027", "/reporting/report-oms-2027")
    for page in pages:
        reader.go(page)
        assert reader.page.locator("main .answer-form, main .report-form").count() == 0, page
        assert reader.page.get_by_role("button", name="Lagre").count() == 0
    assert "Care agency" in reader.go("/en/letters/letter-oms-2027").text()
    sent = reader.context.request.post("/work/adjustment-2027/step", form={"to": "draft", "version": "1"})
    assert sent.status == 403
