"""Every word that belongs to no column, in Norwegian and English: here, once.

Sentences stand in `core/messages.py`, the web pages' in `core/page_words.py`, those of the efficiency
programme in `core/programme_words.py` and `core/programme_messages.py`, of benefits, priorities and
reviews in `core/follow_words.py`, of the year's work in `core/work_words.py` and beside it (access,
planning, letters, reporting, text with numbers), the words of checks in `core/check_words.py`; all are
reached through this file.
"""

from string import Formatter
from typing import Any

from rodtrad.core.access_words import ACCESS_WORDS
from rodtrad.core.check_words import CHECK_WORDS
from rodtrad.core.follow_words import FOLLOW_WORDS
from rodtrad.core.letter_words import LETTER_WORDS
from rodtrad.core.messages import MESSAGES
from rodtrad.core.page_words import PAGE_WORDS
from rodtrad.core.planning_words import PLANNING_WORDS
from rodtrad.core.programme_messages import PROGRAMME_MESSAGES
from rodtrad.core.programme_words import PROGRAMME_WORDS
from rodtrad.core.prose_words import PROSE_WORDS
from rodtrad.core.reminder_words import REMINDER_WORDS
from rodtrad.core.reporting_words import REPORTING_WORDS
from rodtrad.core.shape import Language
from rodtrad.core.work_words import WORK_WORDS

