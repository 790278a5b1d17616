"""The monthly model of a home-nursing service that becomes a mixed home-autonomy service.

Every rule is one line of arithmetic that a trainer can read aloud. None of them is law and
none was measured: they are teaching hypotheses, and so are the parameters, which a
scenario file may change. Units: percentages and points on 0-100, money in thousands of euros,
time in hours a week, absences in full-time equivalents.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from coordo_simulation.declaration import Declaration, Parameter, Quantity, suppose
from coordo_simulation.effects import Layout
from coordo_simulation.record import Record

SOURCE = "Réglé pour le cas « Soixante places et une échéance » ; aucune mesure."


def _count(name: str, label: str, unit: str, bounds: tuple[float, float], text: str) -> Quantity:
    return Quantity(
        id=name, label=label, unit=unit, minimum=bounds[0], maximum=bounds[1], help=text
    )


def _suppose(
    name: str, label: str, unit: str, value: float, bounds: tuple[float, float]
) -> Parameter:
    return suppose(name, label, value, *bounds, unit, source=SOURCE)


SAD_TRANSFORMATION = Declaration(
    id="sad-transformation",
    title="Un SSIAD qui devient un service autonomie à domicile",
    summary=(
        "Mois après mois, ce que les absences font à la continuité et aux comptes, ce que "
        "l’incertitude fait à la confiance, ce que le travail commun fait à la conformité."
    ),
    step="mois",
    state=(
        _count("confiance", "Confiance de l’équipe", "pts", (0, 100), "Ce que l’équipe croit."),
        _count("continuite", "Continuité", "%", (0, 100), "Visites tenues par un visage connu."),
        _count("tresorerie", "Trésorerie", "k€", (-1000, 1000), "Ce qui reste en banque."),
        _count("conformite", "Conformité", "%", (0, 100), "Points de l’autodiagnostic tenus."),
        _count("ars", "Crédit auprès de l’ARS", "pts", (0, 100), "Elle lit un calendrier."),
        _count("departement", "Crédit du département", "pts", (0, 100), "Il lit qui est servi."),
        _count("heures", "Heures de la coordination", "h/sem.", (0, 90), "Semaines réelles."),
        _count("absences", "Postes absents", "ETP", (0, 20), "Arrêts et postes vacants."),
        _count("partenaire", "Confiance du partenaire", "pts", (0, 100), "Ce qu’il croit."),
        _count("integration", "Travail commun", "pts", (0, 100), "Ce que l’on fait ensemble."),
        _count("incertitude", "Incertitude", "pts", (0, 100), "Ce que chacun ignore de demain."),
        _count("epuisement", "Fatigue", "pts", (0, 100), "S’accumule au-dessus du seuil."),
        _count("dossier", "Avancement de la demande", "%", (0, 100), "D’un dossier complet."),
        _count("effort-dossier", "Avancement visé", "pts/mois", (0, 100), "Visé chaque mois."),
        _count("charges", "Dépenses de projet", "k€/mois", (0, 100), "Payées chaque mois."),
        _count("chantiers", "Heures des chantiers", "h/sem.", (0, 60), "Prises sur la semaine."),
    ),
    parameters=(
        _suppose("absences_de_base", "Absences d’un mois ordinaire", "ETP", 1.35, (0, 5)),
        _suppose("absences_par_point_de_defiance", "Absences de plus par point de confiance "
                 "sous 62", "ETP/pt", 0.05, (0, 0.3)),
        _suppose("absences_d_hiver", "Absences de plus l’hiver", "ETP", 0.9, (0, 4)),
        _suppose("absences_d_ete", "Absences de plus l’été", "ETP", 0.4, (0, 4)),
        _suppose("marge_mensuelle", "Marge d’un mois sans aléa", "k€", 1.2, (-10, 10)),
        _suppose("cout_d_un_remplacement", "Coût d’un remplacement", "k€/ETP", 2.8, (0, 10)),
        _suppose("perte_par_point_de_discontinuite", "Recette perdue par point de continuité "
                 "sous 85", "k€/pt", 0.45, (0, 3)),
        _suppose("heures_de_base", "Semaine sans chantier ni absence", "h/sem.", 36.5, (20, 48)),
        _suppose("heures_par_absence", "Heures de plus par poste absent", "h/ETP", 1.7, (0, 6)),
        _suppose("seuil_de_fatigue", "Semaine au-delà de laquelle la fatigue s’accumule",
                 "h/sem.", 43.0, (30, 60)),
        _suppose("rythme_attendu_du_dossier", "Avancement que l’ARS attend", "pts/mois", 7.5,
                 (0, 30)),
    ),
)  # fmt: skip

VARIABLES = tuple(quantity.id for quantity in SAD_TRANSFORMATION.state)


class Parameters(Record):
    """The parameters by name; the rule that uses each one says what it means."""

    absences_de_base: float
    absences_par_point_de_defiance: float
    absences_d_hiver: float
    absences_d_ete: float
    marge_mensuelle: float
    cout_d_un_remplacement: float
    perte_par_point_de_discontinuite: float
    heures_de_base: float
    heures_par_absence: float
    seuil_de_fatigue: float
    rythme_attendu_du_dossier: float


def bind_sad_transformation(
    layout: Layout, parameters: Mapping[str, float], start: dt.date
) -> Callable[[list[float], int], None]:
    """Return the step; ``start`` is the first day of month 0."""
    rules = Parameters(**dict(parameters))
    at = tuple(layout.index[name] for name in VARIABLES)
    bounds = layout.list_bounds(at)

    def step(values: list[float], month: int) -> None:
        before = [values[position] for position in at]
        season = _season(rules, (start.month - 1 + month) % 12 + 1)
        after = advance(rules, before, month, season)
        for (position, low, high), value in zip(bounds, after, strict=True):
            values[position] = low if value < low else high if value > high else value  # noqa: FURB136  (a call here is a tenth of a run)

    return step


def _season(rules: Parameters, calendar_month: int) -> float:
    if calendar_month in {12, 1, 2}:
        return rules.absences_d_hiver
    return rules.absences_d_ete if calendar_month in {7, 8} else 0.0


def advance(rules: Parameters, before: list[float], month: int, season: float) -> list[float]:
    """Return the variables one month later, in the order of ``VARIABLES``, not yet bounded.

    Each quantity moves part of the way towards what the others lead it to: people do not
    change their minds, nor rotas their holes, in a month.
    """
    (confiance, continuite, tresorerie, conformite, ars, departement, heures, absences,
     partenaire, integration, incertitude, epuisement, dossier, effort, charges,
     chantiers) = before  # fmt: skip

    # Distrust makes people ill, and the seasons do not help.
    defiance = max(0.0, 62.0 - confiance)
    absences_visees = rules.absences_de_base + rules.absences_par_point_de_defiance * defiance
    absences += 0.4 * (absences_visees + season - absences)

    # A missing colleague is a visit moved, or a stranger at the door; working together helps.
    continuite_visee = 93.0 - 4.5 * absences + 0.06 * integration
    continuite += 0.4 * (continuite_visee - continuite)

    # Agency staff costs, visits not made are not paid, projects are paid every month.
    remplacements = rules.cout_d_un_remplacement * max(0.0, absences - 1.0)
    visites_perdues = rules.perte_par_point_de_discontinuite * max(0.0, 85.0 - continuite)
    tresorerie += rules.marge_mensuelle - remplacements - visites_perdues - charges

    # The coordinator makes up for absences and carries the open projects.
    heures_visees = rules.heures_de_base + rules.heures_par_absence * absences + chantiers
    heures += 0.6 * (heures_visees - heures)
    epuisement += 0.8 * (heures - rules.seuil_de_fatigue)

    # A team trusts what it sees: colleagues present, a future said, a coordinator standing.
    confiance_visee = (
        65.0
        - 3.0 * (absences - 1.0)
        - 0.30 * incertitude
        - 0.10 * max(0.0, epuisement - 30.0)
        + 0.08 * (partenaire - 45.0)
    )
    confiance += 0.18 * (confiance_visee - confiance)
    incertitude += 1.0

    # Two services grow together as fast as they trust each other, and apart when hands lack.
    integration += 0.03 * max(0.0, partenaire - 40.0) - 0.3 * max(0.0, absences - 1.5)
    partenaire += 0.08 * (46.0 - partenaire)

    # What is written wears out unless it is practised together; disorder undoes the rest.
    vecu = 40.0 + 0.4 * integration
    conformite += 0.012 * integration - 0.10 * max(0.0, conformite - vecu)
    conformite -= 0.05 * max(0.0, 80.0 - continuite)

    # The application advances with the effort given, less when its author is exhausted.
    dossier += effort * (1.0 - 0.006 * epuisement)

    # Credit erodes. The ARS reads a calendar; the department reads who is still served.
    attendu = rules.rythme_attendu_du_dossier * max(0.0, month - 3.0)
    ars -= 0.2 + 0.06 * max(0.0, attendu - dossier)
    departement -= 0.2 + 0.07 * max(0.0, 86.0 - continuite)

    return [confiance, continuite, tresorerie, conformite, ars, departement, heures, absences,
            partenaire, integration, incertitude, epuisement, dossier, effort, charges,
            chantiers]  # fmt: skip
