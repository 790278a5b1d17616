"""Says in French what was proposed, what a repair changes, and what is proven of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.rota import DAY_NAMES
from coordo_simulation.rota_words import count, format_hour, format_minutes, name_visit

if TYPE_CHECKING:
    from coordo_simulation.rota import Service
    from coordo_simulation.rota_propose import Proposal
    from coordo_simulation.rota_repair import Change, Orphan, Repair
    from coordo_simulation.rota_waiting import Detour


def tell_proposal(service: Service, proposal: Proposal) -> tuple[str, ...]:
    """Say what a proposal covers, its distance, its bound and its gap."""
    if proposal.status == "rien":
        return ("Aucun planning n’a été trouvé dans le temps de calcul prévu.",)
    total, missed = len(service.visits), len(proposal.uncovered)
    has = "a" if total - missed <= 1 else "ont"
    covered = (
        f"Sur {count(total, 'visite')}, {total - missed} {has} quelqu’un, sans enfreindre de règle."
    )
    lines = [covered]
    if missed:
        lines.append(_tell_missed(missed, proposal.least_uncovered))
    lines.append(_tell_distance(proposal))
    if proposal.detour:
        lines += _tell_detour(proposal.detour)
    return tuple(set_spaces(line) for line in lines)


def _tell_distance(proposal: Proposal) -> str:
    """Say the distance, the smallest one found where it is another, and what is proven of it."""
    said = f"Distance aux contrats, aux souhaits et aux habitudes : {_hours(proposal.cost)}."
    if proposal.nearest < proposal.cost:
        said += f" Le plus proche que le calcul ait trouvé est à {_hours(proposal.nearest)}."
    if proposal.status == "optimal":
        return f"{said} C’est prouvé : aucun planning conforme ne fait mieux."
    gap = format_quantity(proposal.gap * 100, "%")
    return (
        f"{said} Aucun planning conforme ne peut descendre sous {_hours(proposal.bound)} : "
        f"entre les deux, un écart de {gap} que le calcul n’a pas fermé."
    )


def _tell_detour(detour: Detour) -> list[str]:
    """Say what was given away for less waiting, by which choice; nothing where nothing was."""
    if detour.wait >= detour.wait_before:
        return []
    price = "sans s’éloigner davantage"
    if detour.distance > 0:
        price = f"pour {format_minutes(detour.distance)} de plus"
    waits = [format_minutes(minutes) for minutes in (detour.wait, detour.wait_before)]
    return [
        f"Attente non payée : {waits[0]} au lieu de {waits[1]}, {price}.",
        (
            f"Une heure d’attente y vaut {format_minutes(detour.weight)} de distance : c’est un "
            "choix, non une règle, et rien ne prouve que l’on ne peut pas attendre moins."
        ),
    ]


def _tell_missed(missed: int, least: int) -> str:
    left = f"{count(missed, 'visite')} {'reste' if missed == 1 else 'restent'} sans personne."
    if least >= missed:
        return f"{left} C’est prouvé : aucun planning conforme n’en laisse moins."
    return f"{left} Le calcul n’a pas prouvé qu’il en faut plus de {least}."


def _hours(minutes: int) -> str:
    return format_minutes(minutes) if minutes else "aucune"


def tell_repair(repair: Repair) -> tuple[str, ...]:
    """Say how many changes a repair asks, and whether fewer would do."""
    if repair.status == "rien":
        return ("Aucune réparation n’a été trouvée dans le temps de calcul prévu.",)
    number = len(repair.changes)
    if not number and not repair.orphans:
        return ("Rien à réparer\u202f: aucune règle n’est enfreinte.",)
    if not number:
        missed = _tell_missed(len(repair.orphans), repair.least_uncovered)
        return (set_spaces(f"Aucun changement n’améliore ce planning. {missed}"),)
    forced = sum(change.is_forced for change in repair.changes)
    lines = [
        (
            f"{count(number, 'changement')}, dont {forced} que l’on ne pouvait éviter : absence, "
            "compétence ou heure non convenue."
        )
    ]
    if repair.least_changes >= number:
        lines.append("C’est prouvé : aucune réparation conforme n’en demande moins.")
    else:
        lines.append(f"Le calcul a prouvé qu’il en faut au moins {repair.least_changes}.")
    if repair.orphans:
        lines.append(_tell_missed(len(repair.orphans), repair.least_uncovered))
    return tuple(set_spaces(line) for line in lines)


def tell_change(service: Service, change: Change) -> str:
    """Say one change: the visit, its day, from whom to whom, at what hour."""
    visit = service.visit_by_id[change.visit]
    names = [
        service.caregiver_by_id[each].name if each else "personne"
        for each in (change.before, change.after)
    ]
    said = f"{name_visit(service, visit)}, {DAY_NAMES[visit.day]}"
    start = change.after_start if change.after_start is not None else change.before_start
    hour = format_hour(start if start is not None else visit.start)
    if change.before == change.after:
        return set_spaces(f"{said} : {names[0]}, désormais à {hour}")
    return set_spaces(f"{said}, {hour} : de {names[0]} à {names[1]}")


def tell_orphan(service: Service, orphan: Orphan) -> tuple[str, tuple[str, ...]]:
    """Say that a visit has nobody, and for each caregiver what stops her."""
    visit = service.visit_by_id[orphan.visit]
    said = f"{name_visit(service, visit)}, {DAY_NAMES[visit.day]} à {format_hour(visit.start)}"
    reasons = tuple(
        set_spaces(f"{service.caregiver_by_id[each.caregiver].name} : {' ; '.join(each.reasons)}")
        for each in orphan.takers
    )
    return set_spaces(f"Personne ne peut prendre : {said}"), reasons
