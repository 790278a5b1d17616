"""The monthly model of a home-nursing service that becomes a mixed home-autonomy service.

Every rule is one line of arithmetic that a trainer can read aloud. None of them is law and
none was measured: they are teaching hypotheses, and so are the parameters, which the
scenario file sets. Units: percentages and points on 0-100, money in thousands of euros,
time in hours a week, absences in full-time equivalents.
"""

from collections.abc import Callable, Mapping

from coordo_simulation.effects import Layout
from coordo_simulation.record import Record

MonthlyStep = Callable[[list[float], int], None]

VARIABLES = (
    "confiance",
    "continuite",
    "tresorerie",
    "conformite",
    "ars",
    "departement",
    "heures",
    "absences",
    "partenaire",
    "integration",
    "incertitude",
    "epuisement",
    "dossier",
    "effort-dossier",
    "charges",
    "chantiers",
)


class Parameters(Record):
    """What the scenario file sets; the rule that uses each one says what it means."""

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
    layout: Layout, parameters: Mapping[str, float], first_month: int
) -> MonthlyStep:
    """Return the step; ``first_month`` is the calendar month (1-12) of month index 0."""
    rules = Parameters(**dict(parameters))
    at = tuple(layout.index[name] for name in VARIABLES)
    clamp = layout.clamp

    def step(values: list[float], month: int) -> None:
        before = [values[position] for position in at]
        season = _season(rules, (first_month - 1 + month) % 12 + 1)
        after = advance(rules, before, month, season)
        for position, value in zip(at, after, strict=True):
            values[position] = clamp(position, value)

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
