"""Words of texts that hold references to figures, as (Norwegian, English)."""

PROSE_WORDS: dict[str, tuple[str, str]] = {
    "prose_missing": (
        "[tallet finnes ikke lenger, eller vises ikke for deg]",
        "[the figure is no longer there, or is not shown to you]",
    ),
    "prose_hint_equals": (
        "«{typed}» er tallet i boken for {label}.",
        "“{typed}” is the book's figure for {label}.",
    ),
    "prose_hint_near": (
        "«{typed}» er nesten {number}, som er tallet i boken for {label}.",
        "“{typed}” is nearly {number}, which is the book's figure for {label}.",
    ),
    "prose_hint_differs": (
        "Teksten sier {typed}, men boken sier {number} for {label}.",
        "The text says {typed}, but the book says {number} for {label}.",
    ),
    "prose_fault_unreadable": (
        "«{text}» kan ikke leses som en henvisning. Velg tallet i boken på nytt.",
        "“{text}” cannot be read as a reference. Choose the figure in the book again.",
    ),
    "prose_fault_unknown": (
        "«{text}» viser til et tall som ikke finnes lenger, eller som ikke vises for deg.",
        "“{text}” points to a figure that is no longer there, or is not shown to you.",
    ),
    "prose_fault_units_differ": (
        "«{text}» kan ikke regnes ut: tallene har ulike enheter, eller enheten passer ikke tallet.",
        "“{text}” cannot be worked out: the figures have different units, or the unit does not fit the figure.",
    ),
    "prose_fault_divided_by_nothing": (
        "«{text}» kan ikke regnes ut: tallet det deles på, er null.",
        "“{text}” cannot be worked out: the figure it is divided by is nought.",
    ),
    "prose_help": (
        "Tall fra boken kan settes inn som henvisninger i doble krøllparenteser. De følger tallet når det endres. En tom linje gir nytt avsnitt. Linjer som begynner med en strek, eller er nummerert 1., 2. og så videre, blir en liste.",
        "Figures of the book can be put in as references in double braces. They follow the figure when it changes. An empty line begins a new paragraph. Lines that begin with a dash, or are numbered 1., 2. and so on, become a list.",
    ),
    "prose_pick": ("Sett inn et tall fra boken", "Put in a figure from the book"),
    "prose_pick_label": ("Søk etter tall", "Search for figures"),
    "prose_found": ("Viser {shown} av {count} tall.", "Showing {shown} of {count} figures."),
    "prose_none_found": ("Ingen tall med «{asked}».", "No figures with “{asked}”."),
    "prose_insert": ("Sett inn", "Put in"),
    "prose_insert_of": ("Sett inn {figure}", "Put in {figure}"),
    "prose_inserted": ("Satt inn: {number}", "Put in: {number}"),
    "prose_use": ("Bruk bokens tall: {number}", "Use the book's figure: {number}"),
    "prose_follow": ("La tallet komme fra boken", "Let the number come from the book"),
    "prose_see_figure": ("Se tallet (ny fane)", "See the figure (new tab)"),
    "prose_kind_equals": ("Finnes i boken", "In the book"),
    "prose_kind_near": ("Nesten likt", "Nearly the same"),
    "prose_kind_differs": ("Stemmer ikke", "Differs"),
    "prose_kind_fault": ("Henvisning uten tall", "Reference without a figure"),
    "prose_preview": ("Slik blir teksten:", "This is how the text will read:"),
    "texts_title": ("Tekster: {document}", "Texts: {document}"),
    "texts_lead": (
        "Tekstene slik de blir trykket. Tall som kommer fra boken, er lenker til tallet.",
        "The texts as they will be printed. Numbers that come from the book are links to the figure.",
    ),
    "texts_counts": ("{count} avsnitt. Status: {state}.", "{count} passages. Status: {state}."),
    "texts_troubles": (
        "Tall som ikke stemmer med boken: {differing}. Henvisninger uten tall: {faults}.",
        "Numbers that differ from the book: {differing}. References without a figure: {faults}.",
    ),
    "texts_print": ("Skriv ut dokumentet", "Print the document"),
    "texts_without_heading": ("Uten overskrift ({name})", "Without a heading ({name})"),
    "texts_about": ("Gjelder", "About"),
    "texts_change": ("Endre avsnittet", "Change the passage"),
    "texts_change_of": ("Endre avsnittet {heading}", "Change the passage {heading}"),
    "texts_none": ("Dokumentet har ingen avsnitt ennå.", "The document has no passages yet."),
    "texts_other_parts": ("Andre deler", "Other parts"),
    "texts_add": ("Nytt avsnitt i {part}", "New passage in {part}"),
    "texts_order": ("Rekkefølge", "Order"),
    "texts_order_help": (
        "Avsnittene står i rekkefølge etter tallet innenfor hver del. Lavest kommer først.",
        "The passages stand in the order of the number within each part. The lowest comes first.",
    ),
    "texts_save_order": ("Lagre rekkefølgen", "Save the order"),
    "texts_reordered": ("Endret rekkefølgen på avsnitt", "Changed the order of passages"),
    "form_help_passage_key": (
        "Kort navn i adressen til avsnittet. La feltet stå tomt, så lages det av overskriften.",
        "A short name in the passage's address. Leave it empty, and it is made from the heading.",
    ),
    "form_help_passage_position": (
        "Et helt tall. Avsnittene i en del står i stigende rekkefølge, og kan flyttes siden.",
        "A whole number. The passages of a part stand in rising order, and can be moved later.",
    ),
    "form_help_passage_subject": (
        "Adressen til tallet eller raden avsnittet handler om, slik den står sist i nettadressen til siden. "
        "Kan stå tomt.",
        "The address of the figure or row the passage is about, as it ends the web address of its page. "
        "May be empty.",
    ),
    "texts_position_wrong": (
        "«{position}» kan ikke være plassen til et avsnitt. Skriv et helt tall fra 0 til 9999.",
        "“{position}” cannot be the place of a passage. Write a whole number from 0 to 9999.",
    ),
    "theme_file_missing": (
        "Temafilen {path} kan ikke leses: {reason}. Oppgi en TOML-fil med navn, farger, logo og skrift.",
        "The theme file {path} cannot be read: {reason}. Name a TOML file with name, colours, logo and font.",
    ),
    "theme_not_toml": (
        "Temafilen {path} er ikke gyldig TOML: {reason}. Rett linjen, og prøv igjen.",
        "The theme file {path} is no valid TOML: {reason}. Mend the line, and try again.",
    ),
    "theme_word_unknown": (
        "«{word}» i temafilen {path} er ukjent. Filen kan ha: {known}.",
        "“{word}” in the theme file {path} is unknown. The file may have: {known}.",
    ),
    "theme_not_text": (
        "«{word}» i temafilen {path} er skrevet på feil måte. Skriv tekst i anførselstegn, og farger under [colours].",
        "“{word}” in the theme file {path} is written wrong. Write text in quotes, and colours under [colours].",
    ),
    "theme_colour_wrong": (
        "Fargen «{colour}» for {word} i {path} kan ikke leses. Skriv den som #1d2730.",
        "The colour “{colour}” for {word} in {path} cannot be read. Write it as #1d2730.",
    ),
    "theme_contrast_low": (
        "Fargen {colour} for {word} i {path} har for svak kontrast mot hvitt papir: {ratio} av minst {least}. "
        "Velg en mørkere farge.",
        "The colour {colour} for {word} in {path} stands out too little from white paper: {ratio} of at least "
        "{least}. Choose a darker one.",
    ),
    "theme_font_unknown": (
        "Skriften «{font}» i {path} er ikke installert på denne maskinen. Blant dem som er, er: {known}.",
        "The font “{font}” in {path} is not installed on this machine. Among those that are: {known}.",
    ),
    "theme_logo_missing": (
        "Logoen {path} kan ikke leses: {reason}. Legg filen ved siden av temafilen.",
        "The logo {path} cannot be read: {reason}. Put the file beside the theme file.",
    ),
    "theme_logo_wrong": (
        "Logoen {path} kan ikke brukes. Den må være SVG uten skript, eller PNG, og høyst {largest} kB.",
        "The logo {path} cannot be used. It must be an SVG without scripts, or a PNG, and at most {largest} kB.",
    ),
    "theme_logo_broken": (
        "Logoen {path} kan ikke tegnes ({reason}). Lagre den på nytt som SVG eller PNG.",
        "The logo {path} cannot be drawn ({reason}). Save it again as SVG or PNG.",
    ),
    "theme_logo_without_text": (
        "Temafilen {path} har en logo, men ingen tekst for dem som ikke ser den. Skriv logo_text eller name.",
        "The theme file {path} has a logo, but no text for those who do not see it. Write logo_text or name.",
    ),
    "sources_heading": ("Kilder til tallene i teksten", "Sources of the numbers in the text"),
    "sources_caption": ("Tall i teksten som kommer fra boken", "Numbers in the text that come from the book"),
    "sources_note": (
        "Tallene er hentet fra boken da dokumentet ble laget.",
        "The numbers were taken from the book when the document was made.",
    ),
    "sources_text": ("I teksten", "In the text"),
    "sources_figure": ("Tallet i boken", "The figure in the book"),
    "sources_place": ("Kilde", "Source"),
    "sources_written_here": ("Ført i boken", "Entered in the book"),
    "print_job_title": ("Utskrift: {document}", "Printing: {document}"),
    "print_job_progress": ("Laget {done} av {steps} deler.", "Made {done} of {steps} parts."),
    "print_job_wait": (
        "Siden oppdaterer seg selv. Du kan gå videre imens, og komme tilbake hit.",
        "The page refreshes itself. You can go on meanwhile, and come back here.",
    ),
    "print_job_done": ("Dokumentet er ferdig.", "The document is ready."),
    "print_job_fetch": ("Last ned {file}", "Download {file}"),
    "print_job_unknown": (
        "Utskriften finnes ikke lenger. Gå til dokumentet, og skriv det ut på nytt.",
        "The printed document is no longer there. Go to the document, and print it again.",
    ),
    "prose_reference": ("Henvisning i tekst", "Reference in a text"),
    "prose_reference_help": (
        "Sett dette inn i en tekst som skrives her, så kommer tallet fra boken.",
        "Put this in a text that is written here, and the number comes from the book.",
    ),
    "prose_reference_copy": ("Kopier henvisningen", "Copy the reference"),
}
