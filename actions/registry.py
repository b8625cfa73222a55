"""Every action of the dialogue, ready for Rasa's executor."""

from rasa_sdk.executor import ActionExecutor

from actions.answer_aspect import AnswerAspect
from actions.answer_policy import AnswerPolicy, DefaultFallback
from actions.apply_disclosure import ApplyDisclosure
from actions.base import DeskAction
from actions.calculate_fee import CalculateFee, CancelForm, ValidateFeeForm
from actions.choose_region import ChooseRegion
from actions.desk import Desk
from actions.emergency import Emergency
from actions.feedback import Feedback
from actions.handoff import Handoff
from actions.smalltalk import Smalltalk

_DESK_ACTIONS: tuple[type[DeskAction], ...] = (
    AnswerAspect,
    AnswerPolicy,
    ApplyDisclosure,
    CalculateFee,
    CancelForm,
    ChooseRegion,
    DefaultFallback,
    Emergency,
    Feedback,
    Handoff,
    Smalltalk,
)


def build_executor(desk: Desk) -> ActionExecutor:
    """Return an executor that knows every action of ``domain.yml``."""
    executor = ActionExecutor()
    for action in _DESK_ACTIONS:
        executor.register_action(action(desk))
    executor.register_action(ValidateFeeForm(desk))
    return executor
