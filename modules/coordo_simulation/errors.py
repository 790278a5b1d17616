"""Why a run cannot be played; every message is French and fit to be shown."""


class RunError(ValueError):
    """A run does not fit its scenario."""


class ScenarioMismatchError(RunError):
    """The run belongs to another scenario, or to another version of it."""


class UnknownDecisionError(RunError):
    """A run decides something that is not asked at that step."""


class UnknownChoiceError(RunError):
    """A run names something that the decision does not offer."""


class UnavailableChoiceError(RunError):
    """A run chooses something that the situation does not allow at that step."""


class WrongKindError(RunError):
    """A run answers a decision in the way of another kind."""


class IncompleteAnswerError(RunError):
    """An answer leaves something out, says it twice, or is too short or too long."""


class ForbiddenAnswerError(RunError):
    """An answer puts together what cannot be."""


class BudgetError(RunError):
    """An allocation breaks its budget, the bounds of a line, or its step."""


class ClosedItemError(RunError):
    """A run opens something that cannot be opened then."""
