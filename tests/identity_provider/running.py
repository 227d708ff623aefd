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
CLIENT_ID, CLIENT_SECRET = "tableau", "un-secret-partage-entre-deux-processus-de-test"
READERS = '[oidc.readers]\n"agglo.exemple.fr" = "lecteur"\n"lou.martin@agglo.exemple.fr" = "chef_projet"\n'


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


def choose(address, who="elue", fault=""):
    """Tell the provider whom to sign in, and how to lie."""
    requests.post(f"{address}/choisir", params={"qui": who, "faute": fault}, timeout=10)


def trust(folder, address):
    """Make the provider known to an installation, its secret in a file of its own."""
    secret = folder / "secret-oidc"
    secret.write_text(CLIENT_SECRET)
    secret.chmod(0o600)
    (folder / "inclusion.toml").write_text(
        f'[oidc]\nissuer = "{address}"\nclient_id = "{CLIENT_ID}"\nscopes = "openid email profile"\n'
        f'acr_values = "eidas1"\nlabel = "ProConnect"\nemail_always_verified = true\n'
        f'client_secret_file = "{secret}"\n{READERS}'
    )


def _answers(address):
    try:
        return requests.get(f"{address}/jwks.json", timeout=5).ok
    except requests.ConnectionError:
        return False
