"""What a trainee is told of the model of a case: its rules where the case writes them."""

from coordo_simulation.case_models import MODELS, CaseModel
from coordo_simulation.case_rules_reach import write_number
from coordo_simulation.case_rules_words import EVERY, tell_rule
from coordo_simulation.case_schema import ScenarioFields
from coordo_simulation.declaration import Parameter
from coordo_simulation.french import set_spaces


def tell_model(scenario: ScenarioFields) -> str:
    """Return a French note in Markdown, empty where the case says all there is to say."""
    model = MODELS[scenario.model.name]
    if model.is_open:
        return _tell_rules(scenario, model)
    return _tell_caution(scenario, model) if model.caution else ""


def _tell_rules(scenario: ScenarioFields, model: CaseModel) -> str:
    variables = {each.id: each for each in (*scenario.indicators, *scenario.variables)}
    told = [tell_rule(rule, variables, model.unit) for rule in scenario.model.rules]
    start = (
        f"{EVERY[model.unit].capitalize()}, les règles du calcul lisent ensemble l’état où vos "
        "décisions l’ont laissé, puis tout avance d’un pas. Aucune valeur ne sort de ses bornes : "
        "ce qui les dépasserait est perdu, sauf ce qui passe d’une quantité à une autre, qui "
        "reste alors où il est."
    )
    return "\n\n".join((set_spaces(start), "\n".join(f"- {rule}" for rule in told)))


def _tell_caution(scenario: ScenarioFields, model: CaseModel) -> str:
    changed = [
        _tell_parameter(parameter, scenario.model.parameters[parameter.id])
        for parameter in model.declaration.parameters
        if parameter.id in scenario.model.parameters
    ]
    if not changed:
        return model.caution
    start = "Ce que ce cas y règle :"
    return "\n\n".join((model.caution, set_spaces(start), "\n".join(changed)))


def _tell_parameter(parameter: Parameter, value: float) -> str:
    unit = f"\u00a0{parameter.unit}" if parameter.unit else ""
    return set_spaces(f"- {parameter.label} : {write_number(value)}{unit} ({parameter.standing}).")
