"""The reader: a page on this computer that shows a story, answers questions about it and takes corrections.

``payloads_*`` say what each request answers, as plain functions of a ``View``; ``library`` and ``shelf`` keep the
stories; ``jobs`` reads books in a process of its own; ``app`` joins them to a web application behind ``security``, and
``serve`` runs it. Starlette and uvicorn come with ``pip install 'diegesis[reader]'`` and are imported nowhere else.
"""
