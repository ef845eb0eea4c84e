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
    "work_return_needs_words": (
        "Skriv hva som må rettes før dokumentet sendes tilbake.",
        "Write what must be mended before the document is sent back.",
    ),
    "right_missing": (
        "Rollen din gir ikke rett til dette. Be en som har retten, eller en administrator.",
        "Your role does not give the right to this. Ask somebody who has it, or an administrator.",
    ),
}
