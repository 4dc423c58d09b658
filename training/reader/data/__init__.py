"""Published corpora as training documents."""
