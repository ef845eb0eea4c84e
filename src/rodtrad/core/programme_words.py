"""Headings and sentences of the efficiency programme, in Norwegian and English, by key."""

Both = tuple[str, str]

PROGRAMME_WORDS: dict[str, Both] = {
    "programme_refused": (
        "Programmet kan ikke beregnes: {count} feil. Ingenting er endret.",
        "The programme cannot be computed: {count} faults. Nothing was changed.",
    ),
    "formula_length": (
        "Formelen «{formula}» er tom eller lengre enn {longest} tegn. Skriv en kortere formel, eller del den på flere forutsetninger.",
        "The formula “{formula}” is empty or longer than {longest} characters. Write a shorter one, or split it into several assumptions.",
    ),
    "formula_syntax": (
        "Formelen «{formula}» kan ikke leses ved tegn {at}. Bruk navn på forutsetninger, tall, + - * / og parenteser.",
        "The formula “{formula}” cannot be read at character {at}. Use names of assumptions, numbers, + - * / and brackets.",
    ),
    "formula_comma": (
        "Formelen «{formula}» har komma i et tall. Skriv desimaler med punktum, for eksempel 0.5.",
        "The formula “{formula}” has a comma in a number. Write decimals with a point, for example 0.5.",
    ),
    "formula_part_unknown": (
        "Formelen «{formula}» bruker «{part}», som ikke er tillatt. Bruk navn med små bokstaver, tall, + - * /, parenteser, min(a, b) og max(a, b).",
        "The formula “{formula}” uses “{part}”, which is not allowed. Use names in small letters, numbers, + - * /, brackets, min(a, b) and max(a, b).",
    ),
    "formula_name_unknown": (
        "Formelen «{formula}» bruker forutsetningen «{name}», som ikke finnes. Legg den til, eller bruk en som ligner: {near}.",
        "The formula “{formula}” uses the assumption “{name}”, which does not exist. Add it, or use one that is alike: {near}.",
    ),
    "formula_units_differ": (
        "Formelen «{formula}» legger sammen eller sammenligner {one} og {other}. Gjør om det ene leddet, så enhetene blir like.",
        "The formula “{formula}” adds or compares {one} and {other}. Convert one of them, so that the units are the same.",
    ),
    "formula_no_number": (
        "Formelen «{formula}» gir ikke noe tall. Se om den deler på null.",
        "The formula “{formula}” gives no number. See whether it divides by zero.",
    ),
    "formula_circular": (
        "Forutsetningen «{name}» er beregnet av seg selv: {around}. Gi en av dem en verdi i stedet for en formel.",
        "The assumption “{name}” is computed from itself: {around}. Give one of them a value instead of a formula.",
    ),
    "effect_not_money": (
        "Formelen «{formula}» gir {found}, men en virkning må være i kr eller kr/år. Se hvilken forutsetning som mangler eller har feil enhet.",
        "The formula “{formula}” comes out in {found}, but an effect must be money, or money a year. See which assumption is missing or has the wrong unit.",
    ),
    "assumption_name": (
        "«{name}» kan ikke brukes som navn i formler. Bruk små bokstaver, sifre og understrek, og begynn med en bokstav.",
        "“{name}” cannot be used as a name in formulas. Use small letters, digits and underscores, and begin with a letter.",
    ),
    "assumption_value_or_formula": (
        "Forutsetningen «{name}» må ha enten en verdi eller en formel, og ikke begge.",
        "The assumption “{name}” must have either a value or a formula, and not both.",
    ),
    "assumption_range_missing": (
        "Forutsetningen «{name}» skal variere, men mangler verdi, lav eller høy. Fyll ut alle tre, eller velg «Fast».",
        "The assumption “{name}” is to vary, but lacks value, low or high. Fill in all three, or choose “Fixed”.",
    ),
    "assumption_range_order": (
        "Forutsetningen «{name}» har ikke lav ≤ verdi ≤ høy, eller lav og høy er like. Rett tallene, eller velg «Fast».",
        "The assumption “{name}” does not have low ≤ value ≤ high, or low and high are equal. Correct the numbers, or choose “Fixed”.",
    ),
    "assumption_range_positive": (
        "Forutsetningen «{name}» er lognormal og må ha lav over null. Rett tallet, eller velg en annen fordeling.",
        "The assumption “{name}” is lognormal and must have a low above zero. Correct the number, or choose another distribution.",
    ),
    "assumption_unit": (
        "Forutsetningen «{name}» skal være i {wanted}, men formelen «{formula}» gir {found}. Rett enheten eller formelen.",
        "The assumption “{name}” is to be in {wanted}, but the formula “{formula}” comes out in {found}. Correct the unit or the formula.",
    ),
    "effect_outside_plan": (
        "Året {year} ligger utenfor årene programmet gjelder ({first}–{last}). Velg et år innenfor.",
        "The year {year} lies outside the years of the programme ({first}–{last}). Choose a year within.",
    ),
    "probability_outside": (
        "Sannsynligheten {value} % er under 0 eller over 100. Skriv en sannsynlighet mellom 0 og 100 prosent.",
        "The probability {value} % is below 0 or above 100. Write a probability between 0 and 100 per cent.",
    ),
    "rule_range_order": (
        "Regelen for usikkerhet i anslag må ha lavest ≤ 100 ≤ høyest, i prosent av kortets tall.",
        "The rule for uncertain estimates must have lowest ≤ 100 ≤ highest, in per cent of the card's number.",
    ),
    "rule_probability_missing": (
        "Regelen for usikkerhet i gjennomføring mangler sannsynlighet. Skriv en mellom 0 og 100 prosent.",
        "The rule for uncertain implementation lacks a probability. Write one between 0 and 100 per cent.",
    ),
    "shared_risk_too_strong": (
        "«{measure}» henger på det som er felles ({keys}), med mer enn all sin usikkerhet: kvadratene summerer til {sum}. Sett ned samvariasjonen til summen er høyst 1.",
        "“{measure}” hangs on what is shared ({keys}) by more than all of its uncertainty: the squares sum to {sum}. Lower the loadings until the sum is at most 1.",
    ),
    "share_outside": (
        "Andelen {value} % er under 0 eller over 100. Skriv en andel mellom 0 og 100 prosent.",
        "The share {value} % is below 0 or above 100. Write a share between 0 and 100 per cent.",
    ),
    "draws_outside": (
        "{draws} trekninger går ikke. Velg mellom 1 og {most}.",
        "{draws} draws will not do. Choose between 1 and {most}.",
    ),
    "seed_outside": (
        "Frøet {seed} går ikke. Velg et helt tall som er null eller større.",
        "The seed {seed} will not do. Choose a whole number that is zero or more.",
    ),
    "correlation_size": (
        "Korrelasjonsmatrisen har {rows} rader og {columns} kolonner, men det er {wanted} tiltak. Gi den én rad og én kolonne for hvert tiltak.",
        "The correlation matrix has {rows} rows and {columns} columns, but there are {wanted} measures. Give it one row and one column for each.",
    ),
    "correlation_pair": (
        "Korrelasjonen mellom {one} og {other} er {value}. Den må være mellom −1 og 1, lik begge veier, og 1 mot seg selv.",
        "The correlation of {one} and {other} is {value}. It must be between −1 and 1, the same both ways, and 1 with itself.",
    ),
    "correlation_impossible": (
        "Korrelasjonene kan ikke gjelde samtidig; det skurrer mest for {measures}. Sett ned noen av dem.",
        "The correlations cannot all hold at once; the trouble is greatest for {measures}. Lower some of them.",
    ),
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
    "document_not_publishable": (
        "«{document}» er ingen sektorgjennomgang i boken. Disse kan publiseres: {known}.",
        "“{document}” is no sector review in the book. These can be published: {known}.",
    ),
    "no_review_to_publish": (
        "Boken har ingen sektorgjennomgang med tiltak, så «{document}» kan ikke publiseres. Les inn gjennomgangen først.",
        "The book has no sector review with measures, so “{document}” cannot be published. Read the review first.",
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
    "programme": ("Effektiviseringsprogram", "Efficiency programme"),
    "programme_lead": (
        "Tiltakene samlet: hva de er anslått til, hvor usikkert det er, hva de holdes mot, og hvilken usikkerhet som betyr mest.",
        "The measures together: what they are estimated at, how unsure that is, what they are held against, and which uncertainty matters most.",
    ),
    "programme_note": (
        "Beregnet med {draws} trekninger og frø {seed}: samme bok gir alltid samme tall.",
        "Computed with {draws} draws and seed {seed}: the same book always gives the same numbers.",
    ),
    "programme_faults": (
        "Programmet kan ikke beregnes før dette er rettet",
        "The programme cannot be computed until this is corrected",
    ),
    "programme_empty": (
        "Ingen tiltak med dette valget.",
        "No measures with this choice.",
    ),
    "scenario": ("Scenario", "Scenario"),
    "every_measure": ("Alle tiltak", "Every measure"),
    "point_sum": ("Sum av anslagene i {year}", "Sum of the estimates in {year}"),
    "point_sum_note": (
        "{count} tiltak; det som overlapper, er telt én gang",
        "{count} measures; what overlaps is counted once",
    ),
    "likely_range": ("Sannsynlig område i {year}", "Likely range in {year}"),
    "likely_range_note": (
        "åtte av ti trekninger; midten er {middle} mill. kr",
        "eight of ten draws; the middle is NOK {middle} million",
    ),
    "chance_of_cut": (
        "Sjanse for å dekke rammekuttet i {year}",
        "Chance of covering the frame cut in {year}",
    ),
    "cut_known": (
        "vedtatt kutt: {amount} mill. kr (vedtatt til og med {year})",
        "adopted cut: NOK {amount} million (adopted until {year})",
    ),
    "cut_prolonged": (
        "kutt: {amount} mill. kr, nivået i {year} videreført",
        "cut: NOK {amount} million, the level of {year} carried on",
    ),
    "millions": ("{amount} mill. kr", "NOK {amount} million"),
    "range_millions": ("{low} til {high} mill. kr", "NOK {low} to {high} million"),
    "range": ("{low} til {high}", "{low} to {high}"),
    "range_in": ("P10 til P90 i {year}", "P10 to P90 in {year}"),
    "p10": ("P10: ni av ti ganger blir det mer", "P10: nine times of ten it is more"),
    "p50": ("P50: like sannsynlig over som under", "P50: as likely above as below"),
    "p90": ("P90: én av ti ganger blir det mer", "P90: one time of ten it is more"),
    "sum_as_printed": ("Sum av kortene slik de er trykt", "Sum of the cards as printed"),
    "sum_as_computed": ("Sum når formlene gjelder", "Sum when the formulas hold"),
    "sum_of_cards": ("Sum av anslagene", "Sum of the estimates"),
    "sum_counted_once": ("Sum når overlapp er telt én gang", "Sum with overlaps counted once"),
    "counted_twice": ("Telt to ganger", "Counted twice"),
    "adopted_cut": ("Vedtatt rammekutt", "Adopted frame cut"),
    "p50_less_cut": ("P50 minus rammekuttet", "P50 less the frame cut"),
    "chance_row": ("Sjanse for å dekke kuttet", "Chance of covering the cut"),
    "cut_rule": (
        "Vedtatte rammekutt er kjent til og med {year}; senere år har samme nivå som det siste kjente.",
        "Adopted frame cuts are known until {year}; later years have the level of the last known.",
    ),
    "programme_row": ("Mill. kr", "NOK million"),
    "by_year": ("År for år", "Year by year"),
    "by_owner": ("Etter ansvarlig, sektor og klasse", "By owner, sector and class"),
    "by_owner_note": (
        "Millioner kroner, anslagene. Overlapp mellom tiltak er ikke trukket fra her.",
        "NOK million, the estimates. Overlaps of measures are not deducted here.",
    ),
    "sector_itself": ("Avdelingen selv", "The department itself"),
    "class_row": ("Klasse: {name}", "Class: {name}"),
    "no_class": ("ikke oppgitt", "not stated"),
    "all_measures": ("Tiltakene", "The measures"),
    "all_measures_note": (
        "Millioner kroner. Er et tiltak skrevet som formel, gjelder formelens verdi; ellers kortets trykte tall.",
        "NOK million. Where a measure is written as a formula, its value holds; otherwise the card's printed number.",
    ),
    "comes_from": ("Tallet kommer fra", "The number comes from"),
    "by_formula": ("formel", "formula"),
    "as_printed": ("trykt kort", "printed card"),
    "overall_class": ("Samlet vurdering", "Overall class"),
    "contributions": ("Hva spredningen i {year} kommer av", "Where the spread in {year} comes from"),
    "contributions_note": (
        "Hvert tiltaks andel av variansen i summen, også gjennom det tiltakene har felles. Andelene summerer til 100 %.",
        "Each measure's part of the variance of the sum, also through what measures share. The parts sum to 100 %.",
    ),
    "part_of_spread": ("Andel av spredningen", "Part of the spread"),
    "worth_title": (
        "Hvilken usikkerhet det lønner seg å fjerne først",
        "Which uncertainty is worth removing first",
    ),
    "worth": ("Verdi av å vite (mill. kr)", "Worth of knowing (NOK million)"),
    "worth_of_all": ("Å vite alt", "To know everything"),
    "worth_note": (
        "Valget er hvor mye som skal legges inn i budsjettet for {year}. En krone som er lagt inn og uteblir, koster to. Uten mer kunnskap er {budget} mill. kr best.",
        "The choice is how much to put into the budget for {year}. A krone that was put in and does not come costs two. Without more knowledge NOK {budget} million is best.",
    ),
    "unsure": ("Det som er usikkert", "What is unsure"),
    "unsure_estimate": ("{measure}: anslaget", "{measure}: the estimate"),
    "unsure_implementation": ("{measure}: om det blir gjennomført", "{measure}: whether it is carried out"),
    "who_gains": ("Hvem som vinner og betaler i {year}", "Who gains and who pays in {year}"),
    "who_gains_note": (
        "Millioner kroner, positivt når kostnaden faller. Det som bare flyttes mellom etat og bydel, er ikke spart; statens og innbyggernes del vises, men telles ikke.",
        "NOK million, positive when cost falls. What only moves between agency and district is not saved; the state's and citizens' parts are shown, but not counted.",
    ),
    "municipality_saves": ("Kommunen sparer", "The municipality saves"),
    "reference_path": ("Budsjett uten og med programmet", "Budget without and with the programme"),
    "with_programme": ("med programmet", "with the programme"),
    "reference_note": (
        "Millioner kroner netto. Budsjett og økonomiplan til og med {year}; senere år har samme nivå som det siste.",
        "NOK million net. Budget and plan until {year}; later years have the level of the last.",
    ),
    "savings_in_programme_note": (
        "Millioner kroner. Et tiltak som er tidsbegrenset, går ikke videre i planen av seg selv. Der varigheten ikke er oppgitt, er beløpet videreført.",
        "NOK million. A measure that is limited does not go on in the plan by itself. Where the term is not stated, the amount is carried on.",
    ),
    "lasting": ("Varighet", "Term"),
    "posts": ("Stillinger", "Posts"),
    "risk": ("Risiko", "Risk"),
    "for_users": ("For brukerne", "For users"),
    "programme_waterfall": ("Fra tiltak til sum i {year}", "From measures to the sum in {year}"),
    "programme_waterfall_alternative": (
        "{count} tiltak gir til sammen {total} mill. kr i {year}. Størst er {largest}.",
        "{count} measures give NOK {total} million together in {year}. The largest is {largest}.",
    ),
    "other_measures": ("{count} andre tiltak", "{count} other measures"),
    "programme_total": ("Programmet", "The programme"),
    "programme_fan": ("Programmet som område, år for år", "The programme as a range, year by year"),
    "programme_fan_alternative": (
        "I {year} ligger åtte av ti trekninger mellom {low} og {high} mill. kr, med {middle} i midten. Summen av anslagene er {point}.",
        "In {year} eight of ten draws lie between NOK {low} and {high} million, with {middle} in the middle. The sum of the estimates is {point}.",
    ),
    "fan_band": ("P10 til P90", "P10 to P90"),
    "programme_tornado": ("Hva som flytter summen i {year} mest", "What moves the sum in {year} most"),
    "programme_tornado_alternative": (
        "Mest betyr {first}: {low} når det går dårlig, {high} når det går godt.",
        "What matters most is {first}: {low} when it goes badly, {high} when it goes well.",
    ),
    "goes_badly": ("går dårlig", "goes badly"),
    "goes_well": ("går godt", "goes well"),
    "drawing": ("Trekker {draws} ganger", "Drawing {draws} times"),
    "model_unknown": (
        "«{model}» kan ikke beregnes. Velg en av: {known}.",
        "“{model}” cannot be computed. Choose one of: {known}.",
    ),
    "scenario_unknown": (
        "Scenarioet «{scenario}» finnes ikke i boken. Velg et av: {known}.",
        "The scenario “{scenario}” is not in the book. Choose one of: {known}.",
    ),
    "scenarios": ("Scenarier", "Scenarios"),
    "scenarios_lead": (
        "Ulike utvalg av tiltak side om side, trukket med de samme tilfeldige tallene, så forskjellene skyldes utvalget.",
        "Different choices of measures side by side, drawn with the same random numbers, so that differences come from the choice.",
    ),
    "scenario_chart": ("P50 i hvert scenario", "P50 of each scenario"),
    "scenario_alternative": (
        "P50 i {year}, millioner kroner: {told}.",
        "P50 in {year}, NOK million: {told}.",
    ),
    "side_by_side": ("Side om side i {year}", "Side by side in {year}"),
    "scenario_note": (
        "Millioner kroner i {year}. Overlapp er telt én gang.",
        "NOK million in {year}. Overlaps are counted once.",
    ),
    "scenario_worth": (
        "Å vite alt før valget mellom scenariene er verdt {worth} mill. kr i {year}. Null betyr at ingen kunnskap ville endret valget.",
        "To know everything before choosing a scenario is worth NOK {worth} million in {year}. Nought means that no knowledge would change the choice.",
    ),
    "short_p10": ("P10", "P10 (low)"),
    "short_p50": ("P50", "P50 (middle)"),
    "short_p90": ("P90", "P90 (high)"),
    "beside_whole": ("P50 mot alle tiltak", "P50 beside every measure"),
    "scenario_members": ("Tiltakene i hvert scenario", "The measures of each scenario"),
    "taken_in": ("med", "in"),
    "left_out": ("ikke med", "out"),
    "put_off": ("med, {halves} halvår senere", "in, {halves} half-years later"),
    "add_scenario_measure": ("Legg et tiltak i et scenario", "Put a measure into a scenario"),
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
    "as_printed_row": ("Trykt på kortet", "Printed on the card"),
    "by_formula_row": ("Etter formelen (kroner)", "By the formula (NOK)"),
    "formula_less_printed": ("Formelen minus det trykte (kroner)", "The formula less the printed (NOK)"),
    "effect": ("Virkning per år", "Effect per year"),
    "not_estimated": ("ikke anslått", "not estimated"),
    "every_year": ("hvert år", "every year"),
    "part": ("Ledd", "Part"),
    "full_year_kroner": ("Helårsvirkning (kroner)", "Full year (NOK)"),
    "formula_title": ("Slik er virkningen satt sammen", "What the effect is made of"),
    "formula_note": (
        "Navnene i formlene er forutsetningene under. En prosent regnes som en andel.",
        "The names in the formulas are the assumptions below. A per cent counts as a share.",
    ),
    "what_it_is": ("Hva", "What"),
    "range_title": ("Lav til høy", "Low to high"),
    "assumptions": ("Forutsetninger", "Assumptions"),
    "assumptions_note": (
        "Endrer du en forutsetning, endres tiltaket og hele programmet.",
        "Change an assumption, and the measure and the whole programme change.",
    ),
    "printed_figure": ("trykt tall", "printed figure"),
    "estimate": ("Anslaget", "The estimate"),
    "card_fan": ("{measure} som område, år for år", "{measure} as a range, year by year"),
    "write_more": ("Skriv mer på kortet", "Write more on the card"),
    "edit_texts": ("Endre tekstene", "Change the texts"),
    "edit_card": ("Endre kortet", "Change the card"),
    "add_row": ("Legg til: {what}", "Add: {what}"),
    "edit_row": ("Endre", "Change"),
    "edit_title": ("Endre: {what}", "Change: {what}"),
    "new_title": ("Ny rad: {what}", "New row: {what}"),
    "effect_field": ("Virkning i {year} (kroner)", "Effect in {year} (NOK)"),
    "effect_help": (
        "Positivt når kostnaden faller. Tomt når den ikke er anslått.",
        "Positive when cost falls. Empty when it is not estimated.",
    ),
    "form_required": ("må fylles ut", "must be filled in"),
    "form_theirs": ("I boken står nå: {value}", "The book now says: {value}"),
    "form_nothing": ("ingenting", "nothing"),
    "form_not_chosen": ("(ikke valgt)", "(not chosen)"),
    "form_errors": (
        "Ingenting er lagret. Rett dette og prøv igjen",
        "Nothing was saved. Correct this and try again",
    ),
    "form_save": ("Lagre", "Save"),
    "form_remove": ("Ta raden ut av boken", "Take the row out of the book"),
    "form_back": ("Tilbake uten å lagre", "Back without saving"),
    "form_why": ("Hvorfor", "Why"),
    "form_why_help": ("Står i bokens historie.", "Stands in the history of the book."),
    "fact_not_editable": (
        "«{fact}» kan ikke endres fra nettsidene. Endre kilden og les den inn på nytt.",
        "“{fact}” cannot be changed from the web pages. Change the source and read it in again.",
    ),
    "version_missing": (
        "Skjemaet mangler radens versjon. Åpne siden på nytt og prøv igjen.",
        "The form lacks the row's version. Open the page again and try once more.",
    ),
    "undo_change": ("Angre", "Undo"),
    "undo_change_of": ("Angre endring {number}", "Undo change {number}"),
    "undone": ("Angret fra nettsiden", "Undone from the web page"),
    "new_measure": ("Skriv et nytt tiltak", "Write a new measure"),
    "field_too_long": (
        "Feltet «{field}» har mer enn {longest} tegn. Skriv kortere.",
        "The field “{field}” has more than {longest} characters. Write less.",
    ),
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
