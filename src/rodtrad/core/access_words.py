"""Words of login, rights, spreadsheets and backups, as (Norwegian, English)."""

ACCESS_WORDS: dict[str, tuple[str, str]] = {
    "backup_exists": (
        "Filen «{path}» finnes fra før, og en sikkerhetskopi skrives aldri over en annen. Velg et annet navn.",
        "The file “{path}” exists, and a backup is never written over another. Choose another name.",
    ),
    "backup_missing": (
        "Filen «{path}» finnes ikke. Se om navnet er riktig.",
        "The file “{path}” does not exist. See whether the name is right.",
    ),
    "backup_unreadable": (
        "Kan ikke lese «{path}»: {reason}. Se om du har tilgang til filen.",
        "Cannot read “{path}”: {reason}. See whether you have access to the file.",
    ),
    "backup_damaged": (
        "«{path}» er skadet, eller er ikke en sikkerhetskopi fra Rødtråd: «{part}» er ikke som den ble skrevet. Ingenting er lagt tilbake. Bruk en annen sikkerhetskopi.",
        "“{path}” is damaged, or is no backup from Rødtråd: “{part}” is not as it was written. Nothing has been restored. Use another backup.",
    ),
    "backup_rows_refused": (
        "«{path}» kan ikke legges tilbake: «{part}» har en rad som ikke kan lagres. Enten står den to ganger, eller så mangler den noe den må ha, eller den viser til en endring som ikke finnes, eller den har tegn som databasen ikke tar imot. Ingenting er lagt tilbake. Bruk en annen sikkerhetskopi.",
        "“{path}” cannot be restored: “{part}” has a row that cannot be stored. Either it stands twice, or it lacks something it must have, or it refers to a change that does not exist, or it has characters that the database does not take. Nothing has been restored. Use another backup.",
    ),
    "backup_newer": (
        "«{path}» er laget av en nyere versjon av Rødtråd (versjon {version} av tabellene). Oppgrader Rødtråd, og prøv igjen.",
        "“{path}” was made by a newer version of Rødtråd (version {version} of the tables). Upgrade Rødtråd, and try again.",
    ),
    "backing_up": ("Skriver sikkerhetskopi", "Writing the backup"),
    "checking_backup": ("Kontrollerer sikkerhetskopien", "Checking the backup"),
    "restoring": ("Legger tilbake boken", "Restoring the book"),
    "backed_up": (
        "Sikkerhetskopien er skrevet til «{path}»: {rows:rad|rader}, til og med endring {revision}.",
        "The backup is written to “{path}”: {rows:row|rows}, up to change {revision}.",
    ),
    "restored": (
        "Boken er lagt tilbake i {book}: {rows:rad|rader}, til og med endring {revision}, fra sikkerhetskopien av {made}.",
        "The book is restored in {book}: {rows:row|rows}, up to change {revision}, from the backup of {made}.",
    ),
    "document_of_others": (
        "«{document}» skrives av {unit}, og det er bare den som skriver et dokument, som kan endre det. Be {unit} om endringen.",
        "“{document}” is written by {unit}, and only those who write a document can change it. Ask {unit} for the change.",
    ),
    "document_hidden": (
        "Du har ikke tilgang til dokumentet «{document}». Be den som styrer tilgangen, om å åpne det for deg.",
        "You have no access to the document “{document}”. Ask whoever manages access to open it for you.",
    ),
    "ground_changed": (
        "{row} ble endret av {by} {at}, mens det som følger av trinnet, ble regnet ut. Ingenting er lagret. Se på endringen, og ta trinnet på nytt.",
        "{row} was changed by {by} at {at}, while what follows from the step was reckoned. Nothing is saved. Look at the change, and take the step again.",
    ),
    "work_closed": (
        "«{document}» er ikke lenger et utkast, og kan ikke endres. Lag en ny utgave av dokumentet, og gjør endringen der.",
        "“{document}” is no longer a draft, and cannot be changed. Make a new edition of the document, and make the change there.",
    ),
    "work_begins_as_draft": (
        "«{document}» må begynne som utkast. Lag det som utkast, og ta stegene ett for ett.",
        "“{document}” must begin as a draft. Make it as a draft, and take the steps one by one.",
    ),
    "revision_of_nobody": (
        "Endring {revision} ble lagret uten at innlogging viste hvem som gjorde den. Bare en administrator kan angre den.",
        "Change {revision} was saved without a login that told who made it. Only an administrator can undo it.",
    ),
    "revision_of_others": (
        "Endring {revision} er gjort fra en annen innlogging enn din. Bare den som gjorde den, eller en administrator, kan angre den.",
        "Change {revision} was made from another login than yours. Only who made it, or an administrator, can undo it.",
    ),
    "sheet_how_to": (
        "Hvite felt kan endres. Grå felt er nøkler og er låst. Nye rader skrives nederst. Last filen opp under «Importer regneark».",
        "White cells can be changed. Grey cells are keys and are locked. New rows are written at the bottom. Send the file under “Import a spreadsheet”.",
    ),
    "sheet_refused_title": ("Verdien passer ikke", "The value does not fit"),
    "sheet_refused_text": (
        "Velg fra listen, eller skriv et tall eller en dato som passer i kolonnen.",
        "Choose from the list, or write a number or a date that fits the column.",
    ),
    "sheet_problem": ("Ark «{sheet}»: {told}", "Sheet “{sheet}”: {told}"),
    "sheet_problem_row": ("Ark «{sheet}», rad {row}: {told}", "Sheet “{sheet}”, row {row}: {told}"),
    "sheet_problem_cell": ("Ark «{sheet}», celle {cell}: {told}", "Sheet “{sheet}”, cell {cell}: {told}"),
    "sheet_shows_error": (
        "Celle {cell} viser en feil. Rett den i Excel, og lim inn verdien i stedet.",
        "Cell {cell} shows an error. Mend it in Excel, and paste the value in its place.",
    ),
    "sheet_more_choices": ("og {count} til", "and {count} more"),
    "sheet_cell_of_wrong_kind": (
        "{label}: «{value}» passer ikke. Her skal det stå {expected}.",
        "{label}: “{value}” does not fit. Write {expected} here.",
    ),
    "sheet_expected_amount": ("et beløp", "an amount"),
    "sheet_expected_quantity": ("et tall", "a number"),
    "sheet_expected_integer": ("et heltall", "a whole number"),
    "sheet_expected_date": ("en dato uten klokkeslett", "a date without the time of day"),
    "sheet_expected_boolean": ("ja eller nei", "yes or no"),
    "sheet_expected_choice": ("et av valgene i listen", "one of the choices in the list"),
    "sheet_expected_text": ("en tekst", "a text"),
    "sheet_newer": (
        "Regnearket er laget av en nyere versjon av Rødtråd (format {version}). Hent det ut på nytt herfra.",
        "The workbook was made by a newer version of Rødtråd (format {version}). Take it out anew from here.",
    ),
    "sheet_origin_damaged": (
        "Det skjulte arket «{sheet}» er endret, så vi vet ikke hvor radene kommer fra. Hent ut regnearket på nytt.",
        "The hidden sheet “{sheet}” has been changed, so we do not know where the rows are from. Take the workbook out anew.",
    ),
    "sheet_without_headings": (
        "Fant ingen rad med overskrifter blant de første radene i noe ark. Overskriftene må minst ha: {expected}.",
        "Found no row of headings among the first rows of any sheet. The headings must at least have: {expected}.",
    ),
    "sheet_key_missing": (
        "Ark «{sheet}», rad {row}: overskriftene mangler {columns}. Uten dem vet vi ikke hvilken rad som er hvilken.",
        "Sheet “{sheet}”, row {row}: the headings lack {columns}. Without them we do not know which row is which.",
    ),
    "sheet_heading_twice": (
        "Ark «{sheet}» har overskriften «{heading}» to ganger. Ta bort den ene kolonnen.",
        "Sheet “{sheet}” has the heading “{heading}” twice. Take one of the columns away.",
    ),
    "sheet_unit_unknown": (
        "Overskriften «{heading}» har en enhet vi ikke kjenner: «{unit}». Skriv for eksempel «tusen kroner».",
        "The heading “{heading}” has a unit we do not know: “{unit}”. Write for example “thousand NOK”.",
    ),
    "workbook_too_large": (
        "Filen er større enn {most} MB. Del den i flere, eller velg færre rader.",
        "The file is larger than {most} MB. Divide it into several, or choose fewer rows.",
    ),
    "workbook_too_many_rows": (
        "Regnearket er for stort: et ark kan ha høyst {rows} rader og {columns} kolonner. Fjern rader og kolonner som ikke er i bruk, eller del arket i flere.",
        "The workbook is too large: a sheet can have at most {rows} rows and {columns} columns. Remove rows and columns that are not used, or divide the sheet.",
    ),
    "workbook_locked": (
        "Filen er låst med passord. Lagre den uten passord, og send den på nytt.",
        "The file is locked with a password. Save it without, and send it again.",
    ),
    "workbook_old": (
        "Filen er ikke et Excel-regneark av nyere type. Lagre den som .xlsx, og send den på nytt.",
        "The file is no Excel workbook of the newer kind. Save it as .xlsx, and send it again.",
    ),
    "workbook_macros": (
        "Filen har makroer, og slike tar vi ikke imot. Lagre den som .xlsx uten makroer, og send den på nytt.",
        "The file has macros, which we do not take. Save it as .xlsx without macros, and send it again.",
    ),
    "workbook_damaged": (
        "Filen er skadet, eller er ikke et Excel-regneark. Åpne den i Excel, lagre den som .xlsx, og send den på nytt.",
        "The file is damaged, or is no Excel workbook. Open it in Excel, save it as .xlsx, and send it again.",
    ),
    "log_in": ("Logg inn", "Log in"),
    "log_out": ("Logg ut", "Log out"),
    "logged_in_as": ("Logget inn som {name}, {role}", "Logged in as {name}, {role}"),
    "login_needed_title": ("Du må logge inn", "You must log in"),
    "login_needed_text": (
        "Du er ikke logget inn, eller det er for lenge siden du gjorde noe. Logg inn, og prøv igjen.",
        "You are not logged in, or it is too long since you did anything. Log in, and try again.",
    ),
    "login_form_not_saved": (
        "Du er ikke lenger logget inn, og det du sendte, er ikke lagret. Gå tilbake i nettleseren, ta vare på teksten, logg inn og send på nytt.",
        "You are no longer logged in, and what you sent has not been saved. Go back in your browser, keep the text, log in and send it again.",
    ),
    "logged_out_title": ("Du er logget ut", "You are logged out"),
    "logged_out_text": (
        "Økten er avsluttet. Bruker flere denne maskinen, bør du lukke nettleseren også.",
        "Your session has ended. If others use this machine, close the browser too.",
    ),
    "login_too_often": (
        "Det er prøvd å logge inn for mange ganger herfra. Vent {seconds} sekunder, og prøv igjen.",
        "There have been too many tries to log in from here. Wait {seconds} seconds, and try again.",
    ),
    "login_expired": (
        "Innloggingen tok for lang tid, er brukt før, eller ble begynt i en annen nettleser. Logg inn på nytt.",
        "The login took too long, has been used before, or was begun in another browser. Log in again.",
    ),
    "login_denied": (
        "Innloggingen ble avbrutt eller avvist av kommunens innlogging. Prøv igjen, eller be brukerstøtte om hjelp.",
        "The login was stopped or refused by the municipality's login. Try again, or ask user support for help.",
    ),
    "login_refused": (
        "Svaret fra kommunens innlogging kan ikke godtas, og du er ikke logget inn. Prøv igjen. Skjer det på nytt, må den som drifter Rødtråd, se på oppsettet av innloggingen.",
        "The answer from the municipality's login cannot be accepted, and you are not logged in. Try again. If it happens again, whoever runs Rødtråd must look at the settings of the login.",
    ),
    "login_unreachable": (
        "Kommunens innlogging svarer ikke slik den skal. Vent litt, og prøv igjen. Varer det, må den som drifter Rødtråd, se om adressen til innloggingen er riktig.",
        "The municipality's login does not answer as it should. Wait a little, and try again. If it lasts, whoever runs Rødtråd must see whether the address of the login is right.",
    ),
    "login_name_missing": (
        "Innloggingen sier ikke hva du heter: opplysningen «{claim}» mangler. Den må være med for at historikken skal vise hvem som har endret hva. Be den som styrer tilgangen, om å legge den til.",
        "The login does not say what you are called: the claim “{claim}” is missing. It is needed so that the history shows who has changed what. Ask whoever manages access to add it.",
    ),
    "login_role_missing": (
        "Du har ingen rolle i Rødtråd: opplysningen «{claim}» mangler i innloggingen. Be den som styrer tilgangen, om å gi deg en rolle.",
        "You have no role in Rødtråd: the claim “{claim}” is missing from the login. Ask whoever manages access to give you a role.",
    ),
    "login_role_unknown": (
        "Rollen din er ikke kjent i Rødtråd. Opplysningen «{claim}» må være en av disse: {known}. Be den som styrer tilgangen, om å rette den.",
        "Your role is not known in Rødtråd. The claim “{claim}” must be one of these: {known}. Ask whoever manages access to mend it.",
    ),
    "login_units_missing": (
        "Du er ikke knyttet til noen enhet: opplysningen «{claim}» mangler i innloggingen. Be den som styrer tilgangen, om å føre opp enhetene dine, eller * for alle.",
        "You belong to no unit: the claim “{claim}” is missing from the login. Ask whoever manages access to list your units, or * for all.",
    ),
    "login_needed": (
        "Uten innlogging åpnes boken bare for denne maskinen, og {host} kan nås av flere. Sett opp innlogging med «--login FIL» eller RODTRAD_LOGIN_ISSUER (se docs/login.md), eller vis boken bare for lesing med «--public».",
        "Without login the book is opened for this machine only, and {host} can be reached by others. Set up a login with “--login FILE” or RODTRAD_LOGIN_ISSUER (see docs/login.md), or show the book for reading only with “--public”.",
    ),
    "login_or_public": (
        "Boken kan enten kreve innlogging eller vises for alle, ikke begge deler. Ta bort «--public», eller oppsettet av innloggingen.",
        "The book can either demand a login or be shown to all, not both. Take away “--public”, or the settings of the login.",
    ),
    "login_file_unreadable": (
        "Kan ikke lese «{path}»: {reason}. Se om navnet er riktig, og om du har tilgang til filen.",
        "Cannot read “{path}”: {reason}. See whether the name is right, and whether you have access to the file.",
    ),
    "login_file_no_toml": (
        "«{path}» er ikke en gyldig TOML-fil. Se docs/login.md for et eksempel.",
        "“{path}” is not a valid TOML file. See docs/login.md for an example.",
    ),
    "login_setting_unknown": (
        "Innstillingen «{setting}» i «{file}» finnes ikke. Se docs/login.md for dem som finnes; hemmeligheten står i en egen fil.",
        "There is no setting “{setting}”, which stands in “{file}”. See docs/login.md for those there are; the secret stands in a file of its own.",
    ),
    "login_setting_missing": (
        "Innloggingen mangler «{setting}». Skriv det i filen, eller i miljøvariabelen {variable}.",
        "The login lacks “{setting}”. Write it in the file, or in the environment variable {variable}.",
    ),
    "login_setting_wrong": (
        "Innstillingen «{setting}» er ikke skrevet slik den skal. Se docs/login.md for et eksempel.",
        "The setting “{setting}” is not written as it should be. See docs/login.md for an example.",
    ),
    "login_roles_wrong": (
        "Under «roles» må hver gruppe få en av disse rollene: {known}.",
        "Under “roles” each group must be given one of these roles: {known}.",
    ),
    "login_secret_missing": (
        "Innloggingen mangler hemmeligheten. Legg den i en fil som «{setting}» peker på, eller i miljøvariabelen {variable}.",
        "The login lacks its secret. Put it in a file that “{setting}” names, or in the environment variable {variable}.",
    ),
    "login_secret_unreadable": (
        "Hemmeligheten kan ikke leses fra «{path}», eller filen er tom. Se om du har tilgang til filen.",
        "The secret cannot be read from “{path}”, or the file is empty. See whether you have access to the file.",
    ),
    "login_address_unsafe": (
        "«{setting}» må begynne med https://, så ingen kan lytte underveis. Det står «{value}».",
        "“{setting}” must begin with https://, so that nobody can listen on the way. It says “{value}”.",
    ),
    "login_address_has_path": (
        "«address» må være nettstedet alene, uten sti: https://rodtrad.kommunen.no. Det står «{value}».",
        "“address” must be the site alone, without a path: https://rodtrad.municipality.no. It says “{value}”.",
    ),
    "may_not_explain": (
        "Du har ikke rett til å forklare dette funnet. Be lederen din.",
        "You have not the right to explain this finding. Ask your leader.",
    ),
    "sheet_row_twice": (
        "Samme nøkkel står også i rad {first}. Ta bort den ene raden.",
        "The same key is also in row {first}. Take one of the rows away.",
    ),
    "sheet_column_needed": (
        "Nye rader må ha {label}, og arket har ikke den kolonnen. Legg den til.",
        "New rows need {label}, and the sheet does not have that column. Add it.",
    ),
    "sheet_refused": (
        "Ingenting er lagret, for regnearket har {count} feil.",
        "Nothing was saved. Problems in the workbook: {count}.",
    ),
    "sheet_conflicts_open": (
        "Ingenting er lagret. Velg først hva som skal gjelde der både regnearket og boken er endret (rader: {count}).",
        "Nothing was saved. First choose what shall stand where both the workbook and the book have changed (rows: {count}).",
    ),
    "sheet_nothing_to_save": (
        "Det er ingenting å lagre: boken sier det samme som regnearket.",
        "There is nothing to save: the book says the same as the workbook.",
    ),
    "sheet_fact_missing": (
        "Regnearket sier ikke hvilken tabell det er. Velg tabellen, og send filen på nytt.",
        "The workbook does not say which table it is. Choose the table, and send the file again.",
    ),
    "sheet_of_other_fact": (
        "Regnearket har «{found}», men du har valgt «{wanted}». Velg samme tabell, eller en annen fil.",
        "The workbook holds “{found}”, but you chose “{wanted}”. Choose the same table, or another file.",
    ),
    "sheet_from_other_book": (
        "Regnearket er hentet ut etter endring {revision}, men boken har bare {latest}. Det er nok fra en annen bok.",
        "The workbook was taken out after change {revision}, but the book has only {latest}. It is probably from another book.",
    ),
    "sheet_formula": (
        "Celle {cell} har en formel. Kopier cellen og lim den inn som verdi.",
        "Cell {cell} has a formula. Copy the cell and paste it as a value.",
    ),
    "sheet_merged": (
        "Cellene {cells} er slått sammen. Del dem, slik at hver rad har sin egen verdi.",
        "The cells {cells} are merged. Split them, so that each row has its own value.",
    ),
    "sheet_others_ignored": (
        "Bare arket «{sheet}» er lest. Disse arkene har også overskriftene til tabellen: {sheets}. Samle radene i ett ark dersom de skal med.",
        "Only the sheet “{sheet}” was read. These sheets have headings of the table too: {sheets}. Put the rows in one sheet if they are to be read.",
    ),
    "sheet_columns_ignored": (
        "Kolonner som ikke hører til tabellen, er ikke lest: {headings}.",
        "Columns that do not belong to the table were not read: {headings}.",
    ),
    "upload_gone": (
        "Filen er ikke her lenger: opplastede regneark blir borte etter en time, når noen andre enn den som sendte filen spør, og når tjeneren startes på nytt. Send filen på nytt.",
        "The file is no longer here: a workbook that was sent is kept for an hour, for who sent it, and until the server is started anew. Send the file again.",
    ),
    "upload_missing": (
        "Det kom ingen fil. Velg et regneark (.xlsx), og send på nytt.",
        "No file came. Choose a workbook (.xlsx), and send again.",
    ),
    "sheet_too_many_choices": (
        "Det er mer enn {most} valg i skjemaet. Hent ut regnearket på nytt, eller del det i flere.",
        "There are more than {most} choices in the form. Take the workbook out anew, or divide it.",
    ),
    "sheet_out_too_large": (
        "Tabellen har {rows} rader, og et regneark herfra kan ha høyst {most}. Velg et dokument eller en enhet.",
        "The table has {rows} rows, and a workbook from here can have at most {most}. Choose a document or a unit.",
    ),
    "sheet_changed_since_seen": (
        "Ingenting er lagret, for boken er endret etter at du så forskjellene. Se over dem på nytt og lagre igjen.",
        "Nothing was saved, for the book has changed since you saw the differences. Look them over and save again.",
    ),
    "sheets": ("Regneark", "Spreadsheets"),
    "sheets_text": (
        "Hent ut en tabell til Excel, arbeid i den, og last den opp igjen. Før noe lagres, ser du hva som er endret.",
        "Take a table out to Excel, work in it, and send it in again. Before anything is saved, you see what has changed.",
    ),
    "sheet_out": ("Excel for arbeid", "Excel to work in"),
    "sheet_out_of": ("Excel for arbeid: {name}", "Excel to work in: {name}"),
    "sheet_import": ("Importer regneark", "Import a spreadsheet"),
    "sheet_import_text": (
        "Last opp et regneark som er hentet ut herfra, eller et du har laget selv med de samme overskriftene. Ingenting lagres før du har sett forskjellene.",
        "Send a workbook that was taken out from here, or one you have made with the same headings. Nothing is saved before you have seen the differences.",
    ),
    "sheet_unusable": ("Filen kan ikke brukes", "The file cannot be used"),
    "sheet_file": ("Regneark", "Workbook"),
    "sheet_file_help": (
        "En .xlsx-fil uten makroer og passord, høyst {most} MB.",
        "An .xlsx file without macros and password, {most} MB at most.",
    ),
    "sheet_fact_help": (
        "Trengs bare for et regneark du har laget selv.",
        "Needed only for a workbook you have made yourself.",
    ),
    "sheet_fact_told": ("(regnearket sier det selv)", "(the workbook says it)"),
    "sheet_look": ("Se forskjellene", "See the differences"),
    "sheet_out_first": ("Hent ut et regneark", "Take a workbook out"),
    "sheet_preview": ("Forskjeller: {file}", "Differences: {file}"),
    "sheet_preview_text": (
        "Dette endres i tabellen {fact} om du lagrer arket «{sheet}». Ingenting er lagret ennå.",
        "This changes in the table {fact} if you save the sheet “{sheet}”. Nothing has been saved yet.",
    ),
    "sheet_taken_at": (
        "Regnearket ble hentet ut etter endring {revision}.",
        "The workbook was taken out after change {revision}.",
    ),
    "sheet_problems": ("{count} feil må rettes", "{count} problems to mend"),
    "sheet_problems_text": (
        "Rett dem i regnearket, og last det opp på nytt. Ingenting er lagret.",
        "Mend them in the workbook, and send it again. Nothing has been saved.",
    ),
    "sheet_added": ("Nye rader", "New rows"),
    "sheet_changed": ("Endrede rader", "Changed rows"),
    "sheet_conflicts": ("Konflikter", "Conflicts"),
    "sheet_removed": ("Rader som mangler i arket", "Rows missing from the sheet"),
    "sheet_unchanged": ("Uendrede rader", "Unchanged rows"),
    "sheet_conflicts_text": (
        "Disse radene er endret både i regnearket og i boken. Velg hva som skal gjelde; det andre går ikke tapt, men står i historikken eller i regnearket.",
        "These rows have changed both in the workbook and in the book. Choose what shall stand; the other is not lost, but is in the history or the workbook.",
    ),
    "sheet_conflicts_all": ("For alle rader uten eget valg", "For all rows without a choice of their own"),
    "sheet_keeps": ("Regnearket gjelder", "The workbook stands"),
    "book_keeps": ("Boken gjelder", "The book stands"),
    "sheet_row": ("Rad {row}", "Row {row}"),
    "sheet_row_number": ("Rad nr.", "Row no."),
    "sheet_column": ("Kolonne", "Column"),
    "sheet_before": ("Før", "Before"),
    "sheet_after": ("Etter", "After"),
    "sheet_says": ("I regnearket", "In the workbook"),
    "book_says": ("I boken nå", "In the book now"),
    "sheet_row_gone": ("raden er tatt ut", "the row is taken out"),
    "sheet_trouble_changed": (
        "Noen har endret raden i boken etter at regnearket ble hentet ut.",
        "Somebody has changed the row in the book since the workbook was taken out.",
    ),
    "sheet_trouble_removed": (
        "Noen har tatt raden ut av boken etter at regnearket ble hentet ut. Gjelder regnearket, kommer den inn igjen.",
        "Somebody has taken the row out of the book since the workbook was taken out. If the workbook stands, it comes in again.",
    ),
    "sheet_trouble_there": (
        "Raden er ny i regnearket, men finnes allerede i boken med andre verdier.",
        "The row is new in the workbook, but is in the book already with other values.",
    ),
    "sheet_removed_text": (
        "Radene var i regnearket da det ble hentet ut, og er borte nå. De blir stående i boken om du ikke krysser av for dem.",
        "The rows were in the workbook when it was taken out, and are gone now. They stay in the book unless you tick them.",
    ),
    "sheet_rest": (
        "Viser {shown} av {total} rader. Alle blir lagret.",
        "Shows {shown} of {total} rows. All of them will be saved.",
    ),
    "sheet_save": ("Lagre i boken", "Save in the book"),
    "sheet_another": ("Velg en annen fil", "Choose another file"),
    "book_not_begun": (
        "Boken var ikke begynt den dagen. Velg en senere dag; historikken viser den første endringen.",
        "The book had not begun that day. Choose a later day; the history shows the first change.",
    ),
    "day_to_come": (
        "Den dagen er ikke kommet ennå. Velg en dag til og med i dag.",
        "That day has not come yet. Choose a day up to today.",
    ),
    "book_of_the_past": (
        "Dette er boken slik den var før, og den kan ikke endres. Gå til boken slik den er nå, og gjør endringen der.",
        "This is the book as it was, and it cannot be changed. Go to the book as it is now, and make the change there.",
    ),
    "book_at": (
        "Du ser boken slik den var ved utgangen av {day} (endring {revision}). Den kan ikke endres.",
        "You see the book as it was at the end of {day} (change {revision}). It cannot be changed.",
    ),
    "book_now": ("Se boken slik den er nå", "See the book as it is now"),
    "book_on_day": ("Boken på en dato", "The book on a date"),
    "show_book_on_day": ("Vis boken", "Show the book"),
    "since_day": ("Fra og med", "From"),
    "until_day": ("Til og med", "To"),
    "older_changes": ("Eldre endringer", "Older changes"),
    "revision_title": ("Endring {number}", "Change {number}"),
    "row_was_created": ("lagt til", "added"),
    "row_was_changed": ("endret", "changed"),
    "row_was_removed": ("fjernet", "removed"),
    "revision_empty": (
        "Ingen rader som du kan se, ble endret.",
        "No rows that you can see were changed.",
    ),
    "day_unreadable": (
        "«{text}» er ikke en dato. Skriv år, måned og dag, for eksempel 2026-12-31.",
        "“{text}” is no date. Write year, month and day, for example 2026-12-31.",
    ),
    "sheet_written": ("Skrev {rows:rad|rader} til «{path}».", "Wrote {rows:row|rows} to “{path}”."),
    "sheet_no_such_document": (
        "Boken har ikke noe dokument med nøkkelen «{key}». Velg et av disse: {known}",
        "The book has no document with the key “{key}”. Choose one of these: {known}",
    ),
    "sheet_no_such_unit": (
        "Boken har ingen enhet med nøkkelen «{key}». Velg en av disse: {known}",
        "The book has no unit with the key “{key}”. Choose one of these: {known}",
    ),
    "sheet_saved": ("Lagret som endring {revision}.", "Saved as change {revision}."),
    "sheet_not_saved": ("Ingenting er lagret.", "Nothing has been saved."),
    "sheet_conflict_choice_unknown": (
        "«{choice}» er ikke et valg. Skriv «sheet» for regnearket eller «book» for boken.",
        "“{choice}” is no choice. Write “sheet” for the workbook or “book” for the book.",
    ),
    # Why a file or an address cannot be used; stands after a colon, or in parentheses.
    "trouble_not_there": ("det finnes ikke noe med det navnet", "nothing has that name"),
    "trouble_no_access": ("du har ikke tilgang", "you have no access to it"),
    "trouble_is_folder": ("det er en mappe, ikke en fil", "it is a folder, not a file"),
    "trouble_is_file": ("det er en fil, ikke en mappe", "it is a file, not a folder"),
    "trouble_no_space": ("det er ikke plass igjen på disken", "no space is left on the disk"),
    "trouble_only_read": ("disken kan bare leses", "the disk can only be read"),
    "trouble_long_name": ("navnet er for langt", "the name is too long"),
    "trouble_port_taken": ("porten er opptatt", "the port is taken"),
    "trouble_not_ours": ("adressen er ikke på denne maskinen", "the address is not of this machine"),
    "trouble_no_answer": ("ingen svarer der", "nobody answers there"),
    "trouble_too_late": ("svaret kom ikke i tide", "no answer came in time"),
    "trouble_unknown_host": ("ingen maskin har det navnet", "no machine has that name"),
    "trouble_of_content": ("innholdet er ikke som ventet", "its content is not as expected"),
    "trouble_other": ("systemet svarer «{told}»", "the system answers “{told}”"),
    "sheet_file_unreadable": (
        "Kan ikke lese «{path}»: {reason}. Se om navnet er riktig.",
        "Cannot read “{path}”: {reason}. See whether the name is right.",
    ),
    "sent_unreadable": (
        "Det som ble sendt, kan ikke leses. Gå tilbake, last siden på nytt, og prøv igjen.",
        "What was sent cannot be read. Go back, load the page again, and try once more.",
    ),
}
