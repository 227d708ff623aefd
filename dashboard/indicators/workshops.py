"""Ateliers."""

import narwhals as nw

from dashboard.indicators.declaration import Aggregate, Distinct, Indicator, Pillar, Population, Unit
from dashboard.indicators.facts import ATTENDANCE, FIRST_ATTENDANCE, WORKSHOPS
from dashboard.selection import Basis
from data_access.vocabulary import GENDERS, HELD, OUTSIDE_QPV, OUTSIDE_TERRITORY, PRESENT

SOURCE = "Classeur de suivi, feuilles « ateliers » et « presences »"
WHERE_AND_WHEN = ("mois", "commune", "qpv")
WHAT = ("type", "thematique")
PERSONAL = (*WHERE_AND_WHEN, "genre", "tranche_age", "statut_social", *WHAT)
PLACE_ONLY = frozenset({Basis.PLACE})

is_held = nw.col("status") == HELD
has_hours = is_held & ~nw.col("minutes").is_null()
has_capacity = is_held & ~nw.col("capacity").is_null()
is_present = nw.col("presence") == PRESENT
is_identified = ~nw.col("person").is_null()
seen = is_present & is_identified
headcount = nw.col("headcount").cast(nw.Int64).sum()
people = nw.col("person").n_unique()
in_qpv = ~nw.col("home_qpv").is_null() & ~nw.col("home_qpv").is_in([OUTSIDE_QPV, OUTSIDE_TERRITORY])
in_commune = ~nw.col("home_commune").is_null() & (nw.col("home_commune") != OUTSIDE_TERRITORY)
known_residence = ~nw.col("home_commune").is_null() | in_qpv

attendances = Aggregate(fact=ATTENDANCE, where=is_present, total=headcount)
persons = Distinct("person")
beneficiaries = Aggregate(fact=ATTENDANCE, where=seen, total=people, distinct=persons)

