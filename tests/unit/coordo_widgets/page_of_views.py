"""What docs/modeles/vues.md quotes: the keys of each view, and what its example says."""

from __future__ import annotations

from pathlib import Path

from coordo_widgets.view_data import find_view

PATH = Path(__file__).parents[3] / "docs" / "modeles" / "vues.md"
PAGE = PATH.read_text(encoding="utf-8") if PATH.is_file() else ""
SHOWN = {
    "consent_path": "un acte, et ce que l’on sait de la personne",
    "control_chart": "des séries de points, un changement daté",
    "deliberation_field": "une question, des options, ce qui s’est dit",
    "disclosure_gate": "des personnes, ce que l’on pourrait dire",
    "event_duties": "un événement, ce qu’il oblige à faire",
    "event_fishbone": "un événement et son analyse",
    "has_scoring_board": "des critères et la cotation de leurs éléments",
    "indicator_card_view": "des fiches d’indicateur et leurs relevés",
    "interface_queue_figure": "une file entre l’hôpital et le domicile",
    "pathway_ribbon": "une personne, son entourage, des plans",
    "risk_matrix": "un registre de risques",
    "ssiad_figure": "une file active, groupe par groupe",
    "rota_board": "une semaine de visites, qui vient, le planning fait à la main",
    "rounds_map": "un matin de visites, les tournées telles qu’elles se font",
}


def build_rows(kinds):
    """A row of the table for each view: what it shows, the keys that it must find, the others."""
    rows = []
    for name, kind in sorted(kinds.items()):
        fields = kind.model.model_fields
        needed = [f"`{key}`" for key, each in fields.items() if each.is_required()]
        others = [f"`{key}`" for key, each in fields.items() if not each.is_required()]
        told = (f"`{name}`", SHOWN[name], ", ".join(needed), ", ".join(others) or "aucune")
        rows.append(f"| {' | '.join(told)} |")
    return rows


def build_said(folder):
    """The title and two sentences for the first risk; the title for the second."""
    figure = find_view("risk_matrix").open("registre", folder)
    first = figure.build_still("wide")
    figure.show(1, {"risk": "nuit"}, "wide")
    return (first.title, *first.answer[:2], figure.view["title"])
