"""Errors of embedding.

Unavailable
└── ModelUnusable       the model that the settings name cannot be loaded
"""

from knowledge.errors import Unavailable


class ModelUnusable(Unavailable):
    """The embedding model cannot be loaded."""

    code = "embedding_model_unusable"
