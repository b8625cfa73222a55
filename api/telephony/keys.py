"""Keys of the telephone, gathered to what was meant with them."""

import asyncio
from collections.abc import Callable

from api.telephony.limits import KeyRules


class KeyPad:
    """Hands on what was pressed once nothing follows for a while, or nothing can follow."""

    def __init__(self, rules: KeyRules, pressed: Callable[[str], None]) -> None:
        self._rules, self._pressed = rules, pressed
        self._held = ""
        self._timer: asyncio.TimerHandle | None = None

    def press(self, key: str) -> None:
        """Take one key."""
        self.forget_timer()
        first, self._held = not self._held, self._held + key
        alone = first and key in self._rules.at_once
        if alone or key == self._rules.last or len(self._held) >= self._rules.longest:
            self.flush()
        else:
            self._timer = asyncio.get_running_loop().call_later(self._rules.gap_ms / 1000, self.flush)

    def flush(self) -> None:
        """Hand on what is held, the closing key left out where others stand before it."""
        self.forget_timer()
        held, self._held = self._held, ""
        if held:
            self._pressed(held.removesuffix(self._rules.last) or held)

    def forget_timer(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
