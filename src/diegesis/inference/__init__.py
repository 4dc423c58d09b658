"""The reader at work: one pass of a small encoder over a book, and questions to what it has seen.

Nothing here is loaded by ``import diegesis``: onnxruntime, tokenizers and numpy come in when a book is read.
"""
