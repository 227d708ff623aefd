"""The sheets `appareils` and `budget`."""

from collections.abc import Iterator

from data_access import vocabulary
from data_access.importing.sheets import kinds
from data_access.importing.sheets.declaring import Column, Fault, Line, Sheet, Values
from data_access.importing.sheets.rules import not_before, residence, together
from data_access.purging import is_forgotten
from data_access.schema import BudgetLine, Device

KNOWN_SPELLINGS = {
    "funder": vocabulary.FUNDERS,
    "action": vocabulary.ACTIONS,
}


def _returned_after_handover(line: Line, values: Values) -> Iterator[Fault]:
    if values["returned_on"] and values["handed_on"] is None:
        yield Fault("date_retour", "une cellule vide : un retour demande une date_remise")


def _respect_purge(line: Line) -> None:
    """Never bring back a household that the retention purge made unrecognisable."""
    context, given = line.context, line.row.values
    household, handed = given.get("household"), line.merged()["handed_on"]
    if (
        context.purged_before is None
        or household is None
        or handed is None
        or handed >= context.purged_before
    ):
        return
    if line.stored is not None and is_forgotten(line.stored["household"]):
        del given["household"]
    elif household not in context.met_before_purge:
        line.row.ignored = True
        line.note(
            f"remise antérieure à la purge du {context.purged_before:%d/%m/%Y} : "
            "foyer oublié, ou inconnu à cette date, ligne ignorée"
        )


def _spell(line: Line) -> None:
    for field in KNOWN_SPELLINGS:
        given = line.row.values.get(field)
        if given:
            line.row.values[field] = line.context.canonical(field, given)


DEVICES = Sheet(
    name="appareils",
    table=Device.__table__,  # type: ignore[arg-type]
    noun="appareil",
    help="Une ligne par appareil.",
    dated="received_on",
    complete=_respect_purge,
    rules=(
        not_before("ready_on", "received_on"),
        not_before("handed_on", "received_on"),
        together("terms", "handed_on"),
        together("household", "handed_on"),
        _returned_after_handover,
        not_before("returned_on", "handed_on"),
        not_before("left_on", "received_on"),
        residence,
    ),
    columns=(
        Column("id_appareil", kinds.KEY, "key", "Numéro d'inventaire.", required=True, example="PC-001"),
        Column(
            "type",
            kinds.DEVICE_TYPE,
            "type",
            "Type d'appareil.",
            required=True,
            example="ordinateur portable",
        ),
        Column("origine", kinds.ORIGIN, "origin", "Origine.", example="reconditionné"),
        Column("lot", kinds.text(200), "batch", "Lot.", example="Lot 1"),
        Column(
            "date_reception",
            kinds.DAY,
            "received_on",
            "Date de réception.",
            required=True,
            example="2024-01-15",
        ),
        Column(
            "date_pret",
            kinds.DAY,
            "ready_on",
            "Prêt à être remis ; à partir de la réception.",
            example="2024-02-01",
        ),
        Column(
            "date_remise",
            kinds.DAY,
            "handed_on",
            "Remis à un foyer ; à partir de la réception.",
            example="2024-03-12",
        ),
        Column("modalite", kinds.TERM, "terms", "Modalité ; obligatoire avec date_remise.", example="don"),
        Column(
            "id_foyer",
            kinds.KEY,
            "household",
            "Foyer, sans nom ; obligatoire avec date_remise. "
            "Il n'est jamais enregistré : une empreinte à clé le remplace.",
            hashed="foyer",
            example="F-7",
        ),
        Column(
            "commune_insee",
            kinds.COMMUNE,
            "commune_insee",
            "Commune de résidence du foyer (code INSEE).",
            example="59392",
        ),
        Column("qpv_code", kinds.QPV, "qpv_code", "Quartier prioritaire de résidence du foyer."),
        Column("date_retour", kinds.DAY, "returned_on", "Rendu ; à partir de la remise."),
        Column("motif_retour", kinds.RETURN_REASON, "return_reason", "Motif du retour."),
        Column("date_sortie", kinds.DAY, "left_on", "Sortie du stock (rebut, perte)."),
    ),
)

BUDGET = Sheet(
    name="budget",
    table=BudgetLine.__table__,  # type: ignore[arg-type]
    noun="ligne",
    help="Une ligne par montant.",
    dated="acted_on",
    complete=_spell,
    rules=(residence,),
    columns=(
        Column(
            "id_ligne", kinds.KEY, "key", "Identifiant de la ligne, unique.", required=True, example="B-001"
        ),
        Column("date", kinds.DAY, "acted_on", "Date de l'acte.", required=True, example="2024-01-15"),
        Column(
            "nature",
            kinds.NATURE,
            "nature",
            "Prévu (plan de financement), notifié (subvention décidée), versé (reçu), engagé, "
            "mandaté (facture à payer), payé.",
            required=True,
            example="notifié",
        ),
        Column(
            "financeur",
            kinds.text(200),
            "funder",
            "Financeur, par exemple Agglomération ou État.",
            required=True,
            example="État",
        ),
        Column(
            "action",
            kinds.text(200),
            "action",
            "Axe du plan, par exemple Équipement ou Ateliers.",
            example="Équipement",
        ),
        Column(
            "montant",
            kinds.MONEY,
            "amount",
            "Euros, deux décimales ; négatif pour une correction.",
            required=True,
            example=25560,
        ),
        Column("commune_insee", kinds.COMMUNE, "commune_insee", "Commune concernée ; vide : tout le plan."),
        Column("qpv_code", kinds.QPV, "qpv_code", "Quartier concerné ; vide : tout le plan."),
        Column("libelle", kinds.PARAGRAPH, "label", "Libellé.", example="Subvention"),
        Column(
            "piece", kinds.text(300), "document", "Référence de la pièce.", example="Délibération 2024-12"
        ),
    ),
)
