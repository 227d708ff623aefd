"""The steering committee as it is kept on screen: meetings, frozen figures, the register of decisions."""

SCREEN = "écran"
"""The source of what is written on screen; no import may bear its name."""
