"""Intent classification by logistic regression; loads in milliseconds and needs no TensorFlow graph."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.components.logistic import Floats, LogisticModel, LogisticSettings

INTENT_RANKING = "intent_ranking"
RANKING_LENGTH = 5  # the ranking is stored with every turn
MODEL_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LogisticIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents of a message from its dense and sparse sentence features."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Featurizers must come before it in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Neutral settings; the tuned ones are in config.yml."""
        return {"c": 1.0, "dense_weight": 1.0, "sparse_weight": 1.0, "temperature": 1.0, "max_iterations": 300}

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Optional[LogisticModel] = None
    ) -> None:
        self._settings = LogisticSettings(**{name: config[name] for name in self.get_default_config()})
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> LogisticIntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
        **kwargs: object,  # noqa: ARG003 - Rasa's signature
    ) -> LogisticIntentClassifier:
        """A trained classifier from the model archive."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            classifier._model = LogisticModel.load(directory / MODEL_FILE, classifier._settings)
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model to the intent examples and stores it."""
        examples = training_data.intent_examples
        labels = [example.get(INTENT) for example in examples]
        self._model = LogisticModel.fit(*_features(examples), labels, self._settings)
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets ``intent`` and ``intent_ranking``, the most likely first."""
        if self._model is None or not messages:
            return messages
        for message, shares in zip(messages, self._model.probabilities(*_features(messages)), strict=True):
            ranking = [
                {INTENT_NAME_KEY: self._model.labels[index], PREDICTED_CONFIDENCE_KEY: float(shares[index])}
                for index in np.argsort(-shares, kind="stable")[:RANKING_LENGTH]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
        return messages


def _features(messages: List[Message]) -> tuple[Floats, csr_matrix]:
    dense = [message.get_dense_features(TEXT)[1].features for message in messages]
    sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return np.vstack(dense).astype(np.float32), vstack(sparse, format="csr")
