"""What is wrong with a programme that cannot be computed or saved, in Norwegian and English, by key."""

Both = tuple[str, str]

PROGRAMME_MESSAGES: dict[str, Both] = {
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
        "«{measure}» har for sterk samvariasjon ({keys}): kvadratene summerer til {sum}. Sett ned samvariasjonen til summen er høyst 1.",
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
    "model_unknown": (
        "«{model}» kan ikke beregnes. Velg en av: {known}.",
        "“{model}” cannot be computed. Choose one of: {known}.",
    ),
    "scenario_unknown": (
        "Scenarioet «{scenario}» finnes ikke i boken. Velg et av: {known}.",
        "The scenario “{scenario}” is not in the book. Choose one of: {known}.",
    ),
    "fact_not_editable": (
        "«{fact}» kan ikke endres fra nettsidene. Endre kilden og les den inn på nytt.",
        "“{fact}” cannot be changed from the web pages. Change the source and read it in again.",
    ),
    "version_missing": (
        "Skjemaet mangler radens versjon. Åpne siden på nytt og prøv igjen.",
        "The form lacks the row's version. Open the page again and try once more.",
    ),
    "field_too_long": (
        "Feltet «{field}» har mer enn {longest} tegn. Skriv kortere.",
        "The field “{field}” has more than {longest} characters. Write less.",
    ),
    "price_index_ambiguous": (
        "Boken har flere prisindekser ({names}). Behold den som skal gjelde for tiltakene.",
        "The book has several price indices ({names}). Keep the one that holds for the measures.",
    ),
    "price_index_missing": (
        "Boken har ingen prisindeks for {year}. Legg den inn, eller velg et av årene den har: {known}.",
        "The book has no price index for {year}. Add it, or choose one of the years it has: {known}.",
    ),
    "correlation_unreadable": (
        "Korrelasjonene i {path} kan ikke leses ({reason}). Lagre dem som CSV med tiltakenes nummer øverst og først i hver rad.",
        "The correlations in {path} cannot be read ({reason}). Save them as CSV with the measures' numbers above and before each row.",
    ),
    "correlation_measures": (
        "Korrelasjonene i {path} har et tiltak som ikke er med ({measure}), eller ulike tiltak i rader og kolonner. Bruk de samme numrene som i programmet.",
        "The correlations in {path} have a measure that is not there ({measure}), or other measures in rows than in columns. Use the numbers of the programme.",
    ),
    "formula_too_deep": (
        "Forutsetningen «{name}» er beregnet i mer enn {most} ledd. Gi en av dem den bygger på en verdi i stedet for en formel.",
        "The assumption “{name}” is computed in more than {most} steps. Give one of those it rests on a value instead of a formula.",
    ),
    "formula_no_number_in_range": (
        "Formelen «{formula}» gir ikke tall overalt i området til forutsetningene. Se om den kan dele på null, og snevre inn området.",
        "The formula “{formula}” gives no number everywhere in the range of its assumptions. See whether it can divide by zero, and narrow the range.",
    ),
    "loan_rate_missing": (
        "Lånet skal betales med avdrag og renter, men har ingen rente, eller en under null. Skriv renten i prosent.",
        "The loan is to be paid with instalments and interest, but has no rate, or one below zero. Write the rate in per cent.",
    ),
}
