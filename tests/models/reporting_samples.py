"""Lillevik, an invented town with a department that asks two agencies to report. All numbers are invented."""

from collections.abc import Mapping

import polars as pl
from small_books import book

from rodtrad.models.concepts import complete

UNITS = """
key; kind; parent; label; label_en
LIL; municipality; ; Lillevik kommune; Lillevik
HEL; department; LIL; Avdeling for helse; Department of health
PLE; agency; HEL; Pleieetaten; Care agency
PLE-N; section; PLE; Pleieetaten nord; Care agency, north
BAR; agency; HEL; Barneetaten; Children's agency
"""
CODES = """
dimension; code; parent; label; label_en
account_group; drift; ; Netto drift; Net operating
account_group; drift-utgift; drift; Utgifter; Expenses
account_group; drift-inntekt; drift; Inntekter; Income
account_group; 10; drift-utgift; Lønn; Wages
account_group; 11; drift-utgift; Kjøp; Purchases
account_group; 16; drift-inntekt; Salg; Sales
account_group; investering; ; Netto investering; Net investment
account_group; 00; investering; Lønn i prosjekter; Wages in projects
function; 253; ; Sykehjem; Nursing homes
function; 254; ; Hjemmetjenester; Care at home
chapter; 300; ; Pleie; Care
"""
DOCUMENTS = """
key; kind; unit; year; published; label; label_en
letter-ple-2027; allocation_letter; PLE; 2027; ; Tildelingsbrev 2027, Pleieetaten; Letter 2027, care agency
letter-bar-2027; allocation_letter; BAR; 2027; ; Tildelingsbrev 2027, Barneetaten; Letter, children's agency
accounts-2027; accounts; LIL; 2027; 2027-09-10; Regnskap 2027; Accounts 2027
budget-2027; budget; LIL; 2027; 2026-12-10; Budsjett 2027; Budget 2027
report-ple-2026-T2; period_report; PLE; 2026; ; Rapport for 2. tertial 2026; Report for tertial 2, 2026
report-ple-2027-T1; period_report; PLE; 2027; ; Rapport for 1. tertial 2027; Report for tertial 1, 2027
report-ple-2027-T2; period_report; PLE; 2027; ; Rapport for 2. tertial 2027; Report for tertial 2, 2027
"""
WORK = """
document; unit; state; edition; period; deadline; submitted; sent
report-ple-2026-T2; PLE; frozen; 1; 2026-T2; 2026-09-15; 2026-09-14; 2026-09-30
report-ple-2027-T1; PLE; frozen; 1; 2027-T1; 2027-05-15; 2027-05-14; 2027-05-30
report-ple-2027-T2; PLE; draft; 1; 2027-T2; 2027-09-20; ;
"""
LETTERS = """
document; sender; receiver; year
letter-ple-2027; HEL; PLE; 2027
letter-bar-2027; HEL; BAR; 2027
"""
PARTS = """
document; key; subject; monthly; quarterly; tertially; yearly; measured_in; label; label_en
letter-ple-2027; economy; economy; false; true; true; true; ; Økonomi; Economy
letter-ple-2027; goals; goals; false; false; true; true; ; Mål; Goals
letter-ple-2027; indicators; indicators; false; false; true; true; ; Indikatorer; Indicators
letter-ple-2027; assignments; assignments; false; true; true; true; ; Oppdrag; Assignments
letter-ple-2027; resolutions; resolutions; false; false; true; true; ; Vedtak; Resolutions
letter-ple-2027; risk; risk; false; false; true; true; ; Risiko; Risk
letter-ple-2027; fire; internal_control; false; false; true; true; ; Brannvern; Fire safety
letter-ple-2027; sick; sick_leave; false; true; true; true; prosent; Sykefravær; Sick leave
letter-ple-2027; beds; occupancy; true; false; false; false; prosent; Belegg i sykehjem; Occupancy
letter-ple-2027; time; case_time; false; false; false; true; dager; Ventetid; Waiting time
letter-ple-2027; cars; climate; false; false; true; true; ; Utslipp fra bilene; Emissions from the cars
letter-bar-2027; economy; economy; false; false; true; true; ; Økonomi; Economy
"""
GOALS = """
document; number; level; parent; label; label_en
letter-ple-2027; 1; municipal_goal; ; Trygg alderdom; A safe old age
letter-ple-2027; 1.1; goal; 1; Flere bor hjemme; More live at home
letter-ple-2027; 1.1.1; action; 1.1; Bygge ut nattjenesten; Extend the night service
letter-ple-2027; 1.2; goal; 1; Barn leker ute; Children play outdoors
"""
GOAL_LINKS = """
document; goal; fact; key
letter-ple-2027; 1.1.1; unit; PLE-N
letter-ple-2027; 1.2; unit; BAR
"""
INDICATORS = """
document; key; concept; unit; goal; better; label; label_en
letter-ple-2027; home; home; PLE; 1.1; higher; Andel som bor hjemme; Share that live at home
letter-ple-2027; falls; falls; PLE; 1.1; lower; Fall per uke; Falls a week
"""
INDICATOR_VALUES = """
document; indicator; year; kind; operator; value; printed_unit; decimals
letter-ple-2027; home; 2026; result; ; 31.5; prosent; 1
letter-ple-2027; home; 2027; target; >; 33.0; prosent; 1
letter-ple-2027; falls; 2026; result; ; 12; antall; 0
letter-ple-2027; falls; 2027; target; <; 10; antall; 0
"""
ASSIGNMENTS = """
document; status; number; owner; deadline; label; label_en
letter-ple-2027; new; 1; PLE; 2027-06-01; Lage en turnusplan; Make a plan of shifts
letter-ple-2027; new; 2; PLE-N; 2027-11-01; Prøve ut sensorer; Try sensors
letter-ple-2027; carried; 1; BAR; 2027-03-01; Telle lekeplasser; Count playgrounds
"""
RESOLUTIONS = """
document; number; owner; reference; deadline; label; label_en
letter-ple-2027; 1; PLE; Sak 7/27; 2027-10-01; Melde tilbake om ventetid; Report back on waiting
"""
FOLLOW_UP = """
document; fact; subject; unit; status; evidence; comment; reported
letter-ple-2027; assignment; new.1; PLE; done; Plan datert 1. juni; Ferdig; 2027-06-02
letter-ple-2027; assignment; new.2; PLE-N; in_progress; ; Utstyr er bestilt; 2027-05-01
"""
ACCOUNTS = """
document; unit; chapter; function; account_group; period; version; amount; printed_unit
accounts-2027; PLE; 300; 253; 10; 2027-M04; accounts; 126000; 1000 kr
accounts-2027; PLE; 300; 253; 10; 2027-T2; regulated; 250000; 1000 kr
accounts-2027; PLE; 300; 253; 10; 2027-T2; accounts; 253001; 1000 kr
accounts-2027; PLE; 300; 253; 11; 2027-T2; regulated; 250000; 1000 kr
accounts-2027; PLE; 300; 253; 11; 2027-T2; accounts; 253000; 1000 kr
accounts-2027; PLE; 300; 254; 10; 2027-T2; regulated; 300000; 1000 kr
accounts-2027; PLE; 300; 254; 10; 2027-T2; accounts; 303500; 1000 kr
accounts-2027; PLE; 300; 254; 16; 2027-T2; regulated; -40000; 1000 kr
accounts-2027; PLE; 300; 254; 16; 2027-T2; accounts; -39000; 1000 kr
accounts-2027; PLE; 300; ; drift; 2027-T2; regulated; 760000; 1000 kr
accounts-2027; PLE; 300; ; drift; 2027-T2; accounts; 770501; 1000 kr
"""
BUDGET = """
document; table; unit; chapter; function; account_group; year; version; amount; printed_unit
budget-2027; t; PLE; 300; 253; 10; 2027; adopted; 375000; 1000 kr
budget-2027; t; PLE; 300; 253; 11; 2027; adopted; 374000; 1000 kr
budget-2027; t; PLE; 300; 254; 10; 2027; adopted; 450000; 1000 kr
budget-2027; t; PLE; 300; 254; 16; 2027; adopted; -60000; 1000 kr
"""
ROUNDS = """
unit; period; opened; deadline; limit_share; limit_amount
HEL; 2027-T1; 2027-05-01; 2027-05-15; 1.2; 3000000
HEL; 2027-T2; 2027-09-01; 2027-09-20; 1.2; 3000000
"""
KEY_FIGURES = """
document; key; unit; year; value; printed_unit; decimals; label; label_en
report-ple-2026-T2; sick; PLE; 2026-T2; 9.1; prosent; 1; Sykefravær; Sick leave
report-ple-2027-T1; sick; PLE; 2027-T1; 8.7; prosent; 1; Sykefravær; Sick leave
report-ple-2027-T2; sick; PLE; 2027-T2; ; prosent; 1; Sykefravær; Sick leave
"""
RISKS = """
document; key; unit; goal; probability; consequence; action; label; label_en
report-ple-2027-T1; nights; PLE; 1.1; 4; 4; Leie inn vikarer; Få folk om natten; Few people at night
report-ple-2027-T1; fire; PLE; ; 1; 4; ; Brann; Fire
"""
CONTROLS = """
document; key; unit; state; comment; deadline; label; label_en
report-ple-2027-T1; fire; PLE; in_order; ; ; Brannvern; Fire safety
report-ple-2027-T1; drugs; PLE; fault; To avvik; 2027-10-01; Medisiner; Medicines
"""
TEXTS = {
    "unit": UNITS,
    "code": CODES,
    "document": DOCUMENTS,
    "working_document": WORK,
    "allocation_letter": LETTERS,
    "report_part": PARTS,
    "goal": GOALS,
    "goal_link": GOAL_LINKS,
    "indicator": INDICATORS,
    "indicator_value": INDICATOR_VALUES,
    "assignment": ASSIGNMENTS,
    "council_resolution": RESOLUTIONS,
    "follow_up": FOLLOW_UP,
    "period_amount": ACCOUNTS,
    "budget_line": BUDGET,
    "reporting_period": ROUNDS,
    "key_figure": KEY_FIGURES,
    "risk": RISKS,
    "control_point": CONTROLS,
}
"""The facts of Lillevik in September 2027, as a person would write them."""
REPORT = "report-ple-2027-T2"


def lillevik(**more: str) -> dict[str, pl.DataFrame]:
    """Lillevik with more rows of some facts, written with the same headings as there."""
    texts: Mapping[str, str] = {f: f"{t.rstrip()}\n{more.get(f, '').strip()}" for f, t in TEXTS.items()}
    added = {fact: text for fact, text in more.items() if fact not in TEXTS}
    return complete(book(**{**texts, **added}))


def instead(fact: str, old: str, new: str) -> dict[str, pl.DataFrame]:
    """Lillevik with something written otherwise in one fact."""
    assert old in TEXTS[fact], f"{fact} has no {old!r}"
    return complete(book(**{**TEXTS, fact: TEXTS[fact].replace(old, new)}))
