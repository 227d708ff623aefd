"""Small workbooks: one sensible row per sheet, to be bent by each test."""

from sqlalchemy import func, select

from data_access.database import reading
from data_access.importing import Options, RawWorkbook, import_workbook
from data_access.schema import Base

SECRET = b"cle-de-test-" * 4
MAUBEUGE, HAUTMONT, OUTSIDE = "59392", "59291", "59350"
QPV, FORMER_QPV = "QN05915M", "QP059016"


def workshop(key="A1", **cells):
    return {
        "id_atelier": key,
        "date": "12/03/2024",
        "type": "initiation",
        "commune_insee": MAUBEUGE,
        "statut": "tenu",
    } | cells


def attendance(workshop="A1", person="P1", **cells):
    return {"id_atelier": workshop, "id_personne": person, "present": "présent"} | cells


def device(key="D1", **cells):
    return {"id_appareil": key, "type": "tablette", "date_reception": "10/01/2024"} | cells


def handed(key="D1", household="F1", **cells):
    given = {"date_remise": "12/03/2024", "modalite": "don", "id_foyer": household}
    return device(key, **given | cells)


def amount(key="B1", **cells):
    return {
        "id_ligne": key,
        "date": "12/03/2024",
        "nature": "payé",
        "financeur": "État",
        "montant": "25 560,00 €",
    } | cells


def place(key="L1", **cells):
    return {
        "id": key,
        "nom": "Centre social",
        "commune": "Maubeuge",
        "code_insee": MAUBEUGE,
        "latitude": "50,2774",
        "longitude": "3,9730",
    } | cells


def stop(key="M1", **cells):
    return {
        "id_passage": key,
        "date": "12/03/2024",
        "heure_debut": "9h",
        "heure_fin": "12h",
        "latitude": 50.2774,
        "longitude": 3.9730,
        "statut": "tenu",
    } | cells


def target(**cells):
    return {
        "indicateur": "ateliers_tenus",
        "territoire": "*",
        "echeance": "31/12/2026",
        "valeur": 100,
    } | cells


def committee(key="C1", **cells):
    return {"id_comite": key, "date": "12/03/2024"} | cells


def decision(key="R1", **cells):
    return {"id_decision": key, "texte": "Ouvrir un atelier"} | cells


EVERY_SHEET = {
    "lieux": [place()],
    "passages": [stop()],
    "ateliers": [workshop(id_lieu="L1")],
    "presences": [attendance(id_foyer="F1")],
    "appareils": [handed()],
    "budget": [amount()],
    "objectifs": [target()],
    "comites": [committee()],
    "decisions": [decision(id_comite="C1")],
}


def imported(engine, *, progress=None, options=None, sheets=None, **rows):
    """Import sheets given as keywords of rows."""
    raw = RawWorkbook.of("suivi.xlsx", sheets or rows)
    return import_workbook(engine, SECRET, raw, options or Options(), progress)


def problems(engine, **rows):
    """Return the sentences of what is refused."""
    return [each.sentence for each in imported(engine, options=Options(dry_run=True), **rows).problems]


def content(engine, *tables):
    """Return the rows of tables (default: all), as sets of tuples by table name."""
    chosen = [table.__table__ for table in tables] or Base.metadata.sorted_tables
    with reading(engine) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in chosen
        }


def rows(engine, table):
    """Return the rows of a table as dictionaries, oldest first."""
    with reading(engine) as connection:
        query = select(table.__table__).order_by(table.__table__.c.id)
        return [dict(row._mapping) for row in connection.execute(query)]


def size(engine, table):
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
