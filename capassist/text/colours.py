"""The names of colours, as patterns."""

COLOURS = r"red|blue|green|orange|purple|violet|yellow|magenta|cyan|pink|brown|teal|gr[ae]y"
ALL_COLOURS = rf"{COLOURS}|black|white"
GERMAN_COLOURS = "rot|blau|grün|gelb|schwarz|grau"
