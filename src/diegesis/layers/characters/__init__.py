"""The cast: who is in the story under how many names, who tells it, and who was refused.

Method: names of people (found by the entities layer) are taken apart into titles, first names and surnames. Full
names come first; titles with surnames, titles with first names and single words then join the one they fit, or start
a person of their own. *Mr.* never joins *Mrs.*, *Mrs. Vale* joins *Ann Vale* only where nobody calls her *Miss Vale*,
a general is no captain, and two forms that stand together in one sentence time and again are two people. Gender comes
from titles, from the first name, from the pronouns that follow and, with the trained reader, from those that it leads
back to the name; where these do not agree it stays unknown. Noun phrases that the narration sets beside one name
(*Mrs. Orme, the housekeeper*; *Tom was the pilot*) are aliases of its bearer. Others that are the subject of a speech
tag (*said the waiter*), or definite ones that act beside a line (*The boy put down the cups. "Two forks?"*), are
characters without a name. A chapter whose narration says *I* has a narrator, tied to the name by which the others
call them in the lines beside *I said*, by *my name is* or the answer to a question for it, or by a chapter heading. A
word that the reader alone takes for a name, and that stands only where somebody is called by it, names a narrator
whom no other name fits.

On the novels of PDNC the cast is measured by ``diegesis evaluate pdnc`` (found, split, merged: see
``benchmarks/reports``). Fails on: a father and son who are both *Mr. Vale*, epithets that only the reader knows to be
somebody (*the blonde*), kin words without a name, narrators whom nobody addresses.
"""

from diegesis.layers.characters.annotate import LAYER

__all__ = ["LAYER"]
