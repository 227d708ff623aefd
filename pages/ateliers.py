"""Ateliers : ce qui s'est tenu, qui est venu, ce qui vient."""

from dashboard.exhibits import by_area, by_dimension, monthly, over_time, per_inhabitant
from dashboard.indicators import BY_KEY
from dashboard.key_figures import key_figures
from dashboard.ui import exhibit, figures, filters, page, reading

now = reading.read()
where = now.facts, BY_KEY["participations"], now.selection
keys = (
    "participations",
    "beneficiaires",
    "nouveaux_beneficiaires",
    "ateliers",
    "heures_ateliers",
    "taux_presence",
    "taux_fidelite",
    "taux_remplissage",
    "part_qpv",
    "part_femmes",
)

page.head("Ateliers", now, keys)
figures.strip(key_figures(now.facts, keys, now.selection, now.today), "Les chiffres des ateliers")
page.section("Dans le temps")
exhibit.row(
    [over_time(now.facts, BY_KEY["beneficiaires"], now.selection, now.today), monthly(*where, now.today)]
)
page.section("Par quartier")
exhibit.row([by_area(*where), per_inhabitant(*where)], filters.toggle_area)
page.section("Qui est venu")
exhibit.row([by_dimension(*where, "genre"), by_dimension(*where, "tranche_age")])

import polars as pl, streamlit as st
from dashboard.exhibits.listing import Listing
from dashboard.exhibits import table
from dashboard.ui import listing

f = now.facts.workshops.with_columns(id=pl.col("workshop").cast(pl.String))


@st.dialog("Atelier", position="right", width="medium")
def drawer(i):
    st.write(i)


page.section("Liste")
listing.show(
    Listing(
        "ateliers",
        "Ateliers",
        f,
        {
            "date": table.day("Date"),
            "title": table.text("Intitulé"),
            "type": table.text("Type"),
            "registered": table.number("Inscrits"),
        },
    ),
    "date",
    "atelier",
    drawer,
)
