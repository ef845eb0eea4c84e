"""What an allocation letter asks for: assignments with deadlines, reports, goals and grants."""

from datetime import date

from short_pages import read, rows

ASSIGNMENTS = """
    5. Oppdrag

    Nye oppdrag i 2031 Frist
    1 Etaten skal lage en plan for leie av møterom i samarbeid med bydelene og
    de største foreningene
    15.05.2031
    2 Etaten skal foreslå felles regler for utlån av verktøy 31.12.2031

    Oppdrag fra tidligere tildelingsbrev som fortsatt er gjeldende Frist
    Etaten skal kartlegge behovet for flere lokaler i alle bydeler og deretter
    foreslå hvor de kan bygges Høsten 2031
    Etaten skal samordne kursene for nye frivillige
    Etaten skal gå gjennom rutinene for nøkler 01.03.2031

    6. Rapportering
    """


def test_assignments_have_number_words_and_deadline():
    new = rows(read(ASSIGNMENTS, "letter"), "assignment", status="new")
    assert [(a["number"], a["deadline"], a["line"]) for a in new] == [
        (1, date(2031, 5, 15), 4),
        (2, date(2031, 12, 31), 7),
    ]
    assert new[0]["label"] == (
        "Etaten skal lage en plan for leie av møterom i samarbeid med bydelene og de største foreningene"
    )


def test_assignments_carried_over_are_told_apart_without_numbers():
    carried = rows(read(ASSIGNMENTS, "letter"), "assignment", status="carried")
    assert [(a["label"].split()[2], a["deadline"], a["season"]) for a in carried] == [
        ("kartlegge", None, "2031-autumn"),
        ("samordne", None, None),
        ("gå", date(2031, 3, 1), None),
    ]


def test_words_about_assignments_are_no_assignments():
    page = """
        Etaten har mange oppdrag i 2031, og skal gjennomføre dem innen fristene som er satt for dem.
        1 Det er ingen liste her.
        """
    assert rows(read(page, "letter"), "assignment") == []


def test_a_list_of_what_to_report_is_one_duty_each():
    page = """
        Etaten skal i tillegg rapportere dette til byrådsavdelingen i 2031:

        - Månedlig på utlån av verktøy
        - Årlig på skader

        Etaten har fått nye lokaler ved elva, og de er godt besøkt av både unge og eldre i byen. De er åpne
        hver dag, og det er god plass til alle som vil komme dit og lære noe av andre som kan mer.
        """
    duties = rows(read(page, "letter"), "reporting_duty")
    assert ("Månedlig på utlån av verktøy", "Månedlig") in {(d["label"], d["frequency"]) for d in duties}
    assert ("Årlig på skader", "Årlig") in {(d["label"], d["frequency"]) for d in duties}
    assert not any("lokaler" in d["label"] for d in duties)


TREE = """
    4.1 Mål, tiltak og presiseringer

    Kommunemål Sektormål Tiltak Presisering Rapportering
    2 Byen er god
    å bo i for alle

    2.1 Flere låner i
    stedet for å kjøpe

    2.1.1 Åpne utlån i
    alle bydeler

    Etaten skal ha åpent
    minst to kvelder i uken.

    Årsberetning
    2.1.2 Gjøre nettsidene
    om utlån enklere Årsberetning

    5. Oppdrag
    """


def test_the_tree_of_goals_has_parents_and_clarifications():
    goals = rows(read(TREE, "letter"), "goal")
    assert [(g["number"], g["level"], g["parent"]) for g in goals] == [
        ("2", "municipal_goal", None),
        ("2.1", "sector_goal", "2"),
        ("2.1.1", "action", "2.1"),
        ("2.1.1.p1", "clarification", "2.1.1"),
        ("2.1.2", "action", "2.1"),
    ]
    assert goals[-1]["label"] == "Gjøre nettsidene om utlån enklere"


ADDITIONS = """
    Rammene for 2031 har disse tilleggene fra bystyrets behandling:

    Tall i tusen
    Foreningen Åpen dør 500
    Havnegata verksted 1 200
    Hjelpekorps Lundby 300
    SUM {total}
    """


def test_additions_to_grants_have_receivers_and_a_sum():
    document = read(ADDITIONS.format(total="2 000"), "letter")
    grants = {(g["label"], g["kind"]): g["amount"] for g in rows(document, "grant")}
    assert grants["Havnegata verksted", "addition"] == 1_200 * 1_000 * 100
    assert grants["SUM", "addition_sum"] == 2_000 * 1_000 * 100
    assert len(grants) == 4


def test_a_sum_of_additions_that_does_not_add_up_is_told_of():
    from test_free_tables import findings

    assert findings(read(ADDITIONS.format(total="2 000"), "letter")) == []
    found = findings(read(ADDITIONS.format(total="2 400"), "letter"))
    assert any(7 in lines for _, lines in found)
