"""Errors of building the offline model.

Unavailable
└── SourceMissing       a package that carries the model is not installed
InvalidInput
└── SourceRejected      the package's file is not the one that was reviewed, or cannot be read
"""

from knowledge.errors import InvalidInput, Unavailable


class SourceMissing(Unavailable):
    """A package that carries the embedding model is not installed."""

    code = "model_source_missing"


class SourceRejected(InvalidInput):
    """A file of the embedding model is not the reviewed one."""

    code = "model_source_rejected"
