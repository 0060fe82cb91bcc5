"""What a clash is and how it is decided; free of transport and of models."""
