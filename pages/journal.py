"""Journal : qui s'est connecté, a ouvert, exporté, partagé ou s'est vu refuser."""

from dashboard.ui import journal, page

page.title(
    "Journal des accès", "Gardé un an ; personne, pas même l'application, ne peut en changer une ligne."
)
journal.show()
