"""The command line: one file per command, each with its click command under the name ``command``."""
