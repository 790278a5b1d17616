"""Why a run cannot be played; every message is French and fit to be shown."""


class RunError(ValueError):
    """A run does not fit its scenario."""


class ScenarioMismatchError(RunError):
    """The run belongs to another scenario or to another version of it."""


class UnknownDecisionError(RunError):
    """A run decides something that is not asked at that step."""


class UnknownChoiceError(RunError):
    """A run chooses something that the decision does not offer."""


class UnavailableChoiceError(RunError):
    """A run chooses something that the situation does not allow at that step."""
