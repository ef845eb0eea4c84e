"""Sentences and headings in Norwegian and English, by key. Filled with `str.format`."""

Both = tuple[str, str]

_INPUT: dict[str, Both] = {
    "input_refused": (
        "Ingenting ble lest inn: {count} feil i filene. Rett dem og prøv igjen.",
        "Nothing was read in: {count} faults in the files. Mend them and try again.",
    ),
    "where_file": ("{file}", "{file}"),
    "where_line": ("{file}, linje {line}", "{file}, line {line}"),
    "where_column": ("{file}, linje {line}, kolonne «{column}»", "{file}, line {line}, column “{column}”"),
    "column_missing": (
        "kolonnen mangler i overskriften (fant {hint}). Legg den til, tom om nødvendig.",
        "the column is missing from the heading (found {hint}). Add it, empty if need be.",
    ),
    "column_unknown": (
        "kolonnen er ukjent. Kolonnene er: {hint}. Rett navnet eller fjern kolonnen.",
        "the column is unknown. The columns are: {hint}. Correct the name or remove the column.",
    ),
    "value_missing": (
        "verdien mangler, men må fylles ut.",
        "the value is missing, but must be filled in.",
    ),
    "not_a_number": (
        "«{value}» er ikke et tall. Skriv for eksempel {hint}, med høyst fire desimaler.",
        "“{value}” is no number. Write for example {hint}, with at most four decimals.",
    ),
    "number_too_fine": (
        "«{value}» er finere enn et øre. Rund av, eller velg en annen trykt enhet.",
        "“{value}” is finer than an øre. Round it, or choose another printed unit.",
    ),
    "not_an_integer": (
        "«{value}» er ikke et heltall. Skriv for eksempel {hint}.",
        "“{value}” is no whole number. Write for example {hint}.",
    ),
    "not_a_date": (
        "«{value}» er ikke en dato. Skriv år-måned-dag, for eksempel {hint}.",
        "“{value}” is no date. Write year-month-day, for example {hint}.",
    ),
    "not_true_or_false": ("«{value}» må være en av: {hint}.", "“{value}” must be one of: {hint}."),
    "not_a_choice": ("«{value}» må være en av: {hint}.", "“{value}” must be one of: {hint}."),
    "unit_unknown": (
        "enheten «{value}» er ukjent. Bruk en av: {hint}.",
        "the unit “{value}” is unknown. Use one of: {hint}.",
    ),
    "key_with_slash": (
        "nøkkelen «{value}» har en skråstrek. Adresser deles med skråstrek, så bruk {hint} i stedet.",
        "the key “{value}” holds a slash. Addresses are parted by slashes, so use {hint} instead.",
    ),
    "key_duplicate": (
        "nøkkelen {value} finnes på en tidligere linje. Fjern en av dem, eller gjør nøkkelen entydig.",
        "the key {value} stands on an earlier line. Remove one, or make the key unique.",
    ),
    "reference_broken": (
        "«{value}» finnes ikke. Les inn det som mangler, eller bruk for eksempel {hint}.",
        "“{value}” does not exist. Read in what is missing, or use for example {hint}.",
    ),
    "description_missing": (
        "beskrivelsen mangler. Oppgi en mappe med datapackage.json.",
        "the description is missing. Name a folder that holds datapackage.json.",
    ),
    "description_unreadable": (
        "filen er ikke en datapakke i JSON med en liste «resources». Rett filen.",
        "the file is no data package in JSON with a list “resources”. Correct the file.",
    ),
    "fact_unknown": (
        "ressursen «{value}» er ikke noe boken kjenner. Navnene er: {hint}.",
        "the resource “{value}” is nothing the book knows. The names are: {hint}.",
    ),
    "resource_twice": (
        "ressursen «{value}» er oppført to ganger. Fjern en av dem.",
        "the resource “{value}” is listed twice. Remove one.",
    ),
    "path_outside": (
        "filen «{value}» ligger utenfor pakken. Flytt den inn i mappen.",
        "the file “{value}” lies outside the package. Move it into the folder.",
    ),
    "file_missing": (
        "filen til «{value}» finnes ikke. Legg den i mappen, eller fjern ressursen.",
        "the file of “{value}” does not exist. Put it in the folder, or remove the resource.",
    ),
    "file_empty": (
        "filen er tom. Den må minst ha overskrifter.",
        "the file is empty. It needs headings at least.",
    ),
    "not_a_csv": (
        "filen er ikke en CSV-fil (ser ut som {hint}). Lagre den som CSV i UTF-8.",
        "the file is no CSV file (looks like {hint}). Save it as CSV in UTF-8.",
    ),
    "not_utf8": (
        "teksten er ikke UTF-8. Lagre filen på nytt som CSV i UTF-8.",
        "the text is not UTF-8. Save the file again as CSV in UTF-8.",
    ),
    "row_length": (
        "raden har {value} felter, men overskriften har {hint}. Se etter et komma uten anførselstegn.",
        "the row has {value} fields, but the heading has {hint}. Look for a comma without quotes.",
    ),
    "row_unreadable": (
        "raden kan ikke leses ({value}). Se etter anførselstegn som ikke er lukket.",
        "the row cannot be read ({value}). Look for quotes that are not closed.",
    ),
    "more_problems": ("… og {count} feil til.", "… and {count} more faults."),
}

