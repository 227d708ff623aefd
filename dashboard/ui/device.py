"""A device in its drawer: what it is, where it stands, its history."""

import streamlit as st

from dashboard.devices.inventory import device
from dashboard.exhibits import Listing
from dashboard.ui.listing import Opened
from dashboard.ui.rendering import show


def drawer(listing: Listing) -> Opened:
    """Return what opens a device of the list."""

    @st.dialog("Appareil", position="right", width="medium")
    def opened(asked: str) -> None:
        show("device.html", device=device(listing, asked))

    return opened
