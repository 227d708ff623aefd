"""argparse in French: headings, help and the errors a user can meet."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

WRONG_USAGE = 2

_ERRORS = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"argument (.+?): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.+?): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        r"\1 : \2 n'est pas un choix possible (choix : \3)",
    ),
    (r"argument (.+?): invalid int value: (.+)", r"\1 : \2 n'est pas un nombre entier"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 : n'attend pas de valeur (reçu \2)"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 ne va pas avec \2"),
    (r"unrecognized arguments: (.+)", r"inconnu : \1"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 est ambigu : \2"),
    (r"argument (.+?): (.+)", r"\1 : \2"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """An ArgumentParser whose every sentence is French; wrong usage exits with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        for english, french in _ERRORS:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, french, message, flags=re.DOTALL)
                break
        sys.stderr.write(f"{self.format_usage()}{self.prog} : erreur : {message}\n")
        raise SystemExit(WRONG_USAGE)
