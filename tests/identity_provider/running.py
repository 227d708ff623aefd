"""Starts the provider, and tells whether it answers."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
START_S = 60


@contextmanager
def running(client):
    """Yield the address of a provider where the site at `client` is known."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.identity_provider.server", str(port), client]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        deadline = time.monotonic() + START_S
        while not _answers(address):
            assert process.poll() is None, "le fournisseur s'est arrêté"
            assert time.monotonic() < deadline, "le fournisseur ne répond pas"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _answers(address):
    try:
        return requests.get(f"{address}/jwks.json", timeout=5).ok
    except requests.ConnectionError:
        return False
