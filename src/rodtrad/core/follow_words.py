"""Headings and sentences about benefits, priorities, repairs and published reviews, in Norwegian and English, by key."""

Both = tuple[str, str]

FOLLOW_WORDS: dict[str, Both] = {
    "review_subtitle": (
        "Effektiviseringstiltak i {sector}-sektor, {municipality}",
        "Efficiency measures of the {sector} sector, {municipality}",
    ),
    "review_in_short": (
        "Gjennomgangen av {sector}-sektor ({name}) har funnet {count} tiltak. Samlet årlig effekt er {amount} mill. kroner fra {year}.",
        "The review of the {sector} sector ({name}) has found {count} measures. The total yearly effect is {amount} million kroner from {year}.",
    ),
    "review_no_effects": (
        "Gjennomgangen av {sector}-sektor ({name}) har funnet {count} tiltak. Ingen av dem har tall for effekten.",
        "The review of the {sector} sector ({name}) has found {count} measures. None of them has an effect in numbers.",
    ),
    "review_sums": (
        "Positive tall er redusert kostnad. Summene er regnet ut av tiltakskortene, og kan avvike fra summer som er trykt i gjennomgangen.",
        "Positive numbers are reduced cost. The sums are computed from the measure cards, and may differ from sums printed in the review.",
    ),
    "review_key_measures": ("Tiltak", "Measures"),
    "review_key_classed": ("{count} har en samlet vurdering", "{count} have an overall class"),
    "review_key_effect": ("Effekt i {year}", "Effect in {year}"),
    "review_key_effect_note": ("{amount} i {year}", "{amount} in {year}"),
    "review_key_cut": ("Vedtatt rammekutt i {year}", "Adopted frame cut in {year}"),
    "review_key_cut_note": ("Tiltakene gir {amount} samme år", "The measures give {amount} the same year"),
    "review_effects": ("Effekt av tiltakene", "Effect of the measures"),
    "review_chart": ("Effekt per år og virksomhet", "Effect by year and unit"),
    "review_by_owner": (
        "Tabell {number}: Årlig økonomisk effekt per virksomhet, mill. kroner",
        "Table {number}: Yearly economic effect by unit, million kroner",
    ),
    "review_by_class": (
        "Tabell {number}: Årlig økonomisk effekt fordelt etter samlet vurdering, mill. kroner",
        "Table {number}: Yearly economic effect by overall class, million kroner",
    ),
    "review_cuts": (
        "Tabell {number}: Vedtatte rammekutt, mill. kroner",
        "Table {number}: Adopted frame cuts, million kroner",
    ),
    "review_of_owner": (
        "Tabell {number}: Effekt av tiltakene i {owner}, mill. kroner",
        "Table {number}: Effect of the measures of {owner}, million kroner",
    ),
    "review_unit": ("Virksomhet", "Unit"),
    "review_class": ("Forhold mellom effekt og konsekvens", "Ratio of effect to consequence"),
    "review_class_best": ("Beste forhold", "Best ratio"),
    "review_class_second_best": ("Nest beste forhold", "Second best ratio"),
    "review_class_middle": ("Middels forhold", "Middle ratio"),
    "review_class_second_worst": ("Nest dårligste forhold", "Second worst ratio"),
    "review_class_worst": ("Dårligste forhold", "Worst ratio"),
    "review_ratio": ("{ratio} mellom effekt og konsekvens", "{ratio} of effect to consequence"),
    "review_not_stated": ("Ikke oppgitt", "Not stated"),
    "review_effect_less_cut": ("Effekt minus rammekutt", "Effect minus frame cut"),
    "review_card": ("Tiltak {measure} {label}", "Measure {measure} {label}"),
    "review_effect": (
        "Økonomisk effekt ({unit}, positive tall er redusert kostnad)",
        "Economic effect ({unit}, positive numbers are reduced cost)",
    ),
    "review_whole_kroner": ("hele kroner", "whole kroner"),
    "review_in_unit": ("i {unit}", "in {unit}"),
    "review_effect_row": ("Effekt", "Effect"),
    "review_effect_none": (
        "Økonomisk effekt er ikke oppgitt i tall.",
        "The economic effect is not stated in numbers.",
    ),
    "review_effect_years": (
        "Effekten er ikke oppgitt for {years}.",
        "The effect is not stated for {years}.",
    ),
    "review_price_year": ("Prisnivå {year}.", "Prices of {year}."),
    "review_judged": ("Ansvar og vurdering", "Responsibility and assessment"),
    "review_judged_what": ("Tema", "Subject"),
    "review_judged_as": ("På tiltakskortet", "On the measure card"),
    "review_formulas": ("Effekten som formel", "The effect as a formula"),
    "review_assumptions": ("Forutsetninger", "Assumptions"),
    "review_assumptions_table": ("Det formlene bygger på", "What the formulas rest on"),
    "review_conditions": ("Det som må avgjøres først", "What must be decided first"),
    "review_conditions_table": (
        "Hva som binder starten, og hvem som avgjør",
        "What binds the start, and who decides",
    ),
    "benefits_page": ("Gevinster", "Benefits"),
    "benefits_lead": (
        "{planned} av {cards} tiltak har en gevinstplan. Statusen regnes ut av regnskapet og volumene i boken. "
        "Ingen velger den.",
        "{planned} of {cards} measures have a benefit plan. Status is worked out from the accounts and volumes of "
        "the book. Nobody picks it.",
    ),
    "benefits_shown": (
        "Viser {shown} av {planned} tiltak med plan.",
        "Showing {shown} of {planned} with a plan.",
    ),
    "benefit_table": ("Ventet, sett og meldt", "Expected, seen and reported"),
    "benefit_expected": ("Ventet", "Expected"),
    "benefit_counterfactual": ("Uten tiltaket", "Without the measure"),
    "benefit_actual": ("Regnskap", "Accounts"),
    "benefit_seen": ("Sett", "Seen"),
    "benefit_reported": ("Meldt", "Reported"),
    "benefit_rule": (
        "Millioner kroner. Uten tiltaket er regnskapet i utgangsåret med veksten i planen. Sett er uten tiltaket "
        "minus regnskap. Regelen: sett er minst {seen} prosent av ventet, delvis sett minst {partly} prosent. "
        "Meldt, men ikke sett betyr at minst {reported} prosent er meldt og under {partly} prosent er sett. Et volum "
        "har flyttet seg når minst {volume} prosent av ventet endring har kommet.",
        "Million kroner. Without the measure is the accounts of the baseline year with the growth of the plan. Seen "
        "is that minus the accounts. The rule: seen is at least {seen} per cent of what is expected, partly seen at "
        "least {partly} per cent. Reported, but not seen means that at least {reported} per cent is reported and less "
        "than {partly} per cent is seen. A volume has moved when at least {volume} per cent of the expected change "
        "has come.",
    ),
    "benefit_accounts_to": (
        "Regnskapet i boken går til {year}.",
        "The accounts in the book go to {year}.",
    ),
    "benefit_no_accounts": ("Boken har ikke noe regnskap.", "The book has no accounts."),
    "benefit_no_effect": (
        "Kortet venter ikke innsparing i noe år.",
        "The card expects no saving in any year.",
    ),
    "benefit_share": (
        "{share} prosent av ventet effekt er sett.",
        "{share} per cent of the expected effect is seen.",
    ),
    "benefit_share_beside": (
        "Også {measures} skal vises i linjen eller en del av den. {share} prosent av de {amount} millionene de venter til sammen, "
        "er sett.",
        "{measures} must show in the line or a part of it too. {share} per cent of the {amount} million they expect together "
        "is seen.",
    ),
    "benefit_volume": (
        "{name}: {moved} prosent av ventet endring.",
        "{name}: {moved} per cent of the expected change.",
    ),
    "benefit_volume_unknown": (
        "{name}: endringen til {year} kan ikke måles.",
        "{name}: the change to {year} cannot be measured.",
    ),
    "benefit_silent": (
        "Gevinstansvarlig har ikke meldt siden {year}.",
        "The owner has not reported since {year}.",
    ),
    "benefit_lacks_line": (
        "Planen viser ikke til noen linje i regnskapet.",
        "The plan names no line of the accounts.",
    ),
    "benefit_lacks_row": (
        "Boken mangler regnskap for «{name}» i {year}.",
        "The book lacks accounts of “{name}” in {year}.",
    ),
    "benefit_lacks_chapter": (
        "Boken mangler regnskap for «{name}», kapittel {chapter}, i {year}.",
        "The book lacks accounts of “{name}”, chapter {chapter}, in {year}.",
    ),
    "benefit_baseline_late": (
        "Utgangsåret {year} er ikke før året effekten skal komme.",
        "The baseline year {year} is not before the year the effect is due.",
    ),
    "benefit_growth_odd": (
        "Veksten i planen er over 100 prosent i året.",
        "The growth of the plan is above 100 per cent a year.",
    ),
    "benefit_lines": ("Regnskapslinjene gevinsten skal vises i", "The accounts in which it must show"),
    "benefit_lines_note": (
        "Millioner kroner. Utgifter er positive og inntekter negative. En linje som er del av en annen av tiltakets "
        "linjer, er ikke tatt med for seg.",
        "Million kroner. Expenses are positive and income negative. A line that is part of another line of the measure "
        "is not shown by itself.",
    ),
    "benefit_volumes": ("Volumene gevinsten skal komme av", "The volumes it must come from"),
    "benefit_volumes_note": (
        "Ventet endring er planens endring ved full effekt, i samme forhold som årets effekt til den største.",
        "Expected change is that of full effect, in the proportion of the year's effect to the largest.",
    ),
    "benefit_trace": ("Spor", "Trace"),
    "benefit_before": ("I utgangsåret", "In the baseline year"),
    "benefit_after": ("I året", "In the year"),
    "benefit_change": ("Ventet endring", "Expected change"),
    "benefit_money": ("Hvem gir pengene, og hvor går de", "Who gives the money, and where does it go"),
    "benefit_part": ("Ledd i effekten", "Part of the effect"),
    "benefit_money_note": (
        "Hvert ledd i effekten gjelder én kasse: den sparer når leddet er positivt, og betaler når det er negativt.",
        "Each part of the effect is in one purse: it saves when the part is positive, and pays when it is negative.",
    ),
    "benefit_goes_nowhere": ("Ikke sagt i planen", "Not said in the plan"),
    "class_row": ("Klasse: {name}", "Class: {name}"),
    "priorities": ("Prioritering", "Priorities"),
    "card_by_formula": (
        "Virkningen er verdien av formelen under. Det trykte tallet står ved siden av.",
        "The effect is the value of the formula below. The printed number stands beside it.",
    ),
    "card_as_printed": (
        "Kortet har ingen formel: virkningen er tallet som er trykt.",
        "The card has no formula: the effect is the printed number.",
    ),
    "card_effects": ("Virkning", "Effect"),
    "card_effects_note": (
        "Positivt når kostnaden faller. Trykte tall leder til siden de står på.",
        "Positive when cost falls. Printed numbers lead to the page they stand on.",
    ),
    "card_fan": ("Hvor mye {measure} kan gi, år for år", "What {measure} may give, year by year"),
    "priority_lead": (
        "Hvert tiltak får en poengsum etter en regel som kan endres: mer for stor effekt, mer eller mindre for konsekvensene, og trekk for usikkerhet. Poengsummen gir klassen.",
        "Every measure gets a score by a rule that can be changed: more for a large effect, more or less for its consequences, and a deduction for uncertainty. The score gives the class.",
    ),
    "priority_faults": (
        "Tiltakene kan ikke plasseres før dette er rettet",
        "The measures cannot be placed until this is corrected",
    ),
    "priority_measures": ("Tiltakene i klasser", "The measures in classes"),
    "priority_measures_note": (
        "Effekten er kommunens, i planens siste år. Poengsum = poeng for effekt + konsekvens × poeng per trinn − trekk for usikkerhet. Konsekvensen er et veid snitt av dem som er oppgitt, fra −3 til 3. Usikkerheten er den høyeste av de to på kortet; en som ikke er oppgitt, regnes som middels. Robusthet er andelen av de prøvde reglene som lar tiltaket stå i klassen sin.",
        "The effect is the municipality's, in the plan's last year. Score = points for effect + consequence × points per step − deduction for uncertainty. The consequence is a weighted mean of those stated, from −3 to 3. The uncertainty is the higher of the card's two; one that is not stated counts as medium. Robustness is the share of the tried rules that leave the measure in its class.",
    ),
    "priority_effect": ("Effekt i {year}, mill. kr", "Effect in {year}, NOK million"),
    "priority_effect_unknown": ("effekt ikke oppgitt", "effect not stated"),
    "priority_consequence": ("Konsekvens", "Consequence"),
    "priority_consequence_unknown": (
        "konsekvens ikke oppgitt (plassert som nøytral)",
        "consequence not stated (placed as neutral)",
    ),
    "priority_side_citizens": ("innbyggere", "residents"),
    "priority_side_organisation": ("organisasjonen", "the organisation"),
    "priority_side_goals": ("kommunemål", "goals"),
    "priority_side_challenges": ("samfunnsfloker", "societal challenges"),
    "priority_unsure_not_stated": ("{level} (ikke alt er oppgitt)", "{level} (not all is stated)"),
    "priority_spread": (
        "Spenn i {year} (P90 minus P10), mill. kr",
        "Spread in {year} (P90 less P10), NOK million",
    ),
    "priority_score": ("Poengsum", "Score"),
    "priority_by_rule": ("Klasse etter regelen", "Class by the rule"),
    "priority_printed": ("Klasse på kortet", "Class on the card"),
    "priority_robust": ("Robusthet", "Robustness"),
    "priority_agreement": (
        "Regelen gir samme klasse som kortet for {same} av {printed} tiltak som har en klasse på kortet. Å gi alle klassen «{usual}» ville stemt for {often}.",
        "The rule gives the same class as the card for {same} of {printed} measures that have a class on the card. To give all of them the class “{usual}” would agree for {often}.",
    ),
    "priority_fitted": (
        "Tallene i regelen er valgt for å stemme best mulig med nettopp disse klassene, så samsvaret er ingen uavhengig prøve.",
        "The numbers of the rule were chosen to agree as well as possible with these very classes, so the agreement is no independent test.",
    ),
    "priority_differs": (
        "Regelen gir en annen klasse enn kortet for {measures}.",
        "The rule gives another class than the card for {measures}.",
    ),
    "priority_unknown": (
        "{count} av {every} tiltak har ingen oppgitt konsekvens. De er plassert som om den var nøytral, og merket.",
        "{count} of {every} measures have no stated consequence. They are placed as if it were neutral, and marked.",
    ),
    "priority_tried": (
        "Tallene i regelen er endret ett om gangen, {tried} ganger. {still} av gangene skifter ingen tiltak klasse.",
        "The numbers of the rule are changed one at a time, {tried} times. In {still} of them no measure changes class.",
    ),
    "priority_stable": (
        "{stable} av {every} tiltak står i samme klasse uansett. Minst sikker er klassen til {measure}, som består i {share} av reglene.",
        "{stable} of {every} measures stand in the same class whatever is changed. The least certain class is that of {measure}, which holds in {share} of the rules.",
    ),
    "priority_chart_consequence": ("Effekt mot konsekvens", "Effect against consequence"),
    "priority_chart_spread": ("Effekt mot usikkerhet", "Effect against uncertainty"),
    "priority_across_consequence": ("Konsekvens, fra −3 til 3", "Consequence, from −3 to 3"),
    "priority_frontier_told": (
        "{count} tiltak. Ingen andre tiltak er minst like gode på begge mål og bedre på ett, når det gjelder {measures}.",
        "{count} measures. No other measure is at least as good on both and better on one, for {measures}.",
    ),
    "priority_not_charted": (
        "Ikke i figuren, fordi konsekvensen ikke er oppgitt",
        "Not in the chart, since the consequence is not stated",
    ),
    "priority_rule": ("Regelen", "The rule"),
    "priority_rule_note": (
        "En poengsum under den laveste grensen gir klassen «Dårligst». 0 poeng er uten effekt og med nøytral konsekvens.",
        "A score below the lowest limit gives the class “Worst”. A score of 0 is no effect and a neutral consequence.",
    ),
    "priority_number": ("Tall i regelen", "Number of the rule"),
    "priority_value": ("Verdi", "Value"),
    "priority_tried_value": ("Prøvd med", "Tried with"),
    "priority_changes": ("Tiltak som skifter klasse", "Measures that change class"),
    "priority_change": (
        "{measure} fra «{before}» til «{after}»",
        "{measure} from “{before}” to “{after}”",
    ),
    "priority_trials": ("Når regelen endres", "When the rule is changed"),
    "priority_trials_note": (
        "Hvert tall er prøvd 20 prosent lavere og høyere, og vektene også med 0 og det dobbelte. Bare endringer som flytter et tiltak, er vist. Et tall som er 0, kan ikke endres slik og er ikke prøvd.",
        "Every number is tried 20 per cent lower and higher, and the weights also with 0 and the double. Only changes that move a measure are shown. A number that is 0 cannot be changed so, and is not tried.",
    ),
    "priority_number_effect_1": (
        "Effekt som gir 1 poeng, mill. kr",
        "Effect that gives 1 point, NOK million",
    ),
    "priority_number_effect_2": (
        "Effekt som gir 2 poeng, mill. kr",
        "Effect that gives 2 points, NOK million",
    ),
    "priority_number_effect_3": (
        "Effekt som gir 3 poeng, mill. kr",
        "Effect that gives 3 points, NOK million",
    ),
    "priority_number_effect_4": (
        "Effekt som gir 4 poeng, mill. kr",
        "Effect that gives 4 points, NOK million",
    ),
    "priority_number_weight_citizens": (
        "Vekt for innbyggere",
        "Weight of residents",
    ),
    "priority_number_weight_organisation": (
        "Vekt for organisasjonen",
        "Weight of the organisation",
    ),
    "priority_number_weight_goals": (
        "Vekt for kommunemål",
        "Weight of the municipality's goals",
    ),
    "priority_number_weight_challenges": (
        "Vekt for samfunnsfloker",
        "Weight of complex societal challenges",
    ),
    "priority_number_consequence_per_step": (
        "Poeng per trinn på konsekvensskalaen",
        "Points per step of the consequence scale",
    ),
    "priority_number_uncertainty_low": (
        "Trekk ved lav usikkerhet",
        "Deduction for low uncertainty",
    ),
    "priority_number_uncertainty_medium": (
        "Trekk ved middels usikkerhet",
        "Deduction for medium uncertainty",
    ),
    "priority_number_uncertainty_high": (
        "Trekk ved stor usikkerhet",
        "Deduction for high uncertainty",
    ),
    "priority_number_class_best": (
        "Laveste poengsum i klassen «Best»",
        "Lowest score of the class “Best”",
    ),
    "priority_number_class_second_best": (
        "Laveste poengsum i klassen «Nest best»",
        "Lowest score of the class “Second best”",
    ),
    "priority_number_class_middle": (
        "Laveste poengsum i klassen «Middels»",
        "Lowest score of the class “Middle”",
    ),
    "priority_number_class_second_worst": (
        "Laveste poengsum i klassen «Nest dårligst»",
        "Lowest score of the class “Second worst”",
    ),
    "priority_key_unknown": (
        "Prioriteringsregelen har ikke noe tall som heter «{key}». Ta raden ut, eller bruk en av disse: {known}.",
        "The rule for priorities has no number called “{key}”. Take the row out, or use one of these: {known}.",
    ),
    "priority_negative": (
        "Tallet «{key}» i prioriteringsregelen er {value}. Vekter, poeng per trinn og trekk må være null eller mer. Rett tallet.",
        "The number “{key}” of the rule for priorities is {value}. Weights, points per step and deductions must be zero or more. Correct it.",
    ),
    "priority_not_rising": (
        "Effektene i prioriteringsregelen må stige, men «{key}» er {value} og ikke over «{other}», som er {limit}. Rett ett av tallene.",
        "The effects of the rule for priorities must rise, but “{key}” is {value} and not above “{other}”, which is {limit}. Correct one of them.",
    ),
    "priority_not_falling": (
        "Grensene for klassene i prioriteringsregelen må synke, men «{key}» er {value} og ikke under «{other}», som er {limit}. Rett ett av tallene.",
        "The limits of the classes in the rule for priorities must fall, but “{key}” is {value} and not below “{other}”, which is {limit}. Correct one of them.",
    ),
    "priority_deduction_falls": (
        "Trekket i prioriteringsregelen må ikke synke når usikkerheten øker, men «{key}» er {value} og under «{other}», som er {limit}. Rett ett av tallene.",
        "The deduction in the rule for priorities must not fall as uncertainty grows, but “{key}” is {value} and below “{other}”, which is {limit}. Correct one of them.",
    ),
    "repair_heading": (
        "Minste endring som retter alle summene",
        "Smallest change that would repair all totals",
    ),
    "repair_meaning": (
        "En mulig forklaring, regnet ut fra kort og tabeller. Ingenting er rettet: tallene står som de er trykt.",
        "A possible explanation, computed from cards and tables. Nothing was corrected: the figures stand as printed.",
    ),
    "repair_one": (
        "Hvis ett tall hadde vært et annet, ville alle kort og summer stemt:",
        "If one number had been another, all cards and totals would agree:",
    ),
    "repair_many": (
        "Hvis {count} tall hadde vært andre, ville alle kort og summer stemt:",
        "If {count} numbers had been others, all cards and totals would agree:",
    ),
    "repair_change": ("fra {before} til {after}", "from {before} to {after}"),
    "repair_change_between": (
        "fra {before} til {after} (alt fra {least} til {most} passer)",
        "from {before} to {after} (anything from {least} to {most} fits)",
    ),
    "repair_classes": (
        "Kort uten trykt samlet vurdering hører da til:",
        "Cards without a printed overall class then belong to:",
    ),
    "repair_no_others": (
        "Ingen annen endring av like mange tall får alt til å stemme.",
        "No other change of as many numbers makes everything agree.",
    ),
    "repair_one_other": (
        "Én annen endring av like mange tall gjør det samme.",
        "One other change of as many numbers does the same.",
    ),
    "repair_others": (
        "{count} andre endringer av like mange tall gjør det samme.",
        "{count} other changes of as many numbers do the same.",
    ),
    "repair_some_others": (
        "Minst {count} andre endringer av like mange tall gjør det samme. Tallene alene kan ikke si hvilken som er riktig.",
        "At least {count} other changes of as many numbers do the same. The figures alone cannot tell which is right.",
    ),
    "repair_others_unknown": (
        "Søket rakk ikke å se om andre endringer av like mange tall gjør det samme.",
        "The search had no time to see whether other changes of as many numbers do the same.",
    ),
    "repair_proved": (
        "Det er bevist at ingen mindre endring finnes.",
        "It is proved that there is no smaller change.",
    ),
    "repair_unproved": (
        "Søket nådde tidsgrensen: det er ikke bevist at ingen mindre endring finnes.",
        "The search met its time limit: it is not proved that there is no smaller change.",
    ),
    "repair_impossible": (
        "Ingen endring av så få tall som søket tillater, får alle summene til å stemme.",
        "No change of as few numbers as the search allows makes all totals agree.",
    ),
    "repair_not_found": (
        "Søket nådde tidsgrensen uten å finne en endring som får alle summene til å stemme.",
        "The search met its time limit without finding a change that makes all totals agree.",
    ),
}
