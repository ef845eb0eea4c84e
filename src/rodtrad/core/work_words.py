"""Words of documents that are written here, and of the year's work, as (Norwegian, English)."""

WORK_WORDS: dict[str, tuple[str, str]] = {
    "work_unknown": (
        "«{document}» er ikke et dokument som skrives her. Se Arbeid for dokumentene som er i arbeid.",
        "“{document}” is no document that is written here. See Work for the documents in progress.",
    ),
    "work_no_such_step": (
        "«{document}» kan ikke gå fra {state} til {to}. Last siden på nytt og se hvor langt dokumentet er kommet.",
        "“{document}” cannot go from {state} to {to}. Load the page again to see how far the document has come.",
    ),
    "work_state_not_edited": (
        "Hvor langt «{document}» er kommet, endres bare på siden for arbeidet med dokumentet. Gå til «{document}» under Arbeid, og ta steget der.",
        "How far “{document}” has come is only changed on the page for the work with the document. Go to “{document}” under Work, and take the step there.",
    ),
    "work_undo_goes_on": (
        "Å angre ville føre «{document}» videre, uten at det som kreves av steget, blir kontrollert. Ta steget på nytt på siden for dokumentet.",
        "To undo this would take “{document}” on without a look at what the step asks for. Take the step again on the document's page.",
    ),
    "work_return_needs_words": (
        "Skriv hva som må rettes før dokumentet sendes tilbake.",
        "Write what must be mended before the document is sent back.",
    ),
    "follow_up_of_nothing": (
        "«{document}» sier ingenting om «{subject}», så det kan ikke følges opp der. Velg noe fra listen på siden Oppfølging.",
        "“{document}” says nothing of “{subject}”, so it cannot be followed up there. Choose something from the list on the page Follow-up.",
    ),
    "follow_up_of_others": (
        "«{subject}» i «{document}» skal gjøres av {unit}, og det er bare den som kan melde om det eller gi det videre. Be {unit} om å gjøre det.",
        "“{subject}” in “{document}” is to be done by {unit}, who alone can report on it or pass it on. Ask {unit} to do so.",
    ),
    "finding_of_others": (
        "Funnet gjelder mer enn dine enheter, og forklares av den som har ansvar for alt det gjelder. Be avdelingen eller en administrator om å forklare det.",
        "The finding is about more than your units, and is explained by whoever answers for all it is about. Ask the department or an administrator to explain it.",
    ),
    "right_missing": (
        "Rollen din gir ikke rett til dette. Be en som har retten, eller en administrator.",
        "Your role does not give the right to this. Ask somebody who has it, or an administrator.",
    ),
    "work": ("Arbeid", "Work"),
    "work_text": (
        "Dokumenter som skrives her: {count}. Av dem er {open_count} utkast.",
        "Documents written here: {count}. Of these, {open_count} are drafts.",
    ),
    "work_help": (
        "Året begynner med et budsjett, som blir til tildelingsbrev, oppfølging og rapporter. Hvert dokument går fra utkast til ferdig i faste steg.",
        "The year begins with a budget, which becomes letters, follow-up and reports. Each document goes from draft to done in fixed steps.",
    ),
    "work_state": ("Status", "State"),
    "work_table": ("Dokumenter i arbeid", "Documents in progress"),
    "work_about": ("Gjelder", "About"),
    "work_written_by": ("Skrives av", "Written by"),
    "work_number": ("Nummer", "Number"),
    "work_edition": ("Utgave", "Edition"),
    "work_editions": ("Utgaver av dokumentet", "Editions of the document"),
    "work_period": ("Periode", "Period"),
    "work_sent": ("Sendt eller vedtatt", "Sent or adopted"),
    "work_acknowledged": ("Mottak bekreftet", "Receipt acknowledged"),
    "work_follows": ("Bygger på", "Carries on"),
    "work_road": ("Veien fra utkast til ferdig", "The way from draft to done"),
    "work_steps": ("Neste steg", "Next step"),
    "work_no_steps": (
        "Dokumentet er ferdig, eller neste steg tas av noen andre.",
        "The document is done, or somebody else takes the next step.",
    ),
    "work_step_submitted_on": ("Lever til godkjenning", "Submit for approval"),
    "work_step_approved_on": ("Godkjenn og send videre", "Approve and pass on"),
    "work_step_frozen_on": ("Lås dokumentet", "Freeze the document"),
    "work_step_draft_back": ("Send tilbake", "Send back"),
    "work_step_sent_on": ("Send brevet", "Send the letter"),
    "work_step_acknowledged_on": ("Bekreft at brevet er mottatt", "Acknowledge the letter"),
    "work_step_adopted_on": ("Vedta budsjettet", "Adopt the budget"),
    "work_returned": ("Sendt tilbake med", "Sent back with"),
    "work_return_label": ("Hva må rettes?", "What must be mended?"),
    "work_note": ("Merknad til historikken", "Note for the history"),
    "work_open_place": ("Skriv i dokumentet", "Write in the document"),
    "work_texts": ("Tekster", "Texts"),
    "work_print": ("Last ned", "Download"),
    "work_took_step": ("Endret status til {to}", "Changed the status to {to}"),
}