_BOOK: dict[str, Both] = {
    "address_unknown": (
        "Adressen «{address}» finnes ikke i boken. Mente du en av disse?\n{near}",
        "The address “{address}” is not in the book. Did you mean one of these?\n{near}",
    ),
    "finding_unknown": (
        "Ingen funn heter «{finding}». Skriv «rodtrad check» for å se funnene.",
        "No finding is named “{finding}”. Type “rodtrad check” to see the findings.",
    ),
    "finding_ambiguous": (
        "{count} funn har kontrollnummer {finding}. Velg ett av dem: {near}",
        "{count} findings have check number {finding}. Choose one of them: {near}",
    ),
    "not_accepted": (
        "Funnet «{finding}» er ikke godtatt, så det er ingenting å trekke tilbake.",
        "The finding “{finding}” is not accepted, so there is nothing to withdraw.",
    ),
    "language_unknown": (
        "Språket «{language}» er ukjent. Velg no eller en.",
        "The language “{language}” is unknown. Choose no or en.",
    ),
    "format_unknown": (
        "Formatet «{format}» er ukjent. Velg blant: {known}.",
        "The format “{format}” is unknown. Choose among: {known}.",
    ),
    "documents_missing": (
        "Mappen «{path}» har ingen av dokumentene. Den skal ha tekstfiler som {known}.",
        "The folder “{path}” holds none of the documents. It should have text files such as {known}.",
    ),
    "check_unknown": (
        "Kontroll «{number}» finnes ikke. Numrene er: {known}.",
        "Check “{number}” does not exist. The numbers are: {known}.",
    ),
    "cannot_write": (
        "Kan ikke skrive til «{path}»: {reason}. Velg en annen mappe.",
        "Cannot write to “{path}”: {reason}. Choose another folder.",
    ),
}

