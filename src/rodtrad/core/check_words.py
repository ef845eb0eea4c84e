"""The words of every check: title, what it looks for, what a finding says, what to do next."""

from dataclasses import dataclass

Both = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckWords:
    """Norwegian and English words of one check."""

    title: Both
    meaning: Both
    sentence: Both
    advice: Both


_SUM_ADVICE: Both = (
    "Sammenlign radene med kilden, eller godta funnet med en begrunnelse.",
    "Compare the rows with the source, or accept the finding with a reason.",
)
_SUM_SENTENCE: Both = (
    "{place}: «{label}» er trykt som {printed}, men {terms} gir {computed}. "
    "Avviket er {gap}; avrunding forklarer høyst {room}.",
    "{place}: “{label}” is printed as {printed}, but {terms} makes {computed}. "
    "The gap is {gap}; rounding explains at most {room}.",
)
_SAME_SENTENCE: Both = (
    "{place}: «{label}» er trykt som {printed}, men samme størrelse er {computed} et annet sted ({others}). "
    "Avviket er {gap}; avrunding forklarer høyst {room}.",
    "{place}: “{label}” is printed as {printed}, but the same quantity is {computed} elsewhere ({others}). "
    "The gap is {gap}; rounding explains at most {room}.",
)
_SAME_ADVICE: Both = (
    "Finn ut hvilket tall som gjelder, og rett det andre i kilden.",
    "Find out which number holds, and have the other corrected in the source.",
)