_TERMS: dict[str, dict[str, tuple[str, str]]] = {
    "verdict": {
        "agrees": ("Stemmer", "Agrees"),
        "rounding": ("Avrunding", "Rounding"),
        "explained": ("Forklart", "Explained"),
        "unexplained": ("Uforklart", "Unexplained"),
        "contradiction": ("Motsigelse", "Contradiction"),
        "reading_error": ("Vår lesefeil", "Our reading error"),
        "untested": ("Ikke prøvd", "Not tested"),
    },
    "severity": {
        "error": ("Feil", "Error"),
        "warning": ("Advarsel", "Warning"),
        "notice": ("Merknad", "Notice"),
    },
    "relation_kind": {
        "sum": ("Sum", "Sum"),
        "difference": ("Differanse", "Difference"),
        "roll_forward": ("Fra forrige budsjett til nytt", "Roll-forward"),
        "share": ("Andel", "Share"),
        "product": ("Produkt", "Product"),
        "equality": ("Likhet", "Equality"),
    },
    "version": {
        "accounts": ("Regnskap", "Accounts"),
        "proposed": ("Budsjettforslag", "Proposed budget"),
        "adopted": ("Vedtatt budsjett", "Adopted budget"),
        "regulated": ("Regulert budsjett", "Regulated budget"),
        "plan": ("Økonomiplan", "Plan"),
        "deviation": ("Avvik", "Deviation"),
        "forecast": ("Prognose", "Forecast"),
    },
    "step": {
        "base": ("Utgangspunkt", "Base"),
        "change": ("Endring", "Change"),
        "subtotal": ("Delsum", "Subtotal"),
        "frame": ("Ramme", "Frame"),
    },
    "value_kind": {
        "result": ("Resultat", "Result"),
        "expected": ("Forventet", "Expected"),
        "target": ("Måltall", "Target"),
    },
    "operator": {
        "=": ("lik", "equal to"),
        ">": ("over", "above"),
        "<": ("under", "below"),
    },
    "direction": {
        "higher": ("Høyere er bedre", "Higher is better"),
        "lower": ("Lavere er bedre", "Lower is better"),
    },
    "service_measure": {
        "places": ("Plasser", "Places"),
        "district_price": ("Bydelspris", "District price"),
        "cost": ("Kostnad", "Cost"),
        "occupancy": ("Belegg", "Occupancy"),
    },
    "target_status": {
        "met": ("Nådd", "Met"),
        "missed": ("Ikke nådd", "Missed"),
        "ahead": ("Nådd før tiden", "Met ahead of time"),
        "remaining": ("Gjenstår", "Remaining"),
        "none": ("Kan ikke vurderes", "Cannot be judged"),
    },
    "goal_level": {
        "municipal_goal": ("Kommunemål", "Municipal goal"),
        "sector_goal": ("Sektormål", "Sector goal"),
        "goal": ("Mål", "Goal"),
        "subgoal": ("Delmål", "Subgoal"),
        "action": ("Tiltak under mål", "Action"),
        "clarification": ("Presisering", "Clarification"),
    },
    "unit_kind": {
        "municipality": ("Kommune", "Municipality"),
        "department": ("Byrådsavdeling", "Department"),
        "agency": ("Etat", "Agency"),
        "district": ("Bydel", "District"),
        "section": ("Avdeling", "Section"),
        "institution": ("Institusjon", "Institution"),
        "group": ("Fellesinnsats", "Joint effort"),
    },
    "document_kind": {
        "annual_report": ("Årsberetning", "Annual report"),
        "allocation_letter": ("Tildelingsbrev", "Allocation letter"),
        "district_budget": ("Bydelsbudsjett", "District budget"),
        "sector_review": ("Sektorgjennomgang", "Sector review"),
        "public_source": ("Åpen kilde", "Public source"),
        "code_list": ("Kodeliste", "Code list"),
        "budget": ("Budsjett og økonomiplan", "Budget and four-year plan"),
        "period_report": ("Periodens rapport", "Report of a period"),
        "accounts": ("Regnskap", "Accounts"),
    },
    "dimension": {
        "account_group": ("Kontogruppe", "Account group"),
        "area": ("Funksjonsområde", "Functional area"),
        "function": ("KOSTRA-funksjon", "KOSTRA function"),
        "chapter": ("Kapittel", "Chapter"),
        "project": ("Prosjekt", "Project"),
        "age_group": ("Aldersgruppe", "Age group"),
    },
    "assignment_status": {"new": ("Nytt", "New"), "carried": ("Videreført", "Carried over")},
    "uncertainty": {"low": ("Lav", "Low"), "medium": ("Middels", "Medium"), "high": ("Stor", "High")},
    "consequence": {
        "very_negative": ("Svært negativ", "Very negative"),
        "medium_negative": ("Middels negativ", "Medium negative"),
        "somewhat_negative": ("Noe negativ", "Somewhat negative"),
        "neutral": ("Nøytral", "Neutral"),
        "somewhat_positive": ("Noe positiv", "Somewhat positive"),
        "medium_positive": ("Middels positiv", "Medium positive"),
        "very_positive": ("Svært positiv", "Very positive"),
    },
    "overall_class": {
        "best": ("Best", "Best"),
        "second_best": ("Nest best", "Second best"),
        "middle": ("Middels", "Middle"),
        "second_worst": ("Nest dårligst", "Second worst"),
        "worst": ("Dårligst", "Worst"),
    },
    "condition_kind": {
        "decision": ("Vedtak", "Decision"),
        "contract": ("Avtale", "Contract"),
        "law": ("Lov", "Law"),
        "regulation": ("Forskrift", "Regulation"),
        "study": ("Utredning", "Study"),
        "dependency": ("Avhengighet", "Dependency"),
    },
    "decided_by": {
        "council": ("Bystyret", "City council"),
        "city_government": ("Byrådet", "City government"),
        "department": ("Byrådsavdelingen", "Department"),
        "agency": ("Etaten", "Agency"),
        "district": ("Bydelene", "Districts"),
        "state": ("Staten", "State"),
    },
    "lasting": {
        "permanent": ("Varig", "Permanent"),
        "limited": ("Tidsbegrenset", "Limited"),
        "not_stated": ("Ikke oppgitt", "Not stated"),
    },
    "spread": {
        "fixed": ("Fast", "Fixed"),
        "uniform": ("Jevn", "Uniform"),
        "triangular": ("Trekant", "Triangular"),
        "pert": ("PERT (avrundet trekant)", "PERT (rounded triangle)"),
        "normal": ("Normal", "Normal"),
        "lognormal": ("Lognormal", "Lognormal"),
    },
    "party": {
        "agency": ("Etat", "Agency"),
        "district": ("Bydel", "District"),
        "state": ("Stat", "State"),
        "citizen": ("Innbygger", "Citizen"),
    },
    "loan_rule": {
        "tenth": ("En tidel av lånet i året", "A tenth of the loan a year"),
        "instalments": ("Avdrag og renter", "Instalments and interest"),
    },
    "uncertainty_of": {
        "estimate": ("Anslag", "Estimate"),
        "implementation": ("Gjennomføring", "Implementation"),
    },
    "uncertainty_level": {
        "low": ("Lav", "Low"),
        "medium": ("Middels", "Medium"),
        "high": ("Stor", "High"),
        "not_stated": ("Ikke oppgitt", "Not stated"),
    },
    "trace_kind": {"account": ("Regnskap", "Accounts"), "volume": ("Volum", "Volume")},
    "benefit_status": {
        "not_yet_due": ("Ikke forfalt ennå", "Not yet due"),
        "no_accounts": ("Mangler grunnlag", "Nothing to judge by"),
        "seen": ("Sett i regnskapet", "Seen in the accounts"),
        "seen_not_due": ("Sett, men volumet flyttet seg ikke", "Seen, but the volume did not move"),
        "partly_seen": ("Delvis sett", "Partly seen"),
        "not_seen": ("Ikke sett", "Not seen"),
        "reported_not_seen": ("Meldt, men ikke sett", "Reported, but not seen"),
        "owner_silent": ("Gevinstansvarlig har ikke meldt", "The owner has not reported"),
    },
    "grant_kind": {
        "call": ("Utlysning", "Call"),
        "adopted": ("Vedtatt", "Adopted"),
        "frame": ("Ramme", "Frame"),
        "addition": ("Tillegg", "Addition"),
        "addition_sum": ("Sum tillegg", "Sum of additions"),
    },
    "qualifier": {"about": ("omtrent", "about"), "over": ("over", "over"), "under": ("under", "under")},
    "season": {
        "winter": ("vinteren", "winter"),
        "spring": ("våren", "spring"),
        "summer": ("sommeren", "summer"),
        "autumn": ("høsten", "autumn"),
    },
    "counted": {
        "count": ("antall tiltak", "number of measures"),
        "largest": ("største virkning", "largest effect"),
        "smallest": ("minste virkning", "smallest effect"),
    },
    "block_kind": {
        "heading": ("Overskrift", "Heading"),
        "paragraph": ("Avsnitt", "Paragraph"),
        "table": ("Tabell", "Table"),
        "list": ("Liste", "List"),
        "furniture": ("Topp- eller bunntekst", "Running head or foot"),
    },
    "movement": {"up": ("Opp", "Up"), "down": ("Ned", "Down")},
    "comparison": {
        "higher": ("høyere enn", "higher than"),
        "lower": ("lavere enn", "lower than"),
        "equal": ("det samme som", "the same as"),
    },
    "doubt_reason": {
        "several_splits": (
            "Raden kan deles i tall på flere måter",
            "The row can be split into numbers in several ways",
        ),
        "no_split_fits": (
            "Ingen deling av raden gir tall som stemmer",
            "No split of the row gives numbers that agree",
        ),
        "column_unknown": (
            "Vi vet ikke hvilken kolonne tallene står i",
            "The column of the numbers is not known",
        ),
    },
    "document_state": {
        "draft": ("Utkast", "Draft"),
        "submitted": ("Levert", "Submitted"),
        "approved": ("Godkjent", "Approved"),
        "frozen": ("Låst", "Frozen"),
        "sent": ("Sendt", "Sent"),
        "acknowledged": ("Mottak bekreftet", "Acknowledged"),
        "adopted": ("Vedtatt", "Adopted"),
    },
    "passage_part": {
        "introduction": ("Innledning", "Introduction"),
        "joint_instruction": ("Fellesføring", "Joint instruction"),
        "clarification": ("Presisering", "Clarification"),
        "summary": ("Sammendrag", "Summary"),
        "deviation": ("Forklaring av avvik", "Explanation of a deviation"),
        "result": ("Vurdering av resultat", "Assessment of a result"),
        "other": ("Annet", "Other"),
    },
    "followed_fact": {
        "assignment": ("Oppdrag", "Assignment"),
        "goal": ("Mål eller tiltak", "Goal or action"),
        "council_resolution": ("Bystyrevedtak", "Council resolution"),
    },
    "follow_up_status": {
        "not_started": ("Ikke påbegynt", "Not started"),
        "in_progress": ("I arbeid", "In progress"),
        "delayed": ("Forsinket", "Delayed"),
        "done": ("Utført", "Done"),
        "stopped": ("Stanset", "Stopped"),
    },
    "budget_stage": {
        "proposal": ("Byrådets forslag", "Proposal"),
        "supplementary": ("Tilleggsinnstilling", "Supplementary proposal"),
        "resolution": ("Bystyrets vedtak", "Council's resolution"),
        "adopted": ("Vedtatt budsjett", "Adopted budget"),
        "adjustment": ("Budsjettjustering", "Adjustment"),
        "alternative": ("Alternativt budsjett", "Alternative budget"),
    },
    "change_category": {
        "technical": ("Teknisk justering", "Technical adjustment"),
        "demography": ("Demografi", "Demography"),
        "decided_earlier": ("Vedtatt tidligere", "Decided earlier"),
        "state_budget": ("Statsbudsjettet", "State budget"),
        "new_priority": ("Ny satsing", "New priority"),
        "measure": ("Effektiviseringstiltak", "Efficiency measure"),
        "council": ("Vedtak i bystyret", "Decided by the council"),
    },
    "report_subject": {
        "economy": ("Økonomi", "Economy"),
        "goals": ("Mål og tiltak", "Goals and actions"),
        "indicators": ("Indikatorer", "Indicators"),
        "assignments": ("Oppdrag", "Assignments"),
        "resolutions": ("Bystyrevedtak", "Council resolutions"),
        "risk": ("Risiko", "Risk"),
        "internal_control": ("Internkontroll", "Internal control"),
        "climate": ("Klimabudsjett", "Climate budget"),
        "sick_leave": ("Sykefravær", "Sick leave"),
        "case_time": ("Saksbehandlingstid", "Case handling time"),
        "occupancy": ("Belegg", "Occupancy"),
    },
    "budget_spread": {"even": ("Jevnt på årets måneder", "Evenly on the months of the year")},
    "control_state": {
        "in_order": ("I orden", "In order"),
        "fault": ("Avvik", "Fault"),
        "not_checked": ("Ikke kontrollert", "Not checked"),
    },
    "role": {
        "reader": ("Leser", "Reader"),
        "writer": ("Saksbehandler", "Unit writer"),
        "leader": ("Leder", "Unit leader"),
        "department": ("Byrådsavdeling", "Department"),
        "administrator": ("Administrator", "Administrator"),
    },
    "language": {"no": ("bokmål", "Norwegian"), "en": ("engelsk", "English")},
}
_SIDE = {"no": 0, "en": 1}
SENTENCES = (
    MESSAGES
    | PAGE_WORDS
    | PROGRAMME_WORDS
    | PROGRAMME_MESSAGES
    | FOLLOW_WORDS
    | WORK_WORDS
    | ACCESS_WORDS
    | PLANNING_WORDS
    | LETTER_WORDS
    | REMINDER_WORDS
    | REPORTING_WORDS
    | PROSE_WORDS
)
"""Every sentence and heading, as (Norwegian, English)."""