_COMMAND: dict[str, Both] = {
    "figures": ("Tall", "Figures"),
    "relations": ("Sammenhenger prøvd", "Relations tested"),
    "held": ("Holder", "Held"),
    "findings": ("Funn", "Findings"),
    "time": ("Tid", "Time"),
    "seconds": ("{seconds} sekunder", "{seconds} seconds"),
    "of_tested": ("{count} av {tested} ({share})", "{count} of {tested} ({share})"),
    "findings_by": ("Funn etter vurdering og alvor", "Findings by verdict and severity"),
    "gravest": ("De {count} alvorligste funnene", "The {count} gravest findings"),
    "published_at": ("Styringsbildet ligger her:", "The steering picture is here:"),
    "reading": ("Leser tallene", "Reading the figures"),
    "storing": ("Lagrer boken", "Storing the book"),
    "judging": ("Vurderer hvert tall", "Judging every figure"),
    "publishing": ("Lager {format}", "Making {format}"),
    "stored": (
        "Lest inn i {book}: {inserted} nye, {changed} endrede og {removed} fjernede rader; {unchanged} som før.",
        "Read into {book}: {inserted} new, {changed} changed and {removed} removed rows; {unchanged} as before.",
    ),
    "accepted": (
        "Funn {finding} er nå «{verdict}»: {reason}",
        "Finding {finding} is now “{verdict}”: {reason}",
    ),
    "withdrawn": (
        "Funn {finding} er åpent igjen.",
        "Finding {finding} is open again.",
    ),
    "next_steps": (
        "Neste skritt: «rodtrad check» viser alle funn, «rodtrad show ADRESSE» ett tall.",
        "Next: “rodtrad check” shows all findings, “rodtrad show ADDRESS” one figure.",
    ),
    "no_findings": ("Ingen åpne funn.", "No open findings."),
    "explained_findings": ("Forklarte funn", "Explained findings"),
    "reading_errors": ("Våre egne lesefeil", "Our own reading errors"),
    "value": ("Verdi", "Value"),
    "as_printed": ("Som trykt", "As printed"),
    "unit": ("Enhet", "Unit"),
    "source": ("Kilde", "Source"),
    "verdict": ("Vurdering", "Verdict"),
    "address": ("Adresse", "Address"),
    "history": ("Historie", "History"),
    "also_stated": ("Står også", "Also stated"),
    "bridge": ("Bro", "Bridge"),
    "result": ("Trykt resultat", "Printed result"),
    "computed": ("Beregnet", "Computed"),
    "gap": ("Avvik", "Gap"),
    "room": ("Avrunding forklarer", "Rounding explains"),
    "advice": ("Gjør dette", "Do this"),
    "follows": ("Følger av dette: {count} andre sammenhenger.", "Follow from this: {count} other relations."),
    "accept_with": (
        "Godta med: rodtrad accept {finding} --reason TEKST --by NAVN",
        "Accept with: rodtrad accept {finding} --reason TEXT --by NAME",
    ),
    "line": ("linje {line}", "line {line}"),
    "lines": ("linje {lines}", "lines {lines}"),
    "terms_sum": ("summen av {terms} tall", "the sum of {terms} numbers"),
    "terms_difference": ("differansen", "the difference"),
    "terms_roll_forward": ("utgangspunktet med {changes} endringer", "the base with {changes} changes"),
    "terms_share": ("del delt på helhet", "part over whole"),
    "terms_product": ("regnestykket med {terms} tall", "the calculation with {terms} numbers"),
    "terms_equality": ("det andre stedet", "the other place"),
}

