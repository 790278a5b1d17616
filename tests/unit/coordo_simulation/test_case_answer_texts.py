"""An answer is told as one reads it again later, whatever its kind."""

import pytest
from case_runs import DISCHARGE, load_case
from coordo_simulation.answer import Amount, Answer, pick
from coordo_simulation.answer_texts import NOTHING_GIVEN, describe_answer


def give(lever: float, nuit: float, relais: float) -> Answer:
    amounts = {"lever": lever, "nuit": nuit, "relais": relais}
    return Answer(amounts=tuple(Amount(line=k, amount=v) for k, v in amounts.items()))


@pytest.mark.parametrize(
    ("decision", "answer", "told"),
    [
        ("premier-pas", pick("courrier"), "Attendre le courrier de sortie"),
        ("prevenir", Answer(choices=("accord", "medecin")), "Appeler le cabinet"),
        ("heures", give(10, 0, 6), "Le lever\u202f: toilette, traitement, pesée (10\u00a0h)"),
        ("heures", give(0, 0, 0), NOTHING_GIVEN),
        (
            "veille",
            Answer(order=("lit", "marches", "ordonnance", "piluliers")),
            "1. Faire livrer et monter le lit à hauteur variable\u202f; 2. Essayer l’escalier",
        ),
        ("cahier", Answer(text=" Il lit. "), "«\u202fIl lit.\u202f»"),
    ],
)
def test_an_answer_is_told(decision: str, answer: Answer, told: str) -> None:
    text = describe_answer(load_case(DISCHARGE).get_decision(decision), answer)
    assert text.startswith(told)
    assert text[-1] in ".»"


def test_ticks_are_told_in_the_order_of_the_file_and_lines_given_nothing_are_left_out() -> None:
    case = load_case(DISCHARGE)
    ticks = Answer(choices=("accord", "medecin"))
    told = describe_answer(case.get_decision("prevenir"), ticks)
    assert told.index("cabinet") < told.index("Émile")
    hours = describe_answer(case.get_decision("heures"), give(10, 0, 6))
    assert "La nuit" not in hours
    assert hours.endswith("(6\u00a0h).")
