"""Weights of the conversation decoder (see ``layers/speakers``)."""