_PICTURE: dict[str, Both] = {
    "picture_title": ("Styringsbilde", "Steering picture"),
    "picture_subtitle": (
        "{municipality}: hvor pengene går, hva som er bestilt, og hva som ikke henger sammen",
        "{municipality}: where the money goes, what is ordered, and what does not hang together",
    ),
    "picture_date": ("Laget {date}", "Made {date}"),
    "picture_footer": (
        "Rødtråd {version}. Hvert tall har kilde og vurdering.",
        "Rødtråd {version}. Every figure has a source and a verdict.",
    ),
    "contents": ("Innhold", "Contents"),
    "in_short": ("Kort fortalt", "In short"),
    "in_short_text": (
        "Bildet bygger på {figures} tall fra {documents} kilder. {tested} sammenhenger mellom dem er prøvd, og "
        "{share} holder. Brudd med samme årsak er ett funn. Med kontroller av mål, frister og henvisninger er det {findings} funn.",
        "The picture builds on {figures} figures from {documents} sources. {tested} relations between them are "
        "tested, and {share} hold. Breaks with one cause are one finding. With checks of targets, deadlines and references there are {findings} findings.",
    ),
    "held_share": ("Sammenhenger som holder", "Relations that hold"),
    "contradictions": ("Motsigelser", "Contradictions"),
    "grave_findings": ("Alvorlige funn", "Grave findings"),
    "key_frame": ("Ramme {unit} {year}", "Frame {unit} {year}"),
    "key_programme": ("Tiltak fra {year}, per år", "Measures from {year}, per year"),
    "key_programme_note": ("summen av {count} tiltakskort", "the sum of {count} measure cards"),
    "key_assignments": ("Oppdrag i tildelingsbrevet", "Assignments in the letter"),
    "key_assignments_note": ("{dated} har dato som frist", "{dated} have a date as deadline"),
    "budget_bridge": ("Fra fjorårets budsjett til ny ramme", "From last year's budget to the new frame"),
    "bridge_of": ("{unit}, {year}", "{unit}, {year}"),
    "bridge_chart": ("Trinn for trinn", "Step by step"),
    "bridge_note": (
        "Kilde: {source}. En reduksjon har minustegn.",
        "Source: {source}. A reduction has a minus sign.",
    ),
    "bridge_alternative": (
        "Fossefallsdiagram for {unit}: fra {first} til {last} mill. kroner, i {steps} trinn.",
        "Waterfall chart for {unit}: from {first} to {last} million kroner, in {steps} steps.",
    ),
    "measures": ("Effektiviseringstiltak", "Efficiency measures"),
    "measures_text": (
        "Positive tall er lavere kostnad. Usikkerheten i anslaget er vurdert på tiltakskortet.",
        "Positive numbers are lower cost. The uncertainty of the estimate is judged on the card.",
    ),
    "measures_of": ("Tiltak i {sector}", "Measures in {sector}"),
    "measure": ("Tiltak", "Measure"),
    "owner": ("Ansvarlig", "Owner"),
    "uncertainty": ("Usikkerhet", "Uncertainty"),
    "total": ("Sum", "Total"),
    "million_kroner": ("Millioner kroner. Kilde: {source}.", "Million kroner. Source: {source}."),
    "assignments": ("Oppdrag med frister", "Assignments with deadlines"),
    "assignments_of": ("Oppdrag til {unit}, {year}", "Assignments to {unit}, {year}"),
    "assignments_note": (
        "Kilde: {source}. Etter frist; uten frist til slutt.",
        "Source: {source}. By deadline; those without one last.",
    ),
    "deadline": ("Frist", "Deadline"),
    "assignment": ("Oppdrag", "Assignment"),
    "status": ("Status", "Status"),
    "no_deadline": ("Ikke oppgitt", "Not stated"),
    "season_year": ("{season} {year}", "{season} {year}"),
    "findings_section": ("Hva som ikke henger sammen", "What does not hang together"),
    "findings_text": (
        "De alvorligste funnene først. En motsigelse er noe kildene ikke kan ha rett i begge deler av; "
        "et uforklart funn kan ha en forklaring utenfor kildene.",
        "The gravest findings first. In a contradiction the sources cannot both be right; an unexplained "
        "finding may have an explanation outside the sources.",
    ),
    "findings_table": ("Alle åpne funn etter kontroll", "All open findings by check"),
    "check_column": ("Kontroll", "Check"),
    "count_column": ("Antall", "Count"),
    "verdict_column": ("Vurdering", "Verdict"),
    "year": ("År", "Year"),
    "sources": ("Kilder", "Sources"),
    "sources_table": ("Dokumentene tallene er lest fra", "The documents the figures are read from"),
    "document": ("Dokument", "Document"),
    "figure_count": ("Tall", "Figures"),
}

_PUBLISH: dict[str, Both] = {
    "publish_skip_to_content": ("Hopp til innhold", "Skip to content"),
    "publish_contents": ("Innhold", "Contents"),
    "publish_page": ("Side {page} av {pages}", "Page {page} of {pages}"),
    "publish_source": ("Kilde: {source}", "Source: {source}"),
    "publish_no_rows": ("Ingen rader", "No rows"),
    "publish_chart_numbers": ("Tallene i figuren: {title}", "The numbers in the chart: {title}"),
    "publish_chart_step": ("Ledd", "Step"),
    "publish_chart_kind": ("Slag", "Kind"),
    "publish_chart_cut": (
        "Aksen begynner ikke på null. Nivåsøylene er kuttet der de har skråstreker.",
        "The axis does not begin at zero. The level bars are cut where they have slanted strokes.",
    ),
    "bar_level": ("Nivå", "Level"),
    "bar_increase": ("Økning", "Increase"),
    "bar_decrease": ("Nedgang", "Decrease"),
    "document_cannot_be_pdf_ua": (
        "«{title}» kan ikke bli en tilgjengelig PDF: {reason}. Rett innholdet, eller publiser som HTML.",
        "“{title}” cannot become an accessible PDF: {reason}. Correct the content, or publish as HTML.",
    ),
    "table_row_does_not_fit": (
        "Tabellen «{table}», rad {row}: {cells} celler til {columns} kolonner. Rett rapporten.",
        "Table “{table}”, row {row}: {cells} cells for {columns} columns. Correct the report.",
    ),
}

MESSAGES: dict[str, Both] = {**_INPUT, **_BOOK, **_COMMAND, **_PICTURE, **_PUBLISH}