WORKSHOP_INDICATORS = (
    Indicator(
        key="ateliers",
        label="Ateliers tenus",
        unit=Unit.WORKSHOPS,
        pillar=Pillar.WORKSHOPS,
        definition="Nombre d'ateliers tenus dans la période, comptés au lieu de l'atelier.",
        formula="Nombre de lignes « tenu » de la feuille « ateliers ».",
        limits="Un atelier annulé ou encore prévu ne compte pas ; sa durée et son affluence ne jouent pas.",
        source=SOURCE,
        numerator=Aggregate(fact=WORKSHOPS, where=is_held, evidence=is_held, total=nw.len()),
        cumulative=True,
        bases=PLACE_ONLY,
        dimensions=(*WHERE_AND_WHEN, *WHAT),
    ),
    Indicator(
        key="heures_ateliers",
        label="Heures d'atelier",
        unit=Unit.HOURS,
        pillar=Pillar.WORKSHOPS,
        definition="Somme des durées (fin − début) des ateliers tenus qui donnent leurs horaires.",
        formula="Somme de (heure de fin − heure de début) des ateliers « tenu » qui donnent les deux.",
        limits="Les ateliers sans horaires n'y sont pas : le total est alors un minimum.",
        source=SOURCE,
        numerator=Aggregate(
            fact=WORKSHOPS, where=has_hours, evidence=has_hours, total=nw.col("minutes").sum(), divisor=60
        ),
        cumulative=True,
        bases=PLACE_ONLY,
        dimensions=(*WHERE_AND_WHEN, *WHAT),
        decimals=1,
    ),
    Indicator(
        key="participations",
        label="Participations",
        unit=Unit.ATTENDANCES,
        pillar=Pillar.WORKSHOPS,
        definition="Présences aux ateliers tenus : une personne venue trois fois compte trois fois.",
        formula="Somme de « nombre » des lignes « présent » des ateliers tenus.",
        limits="Les groupes anonymes y entrent pour leur nombre ; ce n'est pas un nombre de personnes.",
        source=SOURCE,
        numerator=attendances,
        cumulative=True,
        personal=True,
        dimensions=PERSONAL,
    ),
    Indicator(
        key="beneficiaires",
        label="Bénéficiaires différents",
        unit=Unit.PEOPLE,
        pillar=Pillar.WORKSHOPS,
        definition="Personnes identifiées venues au moins une fois à un atelier tenu dans la période.",
        formula="Nombre de personnes identifiées différentes parmi les lignes « présent » des ateliers "
        "tenus.",
        limits="Les participations anonymes n'y sont pas : leur nombre est donné à côté.",
        source=SOURCE,
        numerator=beneficiaries,
        cumulative=True,
        personal=True,
        dimensions=PERSONAL,
    ),
    Indicator(
        key="participations_anonymes",
        label="dont anonymes",
        unit=Unit.ATTENDANCES,
        pillar=Pillar.WORKSHOPS,
        definition="Participations dont la personne n'est pas identifiée par l'organisateur.",
        formula="Somme de « nombre » des lignes « présent » sans identifiant de personne.",
        limits="Une même personne peut y compter plusieurs fois.",
        source=SOURCE,
        numerator=Aggregate(fact=ATTENDANCE, where=is_present & ~is_identified, total=headcount),
        cumulative=True,
        personal=True,
        dimensions=PERSONAL,
    ),
    Indicator(
        key="nouveaux_beneficiaires",
        label="Nouveaux bénéficiaires",
        unit=Unit.PEOPLE,
        pillar=Pillar.WORKSHOPS,
        definition="Personnes identifiées dont la toute première présence, tous lieux et toutes dates "
        "confondus, tombe dans la période ; le périmètre se juge sur cette première présence.",
        formula="Nombre de personnes identifiées dont la première ligne « présent » (par date, heure, "
        "puis identifiant d'atelier) est datée dans la période.",
        limits="Dépend de la qualité des identifiants donnés par les organisateurs.",
        source=SOURCE,
        numerator=Aggregate(fact=FIRST_ATTENDANCE, evidence_fact=ATTENDANCE, total=nw.len()),
        cumulative=True,
        personal=True,
        dimensions=PERSONAL,
    ),
    Indicator(
        key="taux_presence",
        label="Taux de présence",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Présents ÷ inscrits, sur les ateliers tenus où l'on s'inscrit.",
        formula="Somme de « nombre » des lignes « présent » ÷ somme de « nombre » de toutes les lignes "
        "× 100, ateliers tenus avec inscription.",
        limits="Ne dit rien des ateliers en accès libre, où les absences ne se notent pas.",
        source=SOURCE,
        numerator=Aggregate(fact=ATTENDANCE, where=nw.col("registration") & is_present, total=headcount),
        denominator=Aggregate(fact=ATTENDANCE, where=nw.col("registration"), total=headcount),
        scale=100,
        personal=True,
        dimensions=PERSONAL,
        decimals=1,
    ),
    Indicator(
        key="taux_remplissage",
        label="Taux de remplissage",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Présents ÷ places offertes, sur les ateliers tenus dont la capacité est connue.",
        formula="Somme de « nombre » des lignes « présent » ÷ somme de « places » × 100, ateliers tenus "
        "dont « places » est rempli.",
        limits="Dépasse 100 % quand un atelier accueille plus de monde que prévu.",
        source=SOURCE,
        numerator=Aggregate(fact=ATTENDANCE, where=is_present & nw.col("has_capacity"), total=headcount),
        denominator=Aggregate(
            fact=WORKSHOPS, where=has_capacity, total=nw.col("capacity").cast(nw.Int64).sum()
        ),
        scale=100,
        personal=True,
        bases=PLACE_ONLY,
        dimensions=(*WHERE_AND_WHEN, *WHAT),
        decimals=1,
    ),
    Indicator(
        key="taux_fidelite",
        label="Bénéficiaires revenus",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Part des bénéficiaires venus à au moins deux ateliers dans la période.",
        formula="Nombre de personnes présentes à 2 ateliers ou plus ÷ nombre de personnes présentes "
        "× 100, personnes identifiées.",
        limits="Plus la période est courte, plus le taux est bas : ne comparer que des périodes égales.",
        source=SOURCE,
        numerator=Aggregate(
            fact=ATTENDANCE,
            where=seen,
            per="person",
            having=nw.col("workshop").n_unique() >= 2,
            total=nw.len(),
            distinct=Distinct("person", times=2, of="workshop"),
        ),
        denominator=beneficiaries,
        scale=100,
        personal=True,
        dimensions=PERSONAL,
        decimals=1,
    ),
    Indicator(
        key="part_qpv",
        label="Part des habitants des QPV",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Participations d'habitants d'un QPV ÷ participations dont la résidence est connue.",
        formula="Somme de « nombre » des lignes « présent » d'habitants d'un QPV ÷ somme de « nombre » "
        "des lignes « présent » dont la commune ou le QPV est rempli × 100.",
        limits="Les résidences non renseignées sont écartées du calcul.",
        source=SOURCE,
        numerator=Aggregate(fact=ATTENDANCE, where=is_present & in_qpv, total=headcount),
        denominator=Aggregate(fact=ATTENDANCE, where=is_present & known_residence, total=headcount),
        scale=100,
        personal=True,
        dimensions=PERSONAL,
        decimals=1,
    ),
    Indicator(
        key="part_femmes",
        label="Part des femmes",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Femmes différentes ÷ personnes différentes dont le genre est connu.",
        formula="Nombre de personnes « féminin » ÷ nombre de personnes dont le genre est rempli × 100, "
        "personnes identifiées et présentes.",
        limits="Les personnes anonymes ou de genre non renseigné n'y sont pas.",
        source=SOURCE,
        numerator=Aggregate(
            fact=ATTENDANCE, where=seen & (nw.col("gender") == GENDERS[0]), total=people, distinct=persons
        ),
        denominator=Aggregate(
            fact=ATTENDANCE, where=seen & ~nw.col("gender").is_null(), total=people, distinct=persons
        ),
        scale=100,
        personal=True,
        dimensions=(*WHERE_AND_WHEN, "tranche_age", "statut_social", *WHAT),
        decimals=1,
    ),
    Indicator(
        key="taux_penetration",
        label="Bénéficiaires pour 1 000 habitants",
        unit=Unit.PER_THOUSAND,
        pillar=Pillar.WORKSHOPS,
        definition="Bénéficiaires qui résident dans le périmètre ÷ sa population × 1 000.",
        formula="Nombre de personnes identifiées et présentes qui habitent le périmètre ÷ habitants du "
        "périmètre × 1 000.",
        limits="Les bénéficiaires venus d'ailleurs ou de résidence inconnue n'y sont pas.",
        source=SOURCE + " ; INSEE, population",
        numerator=Aggregate(
            fact=ATTENDANCE, where=seen & (in_commune | in_qpv), total=people, distinct=persons
        ),
        denominator=Population(),
        scale=1000,
        personal=True,
        bases=frozenset({Basis.RESIDENCE}),
        dimensions=WHERE_AND_WHEN,
        decimals=1,
    ),
    Indicator(
        key="part_exclus_touches",
        label="Part du public éloigné touchée",
        unit=Unit.PERCENT,
        pillar=Pillar.WORKSHOPS,
        definition="Bénéficiaires ÷ habitants éloignés du numérique (population × taux d'exclusion du plan).",
        formula="Nombre de personnes identifiées et présentes ÷ (habitants du périmètre "
        "× taux d'exclusion du plan) × 100.",
        limits="Le taux d'exclusion est une estimation unique pour tout le territoire.",
        source=SOURCE + " ; INSEE, population et estimation de l'illectronisme (2019)",
        numerator=beneficiaries,
        denominator=Population(excluded_only=True),
        scale=100,
        personal=True,
        dimensions=WHERE_AND_WHEN,
        decimals=1,
    ),
)
