"""The efficiency programme: measures as formulas, a package as a range, benefits and priorities."""
