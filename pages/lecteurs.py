"""Lecteurs : qui a accès au tableau de bord, avec quel rôle ; inviter quelqu'un, reprendre un accès."""

from dashboard.ui import page, readers

page.title(
    "Lecteurs",
    "Qui entre dans le tableau de bord, avec quel rôle. Chaque accès est à un nom, et se retire d'ici.",
)
readers.show()
