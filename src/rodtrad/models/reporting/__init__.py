"""Reports through the year: who is asked, for what, what is answered, and what is missing."""
