"""Made-up programmes: every number here is invented, and small enough to work by hand."""

from small_books import book

from rodtrad.models.concepts import complete
from rodtrad.models.programme.assemble import package_of

CARDS = """
    document; key; sector; owner; estimate_uncertainty; implementation_uncertainty; overall_class
    d;        A;   SEK;    ETAT;  medium;               low;                        best
    d;        B;   SEK;    ETAT;  high;                 high;                       middle
    d;        C;   SEK;    BYDEL; low;                  low;                        best
"""
EFFECTS = """
    document; measure; year; amount; printed_unit
    d;        A;       2026; 10;     mill. kr
    d;        A;       2027; 20;     mill. kr
    d;        B;       2026; 0;      mill. kr
    d;        B;       2027; 40;     mill. kr
    d;        C;       2026; 4;      mill. kr
    d;        C;       2027; 4;      mill. kr
"""
SURE = """
    of;             level;      low; high; probability; delay
    estimate;       low;        100; 100;  ;
    estimate;       medium;     100; 100;  ;
    estimate;       high;       100; 100;  ;
    implementation; low;        ;    ;     100;         0
    implementation; medium;     ;    ;     100;         0
    implementation; high;       ;    ;     100;         0
    estimate;       not_stated; 100; 100;  ;
    implementation; not_stated; ;    ;     100;         0
"""
UNSURE = """
    of;             level;      low; high; probability; delay
    estimate;       low;        90;  110;  ;
    estimate;       medium;     75;  125;  ;
    estimate;       high;       50;  150;  ;
    implementation; low;        ;    ;     100;         0
    implementation; medium;     ;    ;     80;          1
    implementation; high;       ;    ;     50;          1
    estimate;       not_stated; 100; 100;  ;
    implementation; not_stated; ;    ;     100;         0
"""
MILLION = 100_000_000
"""A million kroner in øre."""


def facts(**texts):
    """A programme's book: the cards and effects above unless others are given."""
    return complete(book(**{"efficiency_measure": CARDS, "measure_effect": EFFECTS, **texts}))


def package(**texts):
    """The package of such a book."""
    return package_of(facts(**texts))


def one(effect, *, measure="A", years=(2026, 2027)):
    """A programme of one measure with the same effect each year, in million kroner."""
    rows = "\n".join(f"d; {measure}; {year}; {effect}; mill. kr" for year in years)
    return {
        "efficiency_measure": f"document; key; sector; owner\nd; {measure}; SEK; ETAT",
        "measure_effect": f"document; measure; year; amount; printed_unit\n{rows}",
    }
