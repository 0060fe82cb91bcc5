"""Text in, attributed claims out."""
