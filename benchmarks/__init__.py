"""Speed, memory, growth and hostile files. Run with ``make bench``."""
