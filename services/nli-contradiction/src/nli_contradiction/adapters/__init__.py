"""The outbound edge: models in ONNX Runtime or PyTorch, tokenisers, model folders."""