def word(category: str, value: str, language: Language) -> str:
    """The word for a value of a category: `word("verdict", "agrees", "no")` is "Stemmer"."""
    return _TERMS[category][value][_SIDE[language]]


def categories() -> frozenset[str]:
    """The categories that have words."""
    return frozenset(_TERMS)


def terms(category: str) -> dict[str, tuple[str, str]]:
    """All words of a category, as (Norwegian, English)."""
    return dict(_TERMS[category])


def say(key: str, language: Language, /, **values: object) -> str:
    """A sentence or heading, filled with values; raises KeyError for a key nobody has written.

    `{rows:rad|rader}` is the number with the noun that agrees with it: `1 rad`, `2 rader`.
    """
    sentence = SENTENCES[key][_SIDE[language]]
    return _AGREEING.vformat(sentence, (), values) if "|" in sentence else sentence.format(**values)


class _Agreeing(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if str(value) == '1' else many}"


_AGREEING = _Agreeing()


def check_title(number: str, language: Language) -> str:
    """The title of a check."""
    return CHECK_WORDS[number].title[_SIDE[language]]


def check_sentence(number: str, language: Language, /, **values: object) -> str:
    """What a finding of a check says."""
    return CHECK_WORDS[number].sentence[_SIDE[language]].format(**values)


def check_advice(number: str, language: Language) -> str:
    """What to do with a finding of a check."""
    return CHECK_WORDS[number].advice[_SIDE[language]]


def check_meaning(number: str, language: Language) -> str:
    """What a check looks for: shown in help and documentation."""
    return CHECK_WORDS[number].meaning[_SIDE[language]]
