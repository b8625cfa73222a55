"""Texts for the ear as the whole installation has them."""

from knowledge.spoken import aloud, for_ear


class SpokenEar:
    """Speaks through ``knowledge.spoken``."""

    def aloud(self, text: str) -> str:
        """Return a text as it is read aloud: numbers in words."""
        return aloud(text)

    def for_ear(self, spoken: str, limit: int) -> str:
        """Return what has to be known in whole sentences; empty where there is no room for that."""
        return for_ear(spoken, limit)
