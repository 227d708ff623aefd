"""The words of the plan, as readers are told them; the project's own glossary says the same."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here."""

    word: str
    meaning: str


TERMS = (
    Term("action", "axe du plan auquel se rattache un montant : équipement, ateliers ou tiers-lieu mobile"),
    Term("appareil", "ordinateur, tablette ou téléphone suivi de sa réception à sa sortie"),
    Term("atelier", "séance collective ou individuelle, permanence, évènement"),
    Term("aucune donnée", "rien n'a été enregistré sur ce que l'on compte ; ce n'est pas zéro"),
    Term("base", "où l'on compte : à la résidence de la personne ou au lieu de l'atelier"),
    Term("bénéficiaire", "personne identifiée, comptée une fois par période"),
    Term("carreau", "carré de 200 m de côté dont l'INSEE publie le nombre d'habitants"),
    Term("chef de projet", "personne qui tient le plan : listes, vues enregistrées, journal des accès"),
    Term("comité de pilotage", "réunion qui suit le plan"),
    Term("commune", "commune de l'agglomération, repérée par son code INSEE et non par son code postal"),
    Term("corrigé après coup", "chiffre figé dont la même sélection donne autre chose à présent"),
    Term(
        "depuis le dernier comité",
        "écart entre la valeur au dernier jour de la période et celle au jour du dernier comité",
    ),
    Term(
        "dépense régulière",
        "ce qui serait payé si le notifié se dépensait à vitesse constante, du début du plan à l'échéance",
    ),
    Term(
        "échéance du budget",
        "date de l'objectif de consommation, sinon d'engagement, sinon le dernier objectif ou montant prévu",
    ),
    Term("écriture", "ligne de budget : un montant, une date, une nature, un financeur"),
    Term("empreinte", "64 signes qui changent si un seul chiffre figé change"),
    Term("engagé", "montant que le plan s'est obligé à dépenser : commande, convention"),
    Term("figé", "chiffres d'un comité, gardés et signés : aucun import ne les change"),
    Term("financeur", "qui apporte l'argent"),
    Term("fléché", "se dit d'un montant réservé à une commune ou à un quartier"),
    Term("foyer équipé", "foyer qui a reçu un appareil et ne l'a pas rendu"),
    Term(
        "fréquence de venue",
        "nombre d'ateliers tenus dans la période où un bénéficiaire était présent",
    ),
    Term("habitant à portée", "habitant qui vit à moins du rayon choisi d'un point de service actif"),
    Term("inscription", "atelier où l'on s'inscrit : les absences y sont notées"),
    Term(
        "instantané",
        "tous les faits d'une révision, partagés par tous les écrans : chacun voit les mêmes chiffres",
    ),
    Term("invitation", "lien nominatif, valable 24 heures, qui ouvre l'accès une seule fois"),
    Term("itinérance", "temps passé par le tiers-lieu mobile à ses passages, hors trajet"),
    Term("journal des accès", "qui s'est connecté, a ouvert, exporté ou importé, et quand ; gardé un an"),
    Term("lecteur", "personne qui a accès au tableau de bord en lecture : élue ou élu, membre du comité"),
    Term("lieu", "point fixe où l'on est accompagné"),
    Term("mandaté", "facture vérifiée dont le paiement est ordonné ; l'argent n'est pas encore parti"),
    Term("médiane", "valeur du milieu : la moitié des cas est en dessous, l'autre au-dessus"),
    Term("mode séance", "les chiffres en plein écran, un message à la fois"),
    Term("non partagé", "chiffre de tout le plan, dans un partage qui n'en montre qu'une partie"),
    Term("notifié", "subvention décidée par un financeur et annoncée au plan"),
    Term("objectif", "valeur à atteindre à une date"),
    Term("parité", "l'Agglomération et l'État notifient autant l'un que l'autre : 50 % chacun"),
    Term("participation", "une personne à une séance ; un groupe anonyme compte pour son nombre"),
    Term(
        "participation anonyme", "personne présente sans identifiant : on ne sait pas si elle est déjà venue"
    ),
    Term("partage", "lien en lecture seule qui ouvre à un partenaire des pages, un périmètre et une période"),
    Term("partenaire", "qui reçoit un lien de partage et ne voit que ce qu'il ouvre"),
    Term("passage", "arrêt daté du tiers-lieu mobile"),
    Term("payé", "argent sorti de la caisse"),
    Term("périmètre", "communes et quartiers choisis par le lecteur ; aucun : tout le territoire"),
    Term("point", "écart entre deux pourcentages : de 40 % à 45 %, cinq points"),
    Term(
        "point de service actif", "lieu ouvert pendant la période, ou arrêt où le tiers-lieu mobile est passé"
    ),
    Term("prévu", "montant inscrit au plan de financement ; pour un atelier ou un passage : pas encore tenu"),
    Term("projection", "valeur à l'échéance si le rythme des 90 derniers jours continue"),
    Term("provisoire", "chiffres du jour, qui peuvent encore bouger"),
    Term("public éloigné", "habitants que le plan estime peu ou pas à l'aise avec le numérique"),
    Term(
        "QPV",
        "quartier prioritaire de la politique de la ville, délimité par l'État ; il peut couvrir plusieurs "
        "communes",
    ),
    Term("rayon", "distance à vol d'oiseau qui met un habitant « à portée »"),
    Term("registre des décisions", "ce que chaque décision a dit, et quand : rien ne s'y efface"),
    Term("remise", "don, prêt ou vente solidaire d'un appareil à un foyer"),
    Term("reste à engager", "argent notifié que le plan ne s'est pas encore obligé à dépenser"),
    Term("reste à payer", "argent engagé qui n'est pas encore sorti de la caisse"),
    Term("révision", "numéro de l'état des données : il augmente à chaque enregistrement validé"),
    Term(
        "rythme actuel",
        "moyenne par jour des 90 derniers jours, prolongée jusqu'à l'échéance ; il faut 30 jours de données",
    ),
    Term(
        "secret statistique",
        "trop peu de personnes pour que le nombre soit montré, ou nombre qui permettrait d'en retrouver un",
    ),
    Term(
        "taux d'annulation",
        "ateliers annulés ÷ (tenus + annulés) ; ceux qui sont encore prévus n'y entrent pas",
    ),
    Term(
        "temps écoulé",
        "part des jours passés entre le début du plan et l'échéance du budget, de 0 à 100 %",
    ),
    Term("thématique", "sujet d'un atelier ; un atelier qui en a plusieurs compte dans chacune"),
    Term("tiers-lieu mobile", "équipe et véhicule équipé qui vont au-devant des habitants"),
    Term("trajectoire", "droite qui mène du départ à l'objectif ; elle dit la valeur attendue chaque jour"),
    Term("versé", "argent d'un financeur arrivé dans la caisse"),
    Term("zone blanche", "endroit habité hors de portée de tout point de service actif"),
)


def plain(word: str) -> str:
    """Return a word without accents, in small letters: how a dictionary sorts it."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
