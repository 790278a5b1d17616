"""The neutral models: a step of time and nothing else; what moves, and why, is in each case."""

from coordo_simulation.declaration import Declaration, Quantity
from coordo_simulation.periods import Unit


class OpenDeclaration(Declaration):
    """A model whose state is the variables of each case, and whose rules the case writes."""

    state: tuple[Quantity, ...] = ()


def _declare(name: str, unit: Unit) -> OpenDeclaration:
    return OpenDeclaration(
        id=name,
        title=f"Des règles écrites dans le cas, un pas par {unit}",
        summary=(
            "Rien ne bouge que par les règles du cas : des ajouts, des retours vers une cible, "
            "des passages d’une quantité à une autre. Chacune dit pourquoi."
        ),
        step=unit,
        parameters=(),
    )


OPEN_MODELS = (
    _declare("regles-par-jour", "jour"),
    _declare("regles-par-semaine", "semaine"),
    _declare("regles-par-mois", "mois"),
)
