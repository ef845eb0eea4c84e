"""Sentences and headings in Norwegian and English, by key. Filled with `str.format`."""

Both = tuple[str, str]

_INPUT: dict[str, Both] = {
    "input_refused": (
        "Ingenting ble lest inn: {count} feil i filene. Rett dem og prøv igjen.",
        "Nothing was read in: {count:fault|faults} in the files. Mend them and try again.",
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
    "left_without_reference": (
        "boken har rader i {hint} som viser til «{value}», men filen har den ikke. Ta den med.",
        "the book has rows in {hint} that point to “{value}”, but the file lacks it. Bring it along.",
    ),
    "reference_to_nothing": (
        "«{value}» finnes ikke, og det er ingenting å velge blant. Les inn det som mangler.",
        "“{value}” does not exist, and there is nothing to choose among. Read in what is missing.",
    ),
    "number_out_of_range": (
        "«{value}» er utenfor det mulige. Bruk et tall fra {hint}.",
        "“{value}” is out of range. Use a number from {hint}.",
    ),
    "not_a_season": (
        "«{value}» er ikke en årstid. Skriv år og årstid på engelsk, for eksempel {hint}.",
        "“{value}” is no season. Write year and season, for example {hint}.",
    ),
    "control_character": (
        "teksten har tegn som ikke kan vises. Fjern dem.",
        "the text holds characters that cannot be shown. Remove them.",
    ),
    "semicolons": (
        "kolonnene er delt med semikolon. Lagre filen på nytt med komma mellom kolonnene.",
        "the columns are parted by semicolons. Save the file again with commas between the columns.",
    ),
    "number_too_large": (
        "«{value}» er for stort: Beløp kan være opptil 90 000 milliarder kroner, andre tall opptil "
        "900 milliarder. Kontroller tallet og enheten.",
        "“{value}” is too large: amounts can be up to 90,000 billion kroner, other numbers up to "
        "900 billion. Check the number and the unit.",
    ),
    "description_missing": (
        "beskrivelsen mangler. Oppgi en mappe med datapackage.json.",
        "the description is missing. Name a folder that holds datapackage.json.",
    ),
    "description_unreadable": (
        "filen er ikke en datapakke i JSON med en liste «resources». Rett filen.",
        "the file is no data package in JSON with a list “resources”. Correct the file.",
    ),
    "resource_unreadable": (
        "en ressurs må ha «name» og «path» som tekst, ikke {value}. Rett den.",
        "a resource must have “name” and “path” as text, not {value}. Correct it.",
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
    "document_missing": (
        "filen finnes ikke. Kontroller navnet og mappen.",
        "the file does not exist. Check the name and the folder.",
    ),
    "document_is_folder": (
        "dette er en mappe. Oppgi en fil: PDF, Word (.docx) eller tekst.",
        "this is a folder. Name a file: PDF, Word (.docx) or text.",
    ),
    "document_forbidden": (
        "filen kan ikke åpnes. Kontroller at du har tilgang til den, og at ingen andre har den åpen.",
        "the file cannot be opened. Check that you have access to it, and that nobody else has it open.",
    ),
    "document_empty": (
        "filen er tom. Hent den på nytt, eller velg en annen.",
        "the file is empty. Fetch it again, or choose another.",
    ),
    "document_kind_unknown": (
        "filen er verken PDF, Word (.docx) eller tekst (ser ut som {hint}). Lagre dokumentet som en av dem.",
        "the file is neither PDF, Word (.docx) nor text (looks like {hint}). Save the document as one of them.",
    ),
    "document_only_text": (
        "filen heter {hint}, men er ren tekst. Gi den navnet .txt, eller hent originalen på nytt.",
        "the file is named {hint}, but is plain text. Name it .txt, or get the original again.",
    ),
    "document_scanned": (
        "PDF-en har ingen tekst, bare bilder av sider. Finn originalen, eller kjør tekstgjenkjenning (OCR) først.",
        "the PDF holds no text, only pictures of pages. Find the original, or run text recognition (OCR) first.",
    ),
    "document_letters_unknown": (
        "PDF-en forteller ikke hvilke bokstaver den viser. Lag den på nytt fra originalen, eller kjør tekstgjenkjenning (OCR) først.",
        "the PDF does not tell which letters it shows. Make it anew from the original, or run text recognition (OCR) first.",
    ),
    "document_locked": (
        "filen er låst med passord. Lagre en kopi uten passord, og les inn den.",
        "the file is locked with a password. Save a copy without one, and read that.",
    ),
    "document_pdf_damaged": (
        "PDF-en er skadet eller ufullstendig. Last den ned på nytt, og kontroller at hele filen kommer med.",
        "the PDF is damaged or incomplete. Download it again, and check that the whole file comes along.",
    ),
    "document_page_damaged": (
        "side {value} i PDF-en kan ikke leses. Last ned filen på nytt, eller lagre den på nytt fra et annet program.",
        "page {value} of the PDF cannot be read. Download the file again, or save it anew from another program.",
    ),
    "document_word_damaged": (
        "filen begynner som en Word-fil, men er skadet eller mangler teksten. Åpne den i Word, og lagre den på nytt.",
        "the file begins like a Word file, but is damaged or lacks its text. Open it in Word, and save it again.",
    ),
    "document_word_too_large": (
        "Word-filen pakkes ut til mer enn {value} MB, og blir ikke åpnet. Del dokumentet, eller kontroller hvor filen kommer fra.",
        "the Word file unpacks to more than {value} MB, and is not opened. Split the document, or check where the file comes from.",
    ),
    "document_not_utf8": (
        "teksten er ikke UTF-8. Lagre filen på nytt som tekst i UTF-8.",
        "the text is not UTF-8. Save the file again as text in UTF-8.",
    ),
    "document_without_words": (
        "dokumentet har ingen ord. Kontroller at det er riktig fil.",
        "the document holds no words. Check that it is the right file.",
    ),
    "document_not_norwegian": (
        "dokumentet er ikke på norsk (de vanligste småordene er: {hint}). Velg den norske utgaven.",
        "the document is not in Norwegian (its most common small words are: {hint}). Choose the Norwegian edition.",
    ),
    "more_problems": ("… og {count} feil til.", "… and {count:more fault|more faults}."),
}

_BOOK: dict[str, Both] = {
    "address_unknown": (
        "Adressen «{address}» finnes ikke i boken. Mente du en av disse?\n{near}",
        "The address “{address}” is not in the book. Did you mean one of these?\n{near}",
    ),
    "address_unlike_any": (
        "Adressen «{address}» finnes ikke i boken, og ingen ligner. «rodtrad check» viser adresser.",
        "The address “{address}” is not in the book, and none is like it. “rodtrad check” shows addresses.",
    ),
    "finding_unknown": (
        "Ingen funn heter «{finding}». Skriv «rodtrad check» for å se funnene.",
        "No finding is named “{finding}”. Type “rodtrad check” to see the findings.",
    ),
    "finding_ambiguous": (
        "{count} funn har kontrollnummer {finding}. Velg ett av dem: {near}",
        "{count} findings have check number {finding}. Choose one of them: {near}",
    ),
    "language_unknown": (
        "Språket «{language}» er ukjent. Velg no eller en.",
        "The language “{language}” is unknown. Choose no or en.",
    ),
    "demo_would_replace": (
        "Det ligger en bok i {path} som ikke er laget av «demo». Velg en annen mappe med --book.",
        "There is a book in {path} that was not made by “demo”. Choose another folder with --book.",
    ),
    "formats_missing": (
        "Ingen formater er valgt. Velg blant: {known}.",
        "No formats are chosen. Choose among: {known}.",
    ),
    "format_unknown": (
        "Formatet «{format}» er ukjent. Velg blant: {known}.",
        "The format “{format}” is unknown. Choose among: {known}.",
    ),
    "document_kind_choice": (
        "Dokumenttypen «{kind}» er ukjent. Velg blant: {known}.",
        "The kind of document “{kind}” is unknown. Choose among: {known}.",
    ),
    "key_for_several": (
        "Nøkkelen «{key}» kan bare gis til ett dokument, men {count} filer er oppgitt. Les dem hver for seg.",
        "The key “{key}” can be given to one document only, but {count} files are named. Read them one by one.",
    ),
    "documents_same_key": (
        "Flere filer ville blitt dokumentet «{key}»: {files}. Les dem hver for seg, og gi dem navn med --key.",
        "Several files would be the document “{key}”: {files}. Read them one by one, and name them with --key.",
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
        "Kan ikke skrive til «{path}»: {reason}. Velg et annet sted.",
        "Cannot write to “{path}”: {reason}. Choose another place.",
    ),
}

_FORM: dict[str, Both] = {
    "form_refused": (
        "Ingenting ble lagret. {told}",
        "Nothing was saved. {told}",
    ),
    "changes_bring_faults": (
        "Ingenting ble lagret, for endringen ville gitt nye feil. {told}",
        "Nothing was saved, for the change would bring new faults. {told}",
    ),
    "form_value_missing": (
        "{label} er tom. Fyll ut feltet.",
        "{label} is empty. Fill in the field.",
    ),
    "form_text_too_long": (
        "{label} har {signs} tegn, og kan ha {longest}. Skriv kortere, eller del teksten i to.",
        "{label} has {signs} characters, and may have {longest}. Write less, or divide the text in two.",
    ),
    "form_not_a_number": (
        "{label}: «{value}» er ikke et tall. Skriv bare tallet uten enhet, med høyst fire desimaler, for eksempel {hint}.",
        "{label}: “{value}” is no number. Write only the number without a unit, with at most four decimals, for example {hint}.",
    ),
    "form_number_unsure": (
        "{label}: «{value}» kan leses på to måter. Skriv komma foran desimaler og mellomrom mellom tusener, for eksempel {hint}.",
        "{label}: “{value}” can be read in two ways. Write a point before decimals and a comma between thousands, for example {hint}.",
    ),
    "form_number_too_fine": (
        "{label}: «{value}» er finere enn vi lagrer i enheten {unit}. Rund av, eller velg en annen enhet.",
        "{label}: “{value}” is finer than is kept in the unit {unit}. Round it, or choose another unit.",
    ),
    "form_number_too_large": (
        "{label}: «{value}» er for stort: Beløp kan være opptil 90 000 milliarder kroner, andre tall opptil "
        "900 milliarder. Kontroller tallet og enheten.",
        "{label}: “{value}” is too large: amounts can be up to 90,000 billion kroner, other numbers up to "
        "900 billion. Check the number and the unit.",
    ),
    "form_unit_missing": (
        "{label}: enheten til «{value}» er ikke valgt. Velg enheten tallet er oppgitt i.",
        "{label}: no unit is chosen for “{value}”. Choose the unit the number is in.",
    ),
    "form_unit_not_money": (
        "{label} er et beløp og kan ikke være i enheten {unit}. Velg en enhet i kroner.",
        "{label} is an amount and cannot be in the unit {unit}. Choose a unit of money.",
    ),
    "form_not_an_integer": (
        "{label}: «{value}» er ikke et heltall. Skriv bare siffer, for eksempel {hint}.",
        "{label}: “{value}” is no whole number. Write digits only, for example {hint}.",
    ),
    "form_number_out_of_range": (
        "{label}: «{value}» er utenfor det mulige. Bruk et tall fra {low} til {high}.",
        "{label}: “{value}” is out of range. Use a number from {low} to {high}.",
    ),
    "form_not_a_date": (
        "{label}: «{value}» er ikke en dato. Skriv dag, måned og år, for eksempel 15.05.2026, eller 2026-05-15.",
        "{label}: “{value}” is no date. Write day, month and year, for example 15.05.2026, or 2026-05-15.",
    ),
    "form_not_yes_or_no": (
        "{label}: «{value}» er verken ja eller nei. Skriv ja eller nei.",
        "{label}: “{value}” is neither yes nor no. Write yes or no.",
    ),
    "form_not_a_choice": (
        "{label}: «{value}» er ikke et av valgene. Velg en av: {hint}.",
        "{label}: “{value}” is not among the choices. Choose one of: {hint}.",
    ),
    "form_not_a_season": (
        "{label}: «{value}» er ikke en årstid. Skriv år og årstid på engelsk, for eksempel 2026-autumn.",
        "{label}: “{value}” is no season. Write year and season, for example 2026-autumn.",
    ),
    "form_control_character": (
        "{label} har tegn som ikke kan vises. Fjern dem, eller skriv teksten på nytt.",
        "{label} holds characters that cannot be shown. Remove them, or write the text anew.",
    ),
    "form_key_unusable": (
        "{label}: «{value}» kan ikke brukes i en adresse. Bruk bokstaver, siffer og bindestrek på én linje, uten skråstrek.",
        "{label}: “{value}” cannot be used in an address. Use letters, digits and hyphens on one line, without a slash.",
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
    "gravest": ("De {count} alvorligste funnene", "The {count} most serious findings"),
    "published_at": ("Styringsbildet ligger her:", "The steering picture is here:"),
    "reading": ("Leser tallene", "Reading the figures"),
    "judging": ("Vurderer hvert tall", "Judging every figure"),
    "opening": ("Åpner {file}", "Opening {file}"),
    "opening_page": ("Åpner {file}: {page} av {pages}", "Opening {file}: {page} of {pages}"),
    "reading_the_layout": (
        "Finner overskrifter og avsnitt i {file}",
        "Finding headings and paragraphs in {file}",
    ),
    "reading_the_tables": ("Leser tabellene i {file}", "Reading the tables of {file}"),
    "reading_the_prose": ("Leser teksten i {file}", "Reading the text of {file}"),
    "storing": ("Lagrer i boken", "Storing in the book"),
    "document_read": ("{document} ({kind})", "{document} ({kind})"),
    "read_pages": ("Sider", "Pages"),
    "read_tables": ("Tabeller", "Tables"),
    "read_numbers": ("Tall på sidene", "Numbers on the pages"),
    "with_address": ("Av dem med egen adresse", "Of them with an address"),
    "read_rows": ("Rader lest inn", "Rows read in"),
    "publishing": ("Lager {format}", "Making {format}"),
    "stored": (
        "Lest inn i {book}: {inserted:ny|nye}, {changed:endret|endrede} og {removed:fjernet rad|fjernede rader}; {unchanged} som før.",
        "Read into {book}: {inserted} new, {changed} changed and {removed:removed row|removed rows}; {unchanged} as before.",
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
    "as_printed": ("Som lest", "As read"),
    "source": ("Kilde", "Source"),
    "verdict": ("Vurdering", "Verdict"),
    "address": ("Adresse", "Address"),
    "also_stated": ("Står også", "Also stated"),
    "bridge": ("Bro", "Bridge"),
    "result": ("Trykt resultat", "Printed result"),
    "constant": ("Fast tall", "Constant"),
    "computed": ("Beregnet", "Computed"),
    "follows": ("Andre brudd som følger av dette: {count}.", "Other breaks that follow from this: {count}."),
    "line": ("linje {line}", "line {line}"),
    "lines": ("linje {lines}", "lines {lines}"),
    "terms_sum": ("summen av {terms} tall", "the sum of {terms} numbers"),
    "terms_difference": ("differansen", "the difference"),
    "terms_roll_forward": ("utgangspunktet og endringene", "the base with its changes"),
    "terms_share": ("del delt på helhet", "part over whole"),
    "terms_product": ("regnestykket med {terms} tall", "the calculation with {terms} numbers"),
    "terms_equality": ("det andre stedet", "the other place"),
}

_PICTURE: dict[str, Both] = {
    "picture_title": ("Styringsbilde", "Steering picture"),
    "picture_subtitle": (
        "{municipality}: hvor pengene går, hva som er bestilt, og hva som ikke henger sammen",
        "{municipality}: where the money goes, what is ordered, and what does not add up",
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
    "of_open": ("av {count} åpne funn", "of {count} open findings"),
    "grave_findings": ("Alvorlige funn", "Serious findings"),
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
    "million_kroner": (
        "Millioner kroner. {owners}. Kilde: {source}.",
        "Million kroner. {owners}. Source: {source}.",
    ),
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
    "findings_section": ("Hva som ikke henger sammen", "What does not add up"),
    "findings_text": (
        "De alvorligste funnene først. I en motsigelse kan ikke begge kildene ha rett; "
        "et uforklart funn kan ha en forklaring utenfor kildene.",
        "The most serious findings first. In a contradiction the sources cannot both be right; an unexplained "
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
    "publish_axis_cut": ("Aksen begynner ikke på null.", "The axis does not begin at zero."),
    "publish_chart_centre": ("Søylene går ut fra {centre}.", "The bars start from {centre}."),
    "publish_chart_key": ("Nøkkel", "Key"),
    "publish_chart_name": ("Navn", "Name"),
    "publish_chart_group": ("Gruppe", "Group"),
    "publish_chart_frontier": ("På den effektive fronten", "On the efficient frontier"),
    "publish_chart_crowded": (
        "Punkter som står for tett til å få nøkkelen sin i figuren, finnes i tabellen.",
        "Points that stand too close to show their key in the chart are in the table.",
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

_STORE: dict[str, Both] = {
    "book_missing": (
        "Det er ingen bok i {path}. Kontroller stedet, eller lag en med «rodtrad read oslo --book MAPPE».",
        "There is no book in {path}. Check the place, or make one with “rodtrad read oslo --book FOLDER”.",
    ),
    "book_exists": (
        "Det ligger allerede en bok eller andre tabeller i {path}. Åpne boken, eller velg et tomt sted.",
        "There is already a book, or other tables, in {path}. Open the book, or choose an empty place.",
    ),
    "book_newer": (
        "Boken i {path} er laget av en nyere versjon av Rødtråd ({version}). Oppdater programmet og åpne den igjen.",
        "The book in {path} was made by a newer version of Rødtråd ({version}). Update the program and open it again.",
    ),
    "book_damaged": (
        "Filen book.sqlite i {path} kan ikke leses som en bok. Hent den fra sikkerhetskopien, eller flytt den og lag en ny.",
        "The file book.sqlite in {path} cannot be read as a book. Restore it from a backup, or move it and make a new one.",
    ),
    "book_busy": (
        "Noen andre skriver i boken i {path}. Ingenting ble endret. Prøv igjen om litt.",
        "Somebody else is writing in the book in {path}. Nothing was changed. Try again in a moment.",
    ),
    "book_read_only": (
        "Boken i {path} kan leses, men ikke endres. Be om skrivetilgang til mappen, eller bruk en kopi.",
        "The book in {path} can be read but not changed. Ask for write access to the folder, or use a copy.",
    ),
    "book_disk_full": (
        "Disken er full, og boken i {path} er som før. Frigjør plass og prøv igjen.",
        "The disk is full, and the book in {path} is as before. Free some space and try again.",
    ),
    "book_cannot_be_opened": (
        "Boken i {path} kan ikke åpnes. Kontroller at mappen finnes og at du har tilgang til den.",
        "The book in {path} cannot be opened. Check that the folder exists and that you have access to it.",
    ),
    "database_unreachable": (
        "Databasen {place} svarer ikke: {reason}. Kontroller adressen og at tjeneren går.",
        "The database {place} does not answer: {reason}. Check the address and that the server is running.",
    ),
    "load_overwrites_edits": (
        "Innlesingen ville overskrevet {count:rad|rader} som noen har endret, lagt til eller fjernet i boken: {rows}. "
        "Ingenting ble lest inn. Gå gjennom endringene, eller les inn på nytt med --overwrite-edits.",
        "The load would overwrite {count:row|rows} that somebody has edited, added or removed: {rows}. Nothing was "
        "loaded. Go through the edits, or load again with --overwrite-edits.",
    ),
    "row_changed": (
        "{row} ble endret av {by} {at} etter at du hentet raden. Se på den nye versjonen og gjør endringen på nytt.",
        "{row} was changed by {by} at {at} after you fetched the row. Look at the new version and make your change again.",
    ),
    "row_already_there": (
        "{row} finnes allerede: {by} lagret raden {at}. Se på den og endre den, eller velg en annen nøkkel.",
        "{row} is already there: {by} saved the row at {at}. Look at it and change it, or choose another key.",
    ),
    "row_removed": (
        "{row} ble fjernet av {by} {at} etter at du hentet raden. Legg den til på nytt hvis den fortsatt trengs.",
        "{row} was removed by {by} at {at} after you fetched the row. Add it again if it is still needed.",
    ),
    "row_named_twice": (
        "{row} står to ganger blant endringene. Samle dem til én, eller gi den ene en annen nøkkel.",
        "{row} stands twice among the changes. Make them one, or give one of them another key.",
    ),
    "row_still_needed": (
        "{row} kan ikke fjernes: {count:rad|rader} i «{fact}» viser til den. Fjern eller endre det som viser til den, først.",
        "{row} cannot be removed: {count:row|rows} of “{fact}” would lead nowhere without it. Remove or change what points to it first.",
    ),
    "finding_already_accepted": (
        "Funnet {finding} ble godtatt av {by} {at}. Trekk godkjenningen tilbake først hvis begrunnelsen skal endres.",
        "The finding {finding} was accepted by {by} at {at}. Withdraw the acceptance first if the reason is to change.",
    ),
    "unit_hidden": (
        "Du har ikke tilgang til enheten {unit}. Be den som styrer tilgangen, om å åpne den for deg.",
        "You have no access to the unit {unit}. Ask whoever manages access to open it for you.",
    ),
    "no_such_fact": (
        "Boken har ingen tabell som heter «{fact}». Velg et av begrepene i dokumentasjonen.",
        "The book has no table named “{fact}”. Choose one of the concepts in the documentation.",
    ),
    "fact_has_no_column": (
        "«{fact}» har ingen kolonne «{column}». Rett navnet.",
        "“{fact}” has no column “{column}”. Correct the name.",
    ),
    "column_not_in_key": (
        "«{column}» er ikke en del av nøkkelen til «{fact}». Fjern den fra nøkkelen.",
        "“{column}” is no part of the key of “{fact}”. Remove it from the key.",
    ),
    "key_incomplete": (
        "Nøkkelen til «{fact}» mangler «{column}». Oppgi den.",
        "The key of “{fact}” lacks “{column}”. State it.",
    ),
    "key_cannot_be_edited": (
        "«{column}» er en del av nøkkelen til «{fact}» og kan ikke endres. Rett den i kilden og les inn på nytt.",
        "“{column}” is part of the key of “{fact}” and cannot be edited. Correct it in the source and load again.",
    ),
    "key_part_unusable": (
        "«{column}» i «{fact}» kan ikke være «{value}» i en ny rad. Bruk synlige tegn uten skråstrek, uten mellomrom "
        "først og sist, og noe annet enn bare en strek.",
        "“{column}” of “{fact}” cannot be “{value}” in a new row. Use visible signs without a slash, without "
        "spaces first or last, and something other than a lone dash.",
    ),
    "row_missing": (
        "Raden {row} finnes ikke i boken nå. Kontroller nøkkelen, eller se i historikken.",
        "The row {row} is not in the book now. Check the key, or look in the history.",
    ),
    "value_required": (
        "«{column}» i «{fact}» kan ikke være tom. Oppgi en verdi.",
        "“{column}” of “{fact}” cannot be empty. Give a value.",
    ),
    "sum_too_large": (
        "«{label}» i {row} blir for stort: Beløp kan være opptil 90 000 milliarder kroner, andre tall opptil "
        "900 milliarder. Kontroller tallene det er regnet ut fra.",
        "“{label}” of {row} becomes too large: amounts can be up to 90,000 billion kroner, other numbers up to "
        "900 billion. Check the numbers it is computed from.",
    ),
    "value_of_wrong_kind": (
        "«{column}» i «{fact}» kan ikke være «{value}». Oppgi en verdi av kolonnens type, eller et av valgene.",
        "“{column}” of “{fact}” cannot be “{value}”. Give a value of the column's kind, or one of the choices.",
    ),
    "value_leads_nowhere": (
        "«{column}» i «{fact}» viser til «{value}», som ikke finnes i boken. Velg noe som finnes.",
        "“{column}” of “{fact}” points to “{value}”, which is not in the book. Choose something that is.",
    ),
    "values_missing": (
        "{count:rad|rader} i «{fact}» mangler verdi i «{column}». Ingenting ble lest inn. Fyll ut og prøv igjen.",
        "{count:row|rows} of “{fact}” without a value in “{column}”. Nothing was loaded. Fill in the column and try again.",
    ),
    "columns_do_not_match": (
        "Kolonnene passer ikke til «{fact}»: {columns} mangler eller er til overs. Rett dem og les inn på nytt.",
        "The columns do not fit “{fact}”: {columns} are missing or too many. Correct them and load again.",
    ),
    "column_of_wrong_type": (
        "«{column}» i «{fact}» skal ha typen {expected}, men har {found}. Rett kolonnen og les inn på nytt.",
        "“{column}” of “{fact}” must have the type {expected}, but has {found}. Correct the column and load again.",
    ),
    "rows_share_a_key": (
        "To rader i «{fact}» har samme nøkkel: {row}. Ingenting ble lest inn. Skill dem eller fjern den ene.",
        "Two rows of “{fact}” share a key: {row}. Nothing was loaded. Tell them apart, or remove one.",
    ),
    "author_missing": (
        "Det mangler hvem som gjør endringen. Oppgi et navn med --by.",
        "It is not stated who makes the change. Give a name with --by.",
    ),
    "reason_missing": (
        "Det mangler en begrunnelse. Skriv kort hvorfor, med --reason.",
        "A reason is missing. Write briefly why, with --reason.",
    ),
    "time_without_zone": (
        "Tidspunktet {time} mangler tidssone. Oppgi det i UTC.",
        "The time {time} has no time zone. State it in UTC.",
    ),
    "revision_unknown": (
        "Boken har ingen endring nummer {revision}. Den siste er {latest}. Velg et nummer fra 0 til {latest}.",
        "The book has no change number {revision}. The last is {latest}. Choose a number from 0 to {latest}.",
    ),
    "revision_not_an_edit": (
        "Endring {revision} er ikke gjort for hånd og kan ikke angres. Velg en fra historikken.",
        "Change {revision} is no edit made by hand and cannot be undone. Choose one from the history.",
    ),
    "acceptance_missing": (
        "Funnet {finding} er ikke godtatt nå, så det er ingenting å trekke tilbake. Se historikken for funnet.",
        "The finding {finding} is not accepted now, so there is nothing to withdraw. See its history.",
    ),
    "verdict_not_allowed": (
        "Et funn kan ikke godtas som «{verdict}». Velg en av: {allowed}.",
        "A finding cannot be accepted as “{verdict}”. Choose one of: {allowed}.",
    ),
    "place_unknown": (
        "«{place}» er ikke et sted for en bok. Oppgi en mappe eller en adresse som begynner med postgresql://.",
        "“{place}” is no place for a book. Give a folder, or an address that begins with postgresql://.",
    ),
    "postgresql_not_installed": (
        'For å bruke {place} trengs PostgreSQL-støtten. Installer den med: pip install "rodtrad[postgresql]".',
        'To use {place}, PostgreSQL support is needed. Install it with: pip install "rodtrad[postgresql]".',
    ),
}

MESSAGES: dict[str, Both] = {**_INPUT, **_STORE, **_BOOK, **_FORM, **_COMMAND, **_PICTURE, **_PUBLISH}
