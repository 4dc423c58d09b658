"""Views on the tables that several layers look through: whom words mean, and who does what in a sentence."""