CHECK_WORDS: dict[str, CheckWords] = {
    "S-01": CheckWords(
        ("Radene summerer til totalen", "Rows add up to the total"),
        (
            "Radene i en tabell skal summere til totalen, i alle dimensjoner.",
            "The rows of a table add up to its total, in every dimension.",
        ),
        _SUM_SENTENCE,
        _SUM_ADVICE,
    ),
    "S-02": CheckWords(
        ("Tabellene gir samme ramme", "Tables give the same frame"),
        (
            "Områder, funksjoner, avdelinger og prosjekter skal summere til rammen i andre tabeller.",
            "Areas, functions, units and projects add up to the frame printed in other tables.",
        ),
        _SUM_SENTENCE,
        (
            "Se om en rad mangler i oppdelingen, eller om de to tabellene bygger på ulike versjoner.",
            "See whether a row is missing from the split, or whether the tables build on different versions.",
        ),
    ),
    "S-03": CheckWords(
        ("Oppgitt sum eller differanse", "Stated sum or difference"),
        (
            "Summer og differanser som teksten oppgir, skal stemme med tallene de bygger på.",
            "Sums and differences stated in the text match the numbers they build on.",
        ),
        _SUM_SENTENCE,
        _SUM_ADVICE,
    ),
    "D-01": CheckWords(
        ("Avvik er budsjett minus regnskap", "Deviation is budget minus accounts"),
        (
            "Avvikskolonnen skal være regulert budsjett minus regnskap.",
            "The deviation column is regulated budget minus accounts.",
        ),
        _SUM_SENTENCE,
        _SUM_ADVICE,
    ),
    "F-01": CheckWords(
        ("Endringene fører til ny ramme", "Changes lead to the new frame"),
        (
            "Budsjettet som videreføres, med alle endringer, skal gi den nye rammen for hvert år.",
            "The budget carried on, with all changes, gives the new frame for every year.",
        ),
        _SUM_SENTENCE,
        (
            "Se om en endring mangler eller er ført to ganger.",
            "See whether a change is missing or entered twice.",
        ),
    ),
    "F-02": CheckWords(
        ("Justeringene fører til regulert budsjett", "Adjustments lead to the regulated budget"),
        (
            "Vedtatt budsjett med årets justeringer skal gi regulert budsjett.",
            "The adopted budget with the year's adjustments gives the regulated budget.",
        ),
        _SUM_SENTENCE,
        (
            "Se om et vedtak mangler i listen over justeringer.",
            "See whether a decision is missing from the list of adjustments.",
        ),
    ),
    "F-03": CheckWords(
        ("Budsjettet er regulert uten oppgitt vedtak", "Regulated without a stated decision"),
        (
            "Når et dokument lister justeringer, skal også andre kapitler som er regulert, ha sine justeringer.",
            "Where a document lists adjustments, other chapters that are regulated have theirs listed too.",
        ),
        (
            "{place}: «{label}» er {printed}, mens vedtatt budsjett var {computed}. "
            "Endringen på {gap} har ingen oppgitt justering.",
            "{place}: “{label}” is {printed}, while the adopted budget was {computed}. "
            "The change of {gap} has no adjustment listed.",
        ),
        (
            "Be om listen over vedtak som endret kapitlet.",
            "Ask for the list of decisions that changed the chapter.",
        ),
    ),
    "B-01": CheckWords(
        ("Alternativt budsjett går ikke i balanse", "Alternative budget does not balance"),
        (
            "Endringene i et alternativt budsjett skal summere til null i hvert år, medregnet inntekter, i drift og i investering hver for seg.",
            "The changes of an alternative budget sum to nothing in every year, income included, in operation and in investment each by itself.",
        ),
        (
            "{place}, {label}: endringene summerer til {printed} i {year}; de skal summere til {computed}. "
            "År som ikke går i balanse: {count}.",
            "{place}, {label}: the changes sum to {printed} in {year}; they are to sum to {computed}. "
            "Years that do not balance: {count}.",
        ),
        (
            "Legg til en endring som veier opp, eller juster en som står der.",
            "Add a change that makes up for it, or adjust one that is there.",
        ),
    ),
    "B-02": CheckWords(
        ("Endringen slutter før den begynner", "The change ends before it begins"),
        (
            "Det siste året en endring gjelder, kan ikke være før det første.",
            "The last year a change counts cannot be before the first.",
        ),
        (
            "{place}: «{label}» gjelder fra {start} til {end}, og teller derfor ikke i noe år.",
            "{place}: “{label}” counts from {start} to {end}, and so in no year at all.",
        ),
        ("Rett første eller siste år.", "Correct the first or the last year."),
    ),
    "B-03": CheckWords(
        ("Endring der ingenting er ført videre", "Change where nothing is carried on"),
        (
            "En endring gjelder som regel en enhet og funksjon som hadde budsjett i fjor, eller som får flere endringer.",
            "A change is usually of a unit and function that had a budget last year, or that gets more changes.",
        ),
        (
            "{place}: «{label}» står der enheten ikke har noe i fjorårets ramme, og ingen andre endringer.",
            "{place}: “{label}” stands where the unit has nothing in last year's frame, and no other changes.",
        ),
        (
            "Se om enhet, kapittel, funksjon eller kontogruppe er riktig valgt.",
            "See whether the right unit, chapter, function or account group is chosen.",
        ),
    ),
    "B-04": CheckWords(
        ("Planlagt endring følger ikke tiltakskortet", "Planned change departs from the measure card"),
        (
            "En endring som viser til et effektiviseringstiltak, skal ha det beløpet tiltakskortet gir.",
            "A change that names an efficiency measure has the amount its card gives.",
        ),
        (
            "{place}: kortet for {measure} gir {printed} i {year}, men endringen i budsjettet er {computed}. "
            "Avviket er {gap}; avrunding forklarer høyst {room}.",
            "{place}: the card of {measure} gives {printed} in {year}, but the change in the budget is {computed}. "
            "The gap is {gap}; rounding explains at most {room}.",
        ),
        (
            "Hent beløpene fra kortet på nytt, eller forklar hvorfor budsjettet regner annerledes.",
            "Fetch the amounts from the card again, or explain why the budget reckons otherwise.",
        ),
    ),
    "B-05": CheckWords(
        ("Kontogruppe uten kompensasjon", "Account group without compensation"),
        (
            "Kontogrupper det føres penger videre på, skal ha en sats for pris- og lønnskompensasjon. Null er også en sats.",
            "Account groups that money is carried on in have a rate of price and wage compensation. Nought is a rate too.",
        ),
        (
            "{place}: «{label}» har {printed} i fjorårets ramme, men ingen sats for {years}.",
            "{place}: “{label}” has {printed} in last year's frame, but no rate for {years}.",
        ),
        (
            "Skriv satsen på siden for budsjettet, eller 0 dersom gruppen ikke skal kompenseres.",
            "Write the rate on the budget's page, or 0 where the group is not to be compensated.",
        ),
    ),
    "P-01": CheckWords(
        ("Programmets sum er summen av tiltakskortene", "The programme total is the sum of the cards"),
        (
            "Det en gjennomgang sier at tiltakene gir, skal være summen av tiltakskortene.",
            "What a review says its measures save is the sum of the cards.",
        ),
        _SUM_SENTENCE,
        (
            "Gå gjennom kortene for dette året og finn tiltaket som er talt med annet beløp.",
            "Go through the cards of this year and find the measure counted with another amount.",
        ),
    ),
    "P-02": CheckWords(
        ("Antall og ytterpunkter stemmer med kortene", "Counts and extremes match the cards"),
        (
            "Oppgitt antall tiltak og største og minste virkning skal stemme med kortene.",
            "The stated number of measures and the largest and smallest effect match the cards.",
        ),
        (
            "{place}: {what} er oppgitt til {printed}, kortene viser {computed}.",
            "{place}: {what} is stated as {printed}, the cards show {computed}.",
        ),
        ("Se om et kort mangler.", "See whether a card is missing."),
    ),
    "P-03": CheckWords(
        ("Programmet kan beregnes", "The programme can be computed"),
        (
            "Forutsetninger, formler, sannsynligheter og andeler skal kunne brukes i beregningen.",
            "Assumptions, formulas, probabilities and shares can be computed with.",
        ),
        ("{place}: «{label}» kan ikke brukes. {fault}", "{place}: “{label}” cannot be used. {fault}"),
        (
            "Åpne raden og rett den. Programmet beregnes ikke før alt er i orden.",
            "Open the row and correct it. The programme is not computed until all is in order.",
        ),
    ),
    "P-04": CheckWords(
        ("Forutsetningen er som trykt", "The assumption is as printed"),
        (
            "En forutsetning skal ha samme verdi som tallet den er hentet fra.",
            "An assumption has the value of the figure it is taken from.",
        ),
        (
            "{place}: forutsetningen «{label}» er {computed}, men tallet den er hentet fra, er {printed}.",
            "{place}: the assumption “{label}” is {computed}, but the figure it is taken from is {printed}.",
        ),
        (
            "Se om tallet er endret i kilden, eller begrunn hvorfor forutsetningen er en annen.",
            "See whether the source has changed, or state why the assumption differs.",
        ),
    ),
    "P-05": CheckWords(
        ("Kortets tall er det formelen gir", "The card's number is what its formula gives"),
        (
            "Den trykte virkningen på et tiltakskort skal være det formelen gir, innenfor avrundingen av anslaget.",
            "The printed effect of a measure card is what its formula gives, within the rounding of the estimate.",
        ),
        (
            "{place}: «{label}» er trykt som {printed}, men formelen gir {computed}. "
            "Avviket er {gap}; avrunding forklarer høyst {room}.",
            "{place}: “{label}” is printed as {printed}, but the formula gives {computed}. "
            "The gap is {gap}; rounding explains at most {room}.",
        ),
        (
            "Se på tiltakskortet hvorfor tallet ikke lar seg gjenskape, eller rett forutsetningene.",
            "See on the measure card why the number cannot be reproduced, or correct the assumptions.",
        ),
    ),
    "P-06": CheckWords(
        ("Det som flyttes, har et beløp", "What is moved has an amount"),
        (
            "Når et tiltak flytter en kostnad til andre, skal beløpet være anslått; ellers telles det som spart.",
            "When a measure moves a cost to others, the amount is estimated; otherwise it counts as saved.",
        ),
        (
            "{place}: tiltak {measure} har en virkning uten beløp: {part}. Den er ikke trukket fra.",
            "{place}: measure {measure} has an effect without an amount: {part}. It is not deducted.",
        ),
        (
            "Anslå beløpet og skriv det som et effektledd, eller begrunn at det er null.",
            "Estimate the amount and write it as an effect part, or state why it is nil.",
        ),
    ),
    "E-01": CheckWords(
        ("Samme tall i to dokumenter", "The same fact in two documents"),
        (
            "Det samme tallet skal være likt i alle dokumenter.",
            "The same fact is the same in every document.",
        ),
        _SAME_SENTENCE,
        _SAME_ADVICE,
    ),
    "E-02": CheckWords(
        ("Samme tall to steder i dokumentet", "The same fact twice in a document"),
        ("Et dokument skal ikke motsi seg selv.", "A document does not contradict itself."),
        _SAME_SENTENCE,
        _SAME_ADVICE,
    ),
    "E-03": CheckWords(
        ("Tekst og tabell sier det samme", "Text and table say the same"),
        (
            "Et beløp som teksten knytter til et annet tall, skal være likt det.",
            "An amount the text ties to another number equals it.",
        ),
        _SAME_SENTENCE,
        _SAME_ADVICE,
    ),
    "A-01": CheckWords(
        ("Andelen er del delt på helhet", "The share is part over whole"),
        (
            "En oppgitt andel skal være delen delt på helheten den gjelder.",
            "A stated share is the part over the whole it concerns.",
        ),
        _SUM_SENTENCE,
        (
            "Se hvilken helhet andelen er regnet av; den bør stå i teksten.",
            "See which whole the share is taken of; the text ought to say.",
        ),
    ),
    "A-02": CheckWords(
        ("Regnestykket går opp", "The calculation holds"),
        (
            "Antall ganger pris og lignende regnestykker skal gi tallet som er oppgitt.",
            "Volume times price and the like gives the number stated.",
        ),
        _SUM_SENTENCE,
        (
            "Se om forutsetningene gjelder samme år og samme avgrensning som tallet.",
            "See whether the premises concern the same year and the same scope as the number.",
        ),
    ),
    "U-01": CheckWords(
        ("Enheten kan ikke stemme", "The unit cannot be right"),
        (
            "Samme beløp skal ikke stå tusen eller en million ganger fra hverandre.",
            "The same amount does not stand a thousand or a million times apart.",
        ),
        (
            "{place}: «{label}» er trykt som {printed}, men det som henger sammen med det ({others}), gir "
            "{computed}: {factor} ganger så mye eller så lite. Steder: {places}.",
            "{place}: “{label}” is printed as {printed}, but what hangs together with it ({others}) gives "
            "{computed}: {factor} times as much or as little. Places: {places}.",
        ),
        (
            "Rett enheten i tabellteksten eller ved tallet.",
            "Correct the unit in the caption or beside the number.",
        ),
    ),
    "I-01": CheckWords(
        ("Måltallet er ikke nådd", "Target not reached"),
        ("Årets resultat skal nå årets måltall.", "The result of the year reaches the year's target."),
        (
            "{place}: måltallet for «{label}» er {printed}, resultatet ble {computed}.",
            "{place}: the target of “{label}” is {printed}, the result was {computed}.",
        ),
        (
            "Be om en forklaring og et tiltak i styringsdialogen.",
            "Ask for an explanation and an action in the steering dialogue.",
        ),
    ),
    "I-02": CheckWords(
        ("Måltallet er svakere enn resultatet", "Target weaker than the result"),
        (
            "Et måltall skal ikke være svakere enn siste resultat.",
            "A target does not ask for less than the latest result.",
        ),
        (
            "{place}: måltallet for «{label}» er {printed}, men resultatet i {result_year} var alt {computed}.",
            "{place}: the target of “{label}” is {printed}, but the result of {result_year} was already {computed}.",
        ),
        ("Vurder om måltallet bør strammes inn.", "Consider a tighter target."),
    ),
    "I-03": CheckWords(
        ("Null som ligner et manglende tall", "Zero that looks like a missing number"),
        (
            "Null der indikatoren ellers er langt fra null, er ofte et tall som mangler.",
            "Zero where the indicator is otherwise far from zero is often a missing number.",
        ),
        (
            "{place}: «{label}» er 0 for {years}, mens indikatoren ellers er langt fra null.",
            "{place}: “{label}” is 0 for {years}, while the indicator is otherwise far from zero.",
        ),
        (
            "Skriv at tallet mangler, eller bekreft at det er null.",
            "Say that the number is missing, or confirm that it is zero.",
        ),
    ),
    "T-01": CheckWords(
        ("Evaluering før tiltaket virker", "Evaluated before it works"),
        (
            "En innsparing skal ikke evalueres før året den gjelder.",
            "A saving is not evaluated before the year it works in.",
        ),
        (
            "{place}: «{label}» gjelder budsjettåret {year}, men skal evalueres i {evaluated}.",
            "{place}: “{label}” is for the budget year {year}, but is to be evaluated in {evaluated}.",
        ),
        ("Rett årstallet for evalueringen.", "Correct the year of the evaluation."),
    ),
    "T-02": CheckWords(
        ("Oppdrag uten frist", "Assignment without a deadline"),
        ("Et oppdrag skal ha en frist.", "An assignment has a deadline."),
        (
            "{place}: oppdrag {number}, «{label}», har verken dato eller årstid som frist.",
            "{place}: assignment {number}, “{label}”, has neither a date nor a season as its deadline.",
        ),
        ("Avtal en frist med avsenderen.", "Agree on a deadline with the sender."),
    ),
    "T-03": CheckWords(
        ("Ett vedtak med to datoer", "One decision with two dates"),
        ("Et vedtak skal ha én dato.", "A decision has one date."),
        (
            "{place}: vedtak {decision} står med datoene {dates}.",
            "{place}: decision {decision} stands with the dates {dates}.",
        ),
        ("Slå opp vedtaket og rett datoen.", "Look up the decision and correct the date."),
    ),
    "T-04": CheckWords(
        ("Samme tall for to ulike år", "The same number for two years"),
        (
            "Et tall som oppgis to ganger, skal gjelde samme år.",
            "A number stated twice is for the same year.",
        ),
        (
            "{place}: «{label}» er oppgitt med samme verdi for {years}.",
            "{place}: “{label}” is stated with the same value for {years}.",
        ),
        ("Finn ut hvilket år tallet gjelder.", "Find out which year the number is for."),
    ),
    "T-05": CheckWords(
        ("Slutter før det begynner", "Ends before it begins"),
        ("En periode skal slutte etter at den begynner.", "A stretch of time ends after it begins."),
        (
            "{place}: «{label}» begynner {start}, men slutter {end}.",
            "{place}: “{label}” begins {start}, but ends {end}.",
        ),
        ("Rett datoene.", "Correct the dates."),
    ),
    "T-06": CheckWords(
        ("Frist på feil sted i tid", "Deadline out of place"),
        (
            "En frist skal ligge i brevets år eller senere, og være lik der den gjentas.",
            "A deadline lies in the letter's year or later, and is the same where it is repeated.",
        ),
        (
            "{place}: fristen for «{label}» er {deadline}, som ikke passer med {other}.",
            "{place}: the deadline of “{label}” is {deadline}, which does not fit {other}.",
        ),
        ("Finn ut hvilken frist som gjelder.", "Find out which deadline holds."),
    ),
    "G-01": CheckWords(
        ("Gevinsten er meldt, men ikke sett", "Benefit reported, but not seen"),
        (
            "En gevinst som er meldt, skal vises i regnskapet.",
            "A benefit that is reported shows in the accounts.",
        ),
        (
            "{place}: gevinsten av «{label}» i {year} er meldt til {printed}, men regnskapet viser {computed}. "
            "Kortet venter {expected} kr.",
            "{place}: the benefit of “{label}” in {year} is reported as {printed}, but the accounts show {computed}. "
            "The card expects {expected} NOK.",
        ),
        (
            "Be gevinstansvarlig vise hvilke regnskapslinjer gevinsten står i. Se også om utgangsåret, veksten "
            "uten tiltaket og sporene i gevinstplanen er riktige.",
            "Ask the owner of the benefit which lines of the accounts it stands in. See too whether the baseline "
            "year, the growth without the measure and the traces of the plan are right.",
        ),
    ),
    "G-02": CheckWords(
        ("Gevinsten er sett, men volumet flyttet seg ikke", "Benefit seen, but the volume did not move"),
        (
            "Når pengene er spart, skal volumet de kommer av, ha endret seg.",
            "When money is saved, the volume it comes from has changed.",
        ),
        (
            "{place}: gevinsten av «{label}» er sett i regnskapet for {year}, men volumet den skulle komme av, "
            "gikk fra {computed} i {baseline} til {printed} i {year}. Det er {moved} prosent av ventet endring.",
            "{place}: the benefit of “{label}” is seen in the accounts of {year}, but the volume it should come "
            "from went from {computed} in {baseline} to {printed} in {year}: {moved} per cent of what was expected.",
        ),
        (
            "Finn ut hva som ellers senket kostnaden: pris, periodisering, en annen enhet eller et annet tiltak.",
            "Find out what else lowered the cost: price, timing, another unit or another measure.",
        ),
    ),
    "G-03": CheckWords(
        ("Gevinstansvarlig har ikke meldt", "The owner of the benefit has not reported"),
        (
            "Den som er ansvarlig for en gevinst, skal melde den for hvert år som er avsluttet.",
            "Whoever answers for a benefit reports it for every year that is closed.",
        ),
        (
            "{place}: {owner} har ikke meldt gevinsten av «{label}» siden {since}. Boken har regnskap til {last}.",
            "{place}: {owner} has not reported the benefit of “{label}” since {since}. The book has accounts to {last}.",
        ),
        (
            "Be gevinstansvarlig melde hva tiltaket har gitt, også når det er null.",
            "Ask the owner to report what the measure has given, even when it is nothing.",
        ),
    ),
    "R-01": CheckWords(
        ("Henvisning som ikke fører noe sted", "Reference that leads nowhere"),
        (
            "Alt som vises til, skal finnes: mål, rader, koder og adresser.",
            "Everything that is pointed to exists: goals, rows, codes and addresses.",
        ),
        (
            "{place}: {fact} viser til {column} «{value}», som ikke finnes i boken. Rader: {rows}.",
            "{place}: {fact} points to {column} “{value}”, which is not in the book. Rows: {rows}.",
        ),
        (
            "Les inn det som mangler, eller rett henvisningen.",
            "Read in what is missing, or correct the reference.",
        ),
    ),
    "R-02": CheckWords(
        ("Nummeret passer ikke til plassen", "Number does not fit its place"),
        (
            "Nummeret på et tiltak skal høre til målet det står under.",
            "The number of an action belongs to the goal it stands under.",
        ),
        (
            "{place}: {goals} står under {parent}, men nummeret hører hjemme under {expected}.",
            "{place}: {goals} stand under {parent}, but the number belongs under {expected}.",
        ),
        (
            "Rett nummeret, eller flytt tiltaket til riktig mål.",
            "Correct the number, or move the action to the right goal.",
        ),
    ),
    "R-03": CheckWords(
        ("Nummereringen hopper", "Numbering skips"),
        (
            "Numre under samme mål skal følge på hverandre.",
            "Numbers under one goal follow each other.",
        ),
        ("{place}: {missing} mangler i nummereringen.", "{place}: {missing} is missing from the numbering."),
        (
            "Si hva som ble av det som mangler, eller nummerer på nytt.",
            "Say what became of what is missing, or number anew.",
        ),
    ),
    "R-04": CheckWords(
        ("Mål uten indikator", "Goal without an indicator"),
        (
            "Et mål som et område arbeider mot, skal måles av noe.",
            "A goal that an area works towards is measured by something.",
        ),
        (
            "{place}: område {area} har mål uten indikator: {goals}.",
            "{place}: area {area} has goals without an indicator: {goals}.",
        ),
        ("Velg en indikator, eller fjern målet.", "Choose an indicator, or drop the goal."),
    ),
    "O-01": CheckWords(
        ("Ordene sier én vei, tallene en annen", "The words say one way, the figures another"),
        (
            "Når teksten sier at et tall gikk opp eller ned, skal tallene vise det samme.",
            "Where the text says that a number went up or down, the figures show the same.",
        ),
        (
            "{place}: teksten sier at tallet gikk {movement} fra {computed} til {printed}, "
            "men {printed} er {comparison} {computed}. Ordene er «{words}».",
            "{place}: the text says that the number went {movement} from {computed} to {printed}, "
            "but {printed} is {comparison} {computed}. The words are “{words}”.",
        ),
        (
            "Slå opp begge tallene i tabellen eller statistikken de er hentet fra. "
            "Det avgjør om det er ordet eller et av tallene som må rettes.",
            "Look both numbers up in the table or statistics they were taken from. "
            "That settles whether the word or one of the numbers is to be corrected.",
        ),
    ),
    "O-02": CheckWords(
        ("Samme avsnitt under to overskrifter", "The same paragraph under two headings"),
        (
            "Et avsnitt med tall skal ikke stå ord for ord under en annen overskrift i samme dokument.",
            "A paragraph with numbers does not stand word for word under another heading of the same document.",
        ),
        (
            "{place}: teksten under «{heading}» på side {page} er ord for ord den samme som under "
            "«{other_heading}» på side {other_page}, linje {other_line}. "
            "Den begynner «{words}». Like avsnitt på rad: {paragraphs}.",
            "{place}: the text under “{heading}” on page {page} is word for word the same as under "
            "“{other_heading}” on page {other_page}, line {other_line}. "
            "It begins “{words}”. Equal paragraphs in a row: {paragraphs}.",
        ),
        (
            "Finn ut hvilken overskrift teksten hører til; den som skrev kapitlet, kan avgjøre det. "
            "Se så etter om tallene under den andre overskriften mangler.",
            "Find out which heading the text belongs under; whoever wrote the chapter can settle it. "
            "Then see whether the numbers under the other heading are missing.",
        ),
    ),
    "L-01": CheckWords(
        ("Avlesningen finnes ikke på siden", "Reading not found on the page"),
        (
            "Tallet vi har lest, skal stå ved linjen vi oppgir. Funn her er vår feil, ikke dokumentets.",
            "The number we read stands by the line we name. Findings here are our fault, not the document's.",
        ),
        (
            "{place}: vi har lest {text}, men finner ikke tallet ved denne linjen.",
            "{place}: we read {text}, but do not find the number by this line.",
        ),
        ("Les av på nytt og rett dataene.", "Read it again and correct the data."),
    ),
    "L-02": CheckWords(
        ("En rad vi ikke er sikre på", "A row we are not sure of"),
        (
            "En rad med tall skal kunne leses på én måte. Funn her er om vår lesing, ikke om dokumentet.",
            "A row of numbers can be read in one way. Findings here are about our reading, not the document.",
        ),
        (
            "{place}: vi er ikke sikre på at vi har lest «{text}» riktig: {reason}.",
            "{place}: we are not sure that we read “{text}” right: {reason}.",
        ),
        (
            "Slå opp raden på siden. Rett tallene om de er feil lest, eller bekreft at de er riktige.",
            "Look the row up on the page. Correct the numbers if they are wrong, or confirm that they are right.",
        ),
    ),
    "V-01": CheckWords(
        ("Avvik over grensen er ikke forklart", "Deviation above the limit is not explained"),
        (
            "En rapport som er levert, skal forklare hvert avvik som er over begge grensene i runden.",
            "A report that is handed in explains every deviation above both limits of its round.",
        ),
        (
            "{place}: «{label}» er {printed}, mens budsjettet er {computed}. Avviket er over grensene i runden, "
            "og rapporten forklarer det ikke.",
            "{place}: “{label}” is {printed}, while the budget is {computed}. The deviation is above the limits "
            "of the round, and the report does not explain it.",
        ),
        (
            "Send rapporten tilbake, og be enheten forklare avviket.",
            "Send the report back, and ask the unit to explain the deviation.",
        ),
    ),
    "V-02": CheckWords(
        ("Rapporten er levert etter fristen", "Report after its deadline"),
        (
            "En rapport skal leveres innen fristen. Den som ikke er levert, regnes mot den siste dagen boken vet om.",
            "A report is handed in by its deadline. One that is not is held against the last day the book tells of.",
        ),
        (
            "{place}: «{label}» hadde frist {deadline}, men var ikke levert før {day}.",
            "{place}: “{label}” was due {deadline}, but was not handed in before {day}.",
        ),
        (
            "Ta kontakt med enheten, eller avtal en ny frist.",
            "Talk to the unit, or agree on a new deadline.",
        ),
    ),
    "V-03": CheckWords(
        ("Låst rapport stemmer ikke lenger med regnskapet", "Frozen report departs from the accounts"),
        (
            "Tallene i en låst rapport skal være de samme som i regnskapet for perioden.",
            "The figures of a frozen report are the same as in the accounts of the period.",
        ),
        (
            "{place}: {count} tall i «{label}» er endret i regnskapet siden rapporten ble låst. Det største er "
            "{printed} i rapporten og {computed} i regnskapet nå, en forskjell på {gap}.",
            "{place}: {count} figures of “{label}” have changed in the accounts since the report was frozen. The "
            "largest is {printed} in the report and {computed} in the accounts now, a difference of {gap}.",
        ),
        (
            "Rapporten står som den er. Si fra om endringen i neste rapport, eller godta funnet med en begrunnelse.",
            "The report stays as it is. Tell of the change in the next report, or accept the finding with a reason.",
        ),
    ),
    "V-04": CheckWords(
        ("Regnskapet er mindre enn i perioden før", "Accounts smaller than in the period before"),
        (
            "Regnskapet gjelder hittil i året, så det vokser vanligvis fra periode til periode.",
            "Accounts are for the year so far, so they usually grow from period to period.",
        ),
        (
            "{place}: «{label}» er {printed} til og med {period}, men {computed} til og med {before}.",
            "{place}: “{label}” is {printed} through {period}, but {computed} through {before}.",
        ),
        (
            "Se om noe er ført tilbake, eller om tallet gjelder perioden alene og ikke året hittil.",
            "See whether something was reversed, or whether the number is for the period alone and not the year so far.",
        ),
    ),
    "V-05": CheckWords(
        ("Oppdrag meldt utført uten dokumentasjon", "Assignment done without evidence"),
        (
            "Et oppdrag som er meldt utført, skal ha dokumentasjon: et dokument, et vedtak eller et tall.",
            "An assignment that is told to be done has evidence: a document, a decision or a number.",
        ),
        (
            "{place}: «{label}» er meldt utført {reported}, men ingenting viser det.",
            "{place}: “{label}” was told to be done on {reported}, but nothing shows it.",
        ),
        (
            "Legg inn hva som viser at oppdraget er utført.",
            "Enter what shows that the assignment is done.",
        ),
    ),
    "W-01": CheckWords(
        ("En henvisning i teksten gir ikke noe tall", "A reference in the text gives no number"),
        (
            "Henvisninger til tall i tekster som skrives her, skal føre til et tall i boken.",
            "References to figures in texts that are written here lead to a figure of the book.",
        ),
        ("{place}, «{passage}»: {fault}", "{place}, “{passage}”: {fault}"),
        (
            "Åpne avsnittet og velg tallet på nytt, eller skriv setningen om.",
            "Open the passage and choose the figure again, or write the sentence anew.",
        ),
    ),
    "W-02": CheckWords(
        ("Teksten sier et annet tall enn boken", "The text says another number than the book"),
        (
            "Et tall som er skrevet inn for hånd, skal være det samme som tallet i boken som setningen handler om.",
            "A number that is typed by hand is the same as the book's figure that the sentence is about.",
        ),
        (
            "{place}, «{passage}»: teksten sier {typed}, men boken sier {computed} for {label}.",
            "{place}, “{passage}”: the text says {typed}, but the book says {computed} for {label}.",
        ),
        (
            "Bytt ut det innskrevne tallet med en henvisning til tallet i boken, eller gjør klart hva setningen gjelder.",
            "Put a reference to the book's figure in place of the typed number, or make clear what the sentence is about.",
        ),
    ),
}
