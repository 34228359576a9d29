"""Everything a person sees: tables, differences, the review, and the JSON forms of the results."""
