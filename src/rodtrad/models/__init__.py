"""Pure calculation; only models/thread joins the concepts."""
