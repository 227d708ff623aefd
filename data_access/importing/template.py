"""The empty workbook: headers, comments, lists, formats, an example row that imports ignore."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data_access.errors import DataError
from data_access.importing.sheets import EXAMPLE, READ_ME, SHEETS, Column, Sheet

LAST_ROW = 20_000
LONGEST_LIST = 250
HEADER = PatternFill("solid", fgColor="1F3A5F")
REQUIRED = PatternFill("solid", fgColor="8A2B0D")
WHITE = Font(bold=True, color="FFFFFF")
GREY = Font(italic=True, color="6B6B6B")
SHADED = PatternFill("solid", fgColor="EFEFEF")

READ_ME_LINES = (
    "Classeur de suivi du plan d'inclusion numérique",
    "",
    "Une feuille par sujet, une ligne par fait. Une feuille laissée vide, ou supprimée, ne change rien.",
    "Fond rouge : colonne obligatoire. Le commentaire de chaque en-tête dit ce qui est attendu.",
    "L'ordre des colonnes est libre. Une colonne inconnue est ignorée et signalée.",
    f"La ligne d'exemple grisée commence par « {EXAMPLE} » : l'import l'ignore. Elle peut rester.",
    "Dates : 12/03/2024. Heures : 14:30 ou 14h30. Montants : 25 560,00. Oui ou non : oui, non.",
    "Communes : code INSEE à cinq chiffres (59392), pas le code postal.",
    "Ne saisissez jamais le nom d'une personne : id_personne et id_foyer sont des identifiants libres, "
    "remplacés à l'import par une empreinte qui ne permet pas de les retrouver.",
    "Importer deux fois le même classeur ne change rien ; une ligne de même clé est mise à jour.",
    "",
)


def template(path: Path) -> None:
    """Write the empty workbook, which reads back as an empty import; raises DataError."""
    workbook = Workbook()
    first = workbook.active
    first.title = READ_ME
    _write_read_me(first)
    for sheet in SHEETS:
        _write_sheet(workbook.create_sheet(sheet.name), sheet)
    try:
        workbook.save(path)
    except OSError as error:
        raise DataError(f"Le classeur ne peut pas être écrit dans {path} ({error.strerror}).") from error


def _write_read_me(page: Worksheet) -> None:
    for line in READ_ME_LINES:
        page.append([line])
    for sheet in SHEETS:
        page.append([f"{sheet.name} : {sheet.help}"])
    page["A1"].font = Font(bold=True, size=14)
    page.column_dimensions["A"].width = 110
    for row in page.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes = "B2"
    for position, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(position)
        page.column_dimensions[letter].width = max(14, len(column.name) + 4)
        page.column_dimensions[letter].number_format = column.kind.number_format
        _write_header(page, position, column)
        _write_example(page, position, column)
        if column.kind.choices:
            _offer_choices(page, letter, column)


def _write_header(page: Worksheet, position: int, column: Column) -> None:
    cell = page.cell(1, position, column.name)
    cell.font, cell.fill = WHITE, REQUIRED if column.required else HEADER
    needed = "Obligatoire." if column.required else "Facultatif."
    text = f"{column.help}\n{needed}\nAttendu : {column.kind.expected}."
    cell.comment = Comment(text, "Tableau d'inclusion", width=360, height=160)


def _write_example(page: Worksheet, position: int, column: Column) -> None:
    value: object = EXAMPLE
    if position > 1:
        typed = isinstance(column.example, str) and column.kind.number_format in {"dd/mm/yyyy", "hh:mm"}
        value = column.kind.parse(column.example) if typed else column.example
    cell = page.cell(2, position, value)
    cell.font, cell.fill = GREY, SHADED
    cell.number_format = column.kind.number_format


def _offer_choices(page: Worksheet, letter: str, column: Column) -> None:
    listed = ",".join(column.kind.choices)
    if len(listed) > LONGEST_LIST:
        raise ValueError(f"liste trop longue pour Excel : {column.name}")
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = column.name, f"Valeurs attendues : {column.kind.expected}."[:225]
    page.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
