"""Reads the command line and runs one command."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dashboard.cli import access, commands, demonstration, exporting, shares, territory
from dashboard.cli.french import WRONG_USAGE, FrenchParser
from dashboard.cli.kpis import kpis
from data_access.access import invitations, readers
from data_access.errors import InclusionError, UsageError

REFUSED = 1
YEARS = range(1900, 2200)
LARGEST_NUMBER = 2**31 - 1
TERRITORY = "précise ce qui est connu du territoire"
GRID = "répartit la population sur les carreaux de 200 m de l'INSEE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `inclusion`; return 0, 1 (refused data, unreachable database) or 2 (wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except UsageError as error:
        return _fail(error, WRONG_USAGE)
    except InclusionError as error:
        return _fail(error, REFUSED)
    except KeyboardInterrupt:
        sys.stderr.write("Interrompu : rien n'a été écrit.\n")
        return REFUSED


def build_parser() -> FrenchParser:
    """Return the parser of every command."""
    parser = FrenchParser(prog="inclusion", description="Suivi d'un plan d'inclusion numérique.")
    subparsers = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], object], summary: str) -> FrenchParser:
        added: FrenchParser = subparsers.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run)
        return added

    serve = command("serve", commands.serve, "ouvre le tableau de bord")
    serve.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="adresse d'écoute (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8501, metavar="PORT", help="port d'écoute (8501)")
    serve.add_argument(
        "--demo", action="store_true", help="charge les données de démonstration dans une base neuve"
    )
    command("migrate", commands.migrate, "prépare la base et y met le territoire")
    demo = command("demo", demonstration.demo, "charge deux ans de données de démonstration")
    demo.add_argument("--seed", type=int, default=2026, metavar="GRAINE", help="graine du tirage (2026)")
    demo.add_argument("--date", type=a_day, metavar="DATE", help="dernier jour du plan inventé (aujourd'hui)")
    demo.add_argument("--remove", action="store_true", help="retire les données de démonstration")
    template = command("template", commands.template, "écrit un classeur de suivi vide")
    template.add_argument("out", metavar="CLASSEUR.xlsx", help="fichier à écrire")
    _add_import(command("import", commands.import_, "importe un classeur de suivi"))
    undo = command("undo", commands.undo, "annule un import")
    undo.add_argument("import_id", type=an_import, metavar="IMPORT", help="numéro donné par l'import")
    command("imports", commands.imports, "liste les imports")
    command("revision", commands.revision, "affiche le numéro de révision des données")
    purge = command("purge", commands.purge, "rend méconnaissables les personnes perdues de vue")
    purge.add_argument(
        "--before",
        type=a_day,
        required=True,
        metavar="DATE",
        help="oublie les personnes sans contact depuis cette date ; les chiffres ne changent pas",
    )
    _add_access(command)
    _add_kpis(command("kpis", kpis, "calcule les indicateurs"))
    _add_export(command("export", exporting.export, "écrit les chiffres, graphiques et tableaux du comité"))
    _add_territory(subparsers.add_parser("territory", help=TERRITORY, description=TERRITORY))
    return parser


def a_day(text: str) -> date:
    """Read an ISO or French date between 1900 and 2199."""
    try:
        day = date.fromisoformat(text) if "-" in text else date(*map(int, reversed(text.split("/"))))
    except (ValueError, TypeError, OverflowError):
        day = None
    if day is None or day.year not in YEARS:
        raise argparse.ArgumentTypeError(
            f"« {text} » n'est pas une date (attendu : 2026-03-31 ou 31/03/2026)"
        )
    return day


def an_import(text: str) -> int:
    """Read the number of an import."""
    if not text.isdecimal() or int(text) > LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas le numéro d'un import")
    return int(text)


def a_link(text: str) -> int:
    """Read the number of a shared link."""
    if not text.isdecimal() or int(text) > LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas le numéro d'un lien")
    return int(text)


def _add_import(parser: FrenchParser) -> None:
    parser.add_argument("path", metavar="CHEMIN", help="classeur .xlsx, dossier ou .zip de fichiers .csv")
    parser.add_argument("--source", default="classeur", metavar="NOM", help="origine des données (classeur)")
    parser.add_argument(
        "--mode",
        choices=("maj", "remplacement"),
        default="maj",
        help="maj : ajoute et met à jour ; remplacement : retire aussi ce que le fichier ne contient plus",
    )
    parser.add_argument("--dry-run", action="store_true", help="montre ce qui changerait, sans rien écrire")
    parser.add_argument(
        "--valid-rows-only", action="store_true", help="importe les lignes valables malgré les refus"
    )


def _add_access(command: Callable[[str, Callable[[argparse.Namespace], object], str], FrenchParser]) -> None:
    invite = command("invite", access.invite, "invite quelqu'un : écrit un lien qui ouvre une fois")
    invite.add_argument("name", metavar="NOM", help="nom affiché à l'écran et dans le journal")
    invite.add_argument("--role", required=True, choices=readers.ROLES, help="ce que la personne peut faire")
    invite.add_argument(
        "--days", type=int, default=invitations.DAYS, metavar="JOURS", help="durée de l'accès (30)"
    )
    command("readers", access.list_readers, "liste les personnes qui ont accès")
    revoke = command("revoke", access.revoke, "retire l'accès d'une personne, aussitôt")
    revoke.add_argument("name", metavar="NOM", help="nom donné à l'invitation")
    links = command("shares", shares.run, "liste les liens de partage, ou en révoque un")
    links.add_argument("--revoke", type=a_link, metavar="LIEN", help="numéro du lien à révoquer, aussitôt")
    shown = command("journal", access.show_journal, "affiche le journal des accès")
    shown.add_argument("--since", type=a_day, metavar="DATE", help="depuis cette date (30 jours)")


def _add_kpis(parser: FrenchParser) -> None:
    _add_selection(parser)
    parser.add_argument(
        "--par", metavar="DIMENSION", help="ventile : mois, commune, qpv, genre, type, thematique…"
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON, en pleine précision")


def _add_export(parser: FrenchParser) -> None:
    parser.add_argument(
        "--format",
        required=True,
        choices=exporting.FORMATS,
        help="diaporama, rapport, résumé d'une page, classeur, ou fichiers .csv pour Excel ou à publier",
    )
    parser.add_argument("--sortie", type=Path, required=True, metavar="FICHIER", help="fichier à écrire")
    _add_selection(parser)


def _add_selection(parser: FrenchParser) -> None:
    parser.add_argument("--du", type=a_day, metavar="DATE", help="premier jour (début du plan)")
    parser.add_argument("--au", type=a_day, metavar="DATE", help="dernier jour (aujourd'hui)")
    parser.add_argument(
        "--territoire",
        action="extend",
        nargs="+",
        default=[],
        metavar="CODE",
        help="commune (INSEE) ou QPV ; plusieurs possibles ; tout le territoire par défaut",
    )
    parser.add_argument(
        "--base",
        choices=("residence", "lieu"),
        default="residence",
        help="compte à la résidence de la personne ou au lieu de l'atelier",
    )


def _add_territory(parser: FrenchParser) -> None:
    subparsers = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    grid = subparsers.add_parser("grid", help=GRID, description=GRID)
    grid.set_defaults(run=territory.grid)
    grid.add_argument(
        "path",
        type=Path,
        nargs="?",
        metavar="FICHIER.csv",
        help="carreaux de population de l'INSEE (Filosofi)",
    )
    grid.add_argument(
        "--remove", action="store_true", help="retire les carreaux : population répartie sur la surface"
    )


def _fail(error: InclusionError, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code
