"""Mode séance : un message par écran, au clavier, chiffres en direct ou figés."""

from dashboard.ui import meeting, reading

meeting.show(reading.read())
