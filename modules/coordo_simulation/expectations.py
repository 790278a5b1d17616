"""Says in French what a pydantic fault expected."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

_TEMPLATES = {
    "missing": "cette clé, obligatoire ici",
    "extra_forbidden": "aucune clé de ce nom (faute de frappe ?)",
    "string_type": "un texte entre guillemets",
    "string_pattern_mismatch": "un texte de la forme {pattern}",
    "string_too_short": "un texte d'au moins {min_length} caractère(s)",
    "string_too_long": "un texte d'au plus {max_length} caractères",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "int_from_float": "un nombre entier",
    "float_type": "un nombre",
    "float_parsing": "un nombre",
    "finite_number": "un nombre fini",
    "decimal_parsing": "un nombre décimal entre guillemets, avec un point (« 24.58 »)",
    "decimal_type": "un nombre décimal entre guillemets, avec un point (« 24.58 »)",
    "decimal_max_digits": "un nombre d’au plus {max_digits} chiffres",
    "decimal_max_places": "un nombre d’au plus {decimal_places} décimales",
    "bool_type": "true ou false",
    "bool_parsing": "true ou false",
    "list_type": "une liste (des lignes qui commencent par « - »)",
    "tuple_type": "une liste (des lignes qui commencent par « - »)",
    "dict_type": "des clés et leurs valeurs",
    "model_type": "des clés et leurs valeurs",
    "model_attributes_type": "des clés et leurs valeurs",
    "date_type": "une date AAAA-MM-JJ",
    "date_parsing": "une date AAAA-MM-JJ",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ",
    "literal_error": "l'une des valeurs {expected}",
    "enum": "l'une des valeurs {expected}",
    "union_tag_invalid": "un {discriminator} parmi {expected_tags}",
    "union_tag_not_found": "une clé {discriminator} qui dit le type",
    "too_short": "au moins {min_length} élément(s), et non {actual_length}",
    "too_long": "au plus {max_length} élément(s), et non {actual_length}",
    "greater_than": "un nombre supérieur à {gt}",
    "greater_than_equal": "un nombre supérieur ou égal à {ge}",
    "less_than": "un nombre inférieur à {lt}",
    "less_than_equal": "un nombre inférieur ou égal à {le}",
    "url_parsing": "une adresse https://…",
}


_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "des minuscules sans accent, des chiffres et des tirets",
    r"^[a-z0-9]+([-_][a-z0-9]+)*$": "des minuscules sans accent, des chiffres, « - » ou « _ »",
    r"^[a-z0-9]+(_[a-z0-9]+)*$": "des minuscules sans accent, des chiffres et « _ »",
    r"^\d+(\.\d+)*$": "des nombres séparés par des points (« 1.2 »)",
    r"^https?://\S+$": "une adresse https://…",
}
"""What the commonest patterns mean to somebody who does not read them."""


def describe_expectation(detail: ErrorDetails) -> str:
    """Return the French expectation of one pydantic fault.

    A validator of ours raises ValueError with a French sentence, which is shown as it is.
    """
    context: Mapping[str, Any] = detail.get("ctx", {})
    if detail["type"] in {"value_error", "assertion_error"}:
        return str(context.get("error", detail["msg"]))
    template = _TEMPLATES.get(detail["type"])
    if not template:
        return detail["msg"]
    if context.get("pattern") in _FORMS:
        return _FORMS[context["pattern"]]
    return template.format(**{key: _write(value) for key, value in context.items()}).replace(
        "' or '", "' ou '"
    )


def _write(value: Any) -> Any:  # noqa: ANN401  (a bound, or words)
    """Write a bound the French way; words stay as they are."""
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return f"{value:g}".replace(".", ",") if is_number else value
