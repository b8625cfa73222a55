"""A recogniser whose words are put right: what sounds like a term and makes no sense otherwise is that term."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.telephony.port import Recognised, Recogniser, Sound


@dataclass(frozen=True, slots=True)
class MendedRecogniser:
    """``mend`` returns the words put right."""

    recogniser: Recogniser
    mend: Callable[[str], str]

    async def recognise(self, sound: Sound) -> Recognised:
        """Return the words.

        Raises:
            Unavailable: the engine does not answer.
        """
        found = await self.recogniser.recognise(sound)
        return replace(found, text=self.mend(found.text))
