"""Only what clearly is not English is refused."""

from __future__ import annotations

import pytest

from diegesis.errors import NotEnglish
from tests.sources.checks import opened
from tests.sources.make_files import GUTENBERG_FOOTER, GUTENBERG_HEADER, LONG_ENGLISH

OTHERS = {
    "German": "Als der Zug in den kleinen Bahnhof einfuhr, stand sie schon am Fenster und sah hinaus. Der Mann in dem"
    " grauen Mantel hatte sie nicht gesehen, aber er war da, und es war so kalt, dass er die Hände in die Taschen"
    " steckte. Was will er hier, dachte sie, und warum ist er allein? ",
    "French": "Quand le train entra dans la petite gare, elle était déjà à la fenêtre et regardait dehors. L’homme au"
    " manteau gris ne l’avait pas vue, mais il était là, et il faisait si froid qu’il gardait les mains dans ses"
    " poches. Que veut-il ici, se dit-elle, et pourquoi est-il seul? ",
    "Latin": "In illo tempore erat in urbe vir quidam, cui nomen Marcus, et uxor eius cum filiis ad mare ibat. Quod"
    " cum vidisset senex, dixit se numquam tam laetos homines in via conspexisse, sed nihil ad haec respondit femina. ",
    "Russian": "Когда поезд подошёл к маленькой станции, она уже стояла у окна и смотрела на улицу. Человек в сером"
    " пальто её не видел, но он был там, и было так холодно, что он держал руки в карманах. Что ему здесь нужно? ",
    "Spanish": "Cuando el tren entró en la pequeña estación, ella ya estaba junto a la ventana y miraba hacia fuera."
    " El hombre del abrigo gris no la había visto, pero estaba allí, y hacía tanto frío que tenía las manos en los"
    " bolsillos. ",
    "Dutch": "Toen de trein het kleine station binnenreed, stond ze al bij het raam en keek naar buiten. De man in de"
    " grijze jas had haar niet gezien, maar hij was er, en het was zo koud dat hij zijn handen in zijn zakken hield. ",
}
ENGLISH = {
    "dialect": "“Aye, weel, ye ken he’s no’ a bad lad,” said auld Tam. “But he winna dae whit he’s tellt, an’ his"
    " mither’s fair scunnered wi’ it. Gie him a wheen years, an’ ye’ll see. Whaur’s he awa’ tae noo?” ",
    "verse": "The moon was on the water,\nAnd the water on the sand,\nAnd I was my father’s daughter\nWith a lantern in"
    " my hand.\n",
    "names": "Abel Crane, Nora Vale, Tobias Finch and Marguerite Delacroix-Hartnell met Ivan Petrovich Sokolov, Wu"
    " Zhengming, Aoife Ní Bhriain and Jean-Luc Moreau at the Hôtel Étoile. Then Petrovich greeted Nora Vale. ",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_refused(language: str) -> None:
    with pytest.raises(NotEnglish, match="not English"):
        opened((OTHERS[language] * 12).encode(), "book.txt")


@pytest.mark.parametrize("manner", ENGLISH)
def test_unusual_english_is_read(manner: str) -> None:
    assert opened((ENGLISH[manner] * 20).encode(), "book.txt").text


def test_a_short_text_is_never_refused() -> None:
    assert opened(OTHERS["German"].encode(), "note.txt").text


def test_an_english_licence_does_not_make_a_german_book_english() -> None:
    with pytest.raises(NotEnglish):
        opened((GUTENBERG_HEADER + OTHERS["German"] * 40 + GUTENBERG_FOOTER).encode(), "pg.txt")


def test_the_stated_language_does_not_decide() -> None:
    page = f'<!doctype html><html lang="de"><body><p>{LONG_ENGLISH}</p></body></html>'
    assert opened(page.encode(), "page.html").language == "de"
