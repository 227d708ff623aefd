"""The dashboard's light colours, for paper and slides, by what they mean."""

INK, QUIET, RULE, TRACK = "17242D", "4D5B65", "D9D5CB", "E4E1D9"
WHITE, PAPER, BAND, MAIN = "FFFFFF", "F5F3EE", "173042", "14506B"
SERIES = ("14506B", "C98A1B", "5B8C5A", "8A5A83", "4FA3C7")
FADED, TARGET, GRID = "A9BFCA", "4D5B65", "E4E1D9"
DEMONSTRATION, ON_DEMONSTRATION = "F6D48F", "3D2600"

STATUS = {
    "atteint": ("✓", "1D5B3A", "E3EFE7"),
    "à l'heure": ("●", "14506B", "E0EDF3"),
    "à surveiller": ("▲", "7A4B00", "FBECD0"),
    "en retard": ("■", "9C2B16", "FAE3DD"),
}
"""A status's sign, colour and tint: never told by its colour alone."""
UNKNOWN = ("○", QUIET, TRACK)
SEVERITY = {
    "Alerte": ("■", "9C2B16", "FAE3DD"),
    "À surveiller": ("▲", "7A4B00", "FBECD0"),
    "Données": ("●", "4A4E78", "E8E9F4"),
}
