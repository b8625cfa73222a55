"""A sentence-transformers folder from the weights and the tokenizer."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from knowledge.embedding.offline.bert_weights import weights
from knowledge.embedding.offline.packed_file import PackedFile

PROMPTS = {"query": "query: ", "passage": "passage: "}
MAX_TOKENS = 512
PADDING_ID = 1
READABLE = 0o644  # safetensors keeps its files to their writer, but the service may run as another user
SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}


def build(packed: Path, tokenizer: Path, parts: Path, target: Path) -> None:
    """Write the model into ``target``, its weights as bfloat16; ``parts`` takes what is needed on the way.

    Raises:
        SourceRejected: ``packed`` is damaged or is another network.
    """
    network = _network(PackedFile.parse(packed.read_bytes()))
    torch.nn.Module.to(network, torch.bfloat16)
    network.save_pretrained(parts)
    _tokenizer(tokenizer).save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=MAX_TOKENS)
    modules = [transformer, Pooling(transformer.get_embedding_dimension(), "mean"), Normalize()]
    SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").save(str(target), create_model_card=False)
    for weights_file in target.glob("*.safetensors"):
        weights_file.chmod(READABLE)


def _network(file: PackedFile) -> BertModel:
    network = BertModel(_config(file))
    tensors = {name: torch.from_numpy(values) for name, values in weights(file).items()}
    network.load_state_dict(tensors)
    return network


def _config(file: PackedFile) -> BertConfig:
    size = file.dimensions
    return BertConfig(
        vocab_size=size.vocabulary,
        hidden_size=size.hidden,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        intermediate_size=size.feed_forward,
        max_position_embeddings=size.positions,
        type_vocab_size=size.token_types,
        layer_norm_eps=file.epsilon,
        pad_token_id=PADDING_ID,
    )


def _tokenizer(file: Path) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # the library leaves it untyped
        tokenizer_file=str(file), model_max_length=MAX_TOKENS, **SPECIAL_TOKENS
    )
