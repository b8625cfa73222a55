"""Errors of the whole project.

YihaodaError
├── InvalidInput          what the caller sent cannot be used
│   └── (documents, evaluation files, settings … subclass it where the cause is worth a name)
├── NotFound              the thing named does not exist
├── Conflict              the thing changed, or exists already
├── NotAllowed            the caller may not do this
└── Unavailable           something this depends on is not there (rasa, database, model)

Every error has a stable ``code`` (part of the HTTP and command line contract), one clear sentence with the cause,
and where there is one a ``remedy`` the reader can act on.
"""

from typing import ClassVar


class YihaodaError(Exception):
    """Something went wrong in a way that was foreseen."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str | None = None, *, remedy: str = "") -> None:
        self.message = message or (self.__doc__ or "").strip()
        self.remedy = remedy
        super().__init__(self.message)


class InvalidInput(YihaodaError):
    """The input cannot be used."""

    code = "invalid_input"


class NotFound(YihaodaError):
    """There is no such thing."""

    code = "not_found"


class Conflict(YihaodaError):
    """The thing was changed by somebody else, or exists already."""

    code = "conflict"


class NotAllowed(YihaodaError):
    """This is not allowed."""

    code = "not_allowed"


class Unavailable(YihaodaError):
    """A service this depends on does not answer."""

    code = "unavailable"
