"""How large the pictures of a page are that can be sent."""

LARGEST_SIDE = 800  # pixels: sharp at the width that the page gives it
LARGEST_PNG = 150_000  # bytes; with fifty figures the page still fits into a mail
