"""What verbs tell of somebody that lasts: where they live, what they work as, what they lost, that they died."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diegesis.layers.facts import fates, trades
from diegesis.layers.facts.holdings import kind_of
from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.states import drafted
from diegesis.layers.facts.wording import Found
from diegesis.layers.facts.wording import word as word_at
from diegesis.layers.facts.wordlists import belongings
from diegesis.lexicons.load import listed

_RULES: tuple[tuple[str, Callable[[Page, int], Found]], ...] = (
    ("live lives lived living lodged lodges lodging dwelt dwells resides resided boards boarded", fates.live),
    ("come comes came hails hailed", fates.come),
    ("grew grown grow", fates.grow_up),
    ("work works worked working", trades.work),
    ("keep keeps kept", trades.keep),
    ("run runs ran managed manages", trades.run),
    ("own owns owned", trades.own),
    ("teach teaches taught", trades.teach),
    ("sell sells", trades.sell),
    ("mend mends mended repairs repaired builds bakes breeds carves weaves translates edits repair sold", trades.trade),
    ("as", trades.in_the_role),
    ("drive drives drove", trades.drive),
    ("study studies studied studying read reads reading", trades.study),
    ("serve served serves fought", fates.serve),
    ("command commands commanded", trades.command),
    ("limp limps limped limping", fates.limp),
    ("lost", fates.lose),
    ("break broke broken sprained twisted burned burnt hurt injured crushed dislocated fractured wrenched", fates.hurt),
    ("cut cuts", fates.cut),
    ("dye dyed dyes", fates.dye),
    ("died perished drowned", fates.die),
    ("pass passed", fates.pass_away),
    ("marry married marries", fates.marry),
    ("speak speaks spoke understands", fates.speak),
    ("play plays played", fates.play),
    ("can could cannot can't couldn't", fates.can),
    ("fear fears feared dreads dreaded", fates.fear),
    ("wear wears wore wearing worn", fates.wear),
    ("dressed clad", fates.dressed),
    ("stand stands stood measured", fates.stand),
    ("turn turned turns turning reached pushing nearing approaching", fates.turn),
    ("gift talent knack flair", fates.gift),
    ("aged", fates.aged),
    ("suffers suffered suffer", fates.suffer),
    ("expecting", fates.expect),
    ("born raised", fates.be_born),
    ("trained qualified practises practised", trades.qualify),
    ("retired", trades.retire),
    ("walk walks walked walking", fates.walk),
    ("look looks looked", fates.look),
    ("moved settled", fates.move),
    ("learned learnt", fates.learn),
    ("carries carried", fates.carry),
    ("inherited bought inherits", fates.acquire),
    ("goes went answered answers", fates.answer_to),
)


_BY_FORM = {form: rule for forms, rule in _RULES for form in forms.split()}


def verbs(page: Page) -> Iterator[Draft]:
    """Facts by verbs, in text order."""
    for token, word in enumerate(page.words):
        rule = _BY_FORM.get(word)
        if rule is None:
            continue
        told = list(rule(page, token))
        subject = page.subject_of(token) if told else None
        if subject is None or not page.asserted(subject, token, modal=rule is fates.can):
            continue
        if rule in (fates.hurt, fates.cut, fates.dye, fates.lose):
            subject = _owner(page, token + 1) or subject
        for said in told:
            yield drafted(page, subject, said, rule="verb", denied=page.denied(subject, token))


def _owner(page: Page, token: int) -> Subject | None:
    """Whose arm is broken, where a possessive says: *she broke his arm*."""
    if token < len(page.words) and page.words[token] in ("his", "her", "my", "your"):
        return page.subject(page.starts.get(page.tokens.starts[token]))
    return None


def deaths(page: Page) -> Iterator[Draft]:
    """*They buried Uncle Tom in March*: of whom that makes a dead man; *called him Red*: what that calls him."""
    for token, word in enumerate(page.words):
        if word not in _KILLED and word not in _CALLED:
            continue
        verb = page.clauses.word_at(page.tokens.starts[token])
        done = verb.child("obj") if verb is not None and verb.tag == "VERB" else None
        subject = None if done is None else page.subject(page.mention_of(done))
        if done is None or subject is None or done.span.start < page.tokens.starts[token]:
            continue
        if kind_of(done.lemma):
            continue  # *buried his face in his hands*
        behind = page.tokens.before(subject.mention.span.end - 1) + 1
        if word in _CALLED and word_at(page, behind) in _DAYS:
            continue
        if word in _KILLED and not _unreal(page, token):
            said = Said(Attribute.ALIVE, page.span(token, behind), page.span(token, behind), 0.85)
            yield drafted(page, subject, said, rule="object", denied=page.denied(subject, token))
        elif word in _CALLED and behind < len(page.words) and page.capital(behind) and not _unreal(page, token):
            span = page.span(behind, behind + 1)
            yield drafted(page, subject, Said(Attribute.NAME, span, page.span(token, behind + 1), 0.8), rule="object")


_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday january february march april june july august")


_KILLED = listed("buried killed murdered hanged")


_CALLED = listed("call calls called christened nicknamed named")


def _unreal(page: Page, token: int) -> bool:
    """Whether a verb only may, might or did not happen."""
    before = page.words[max(0, token - 4) : token]
    return any(word in _UNREAL or word.endswith("n't") for word in before) or "?" in page.words[token : token + 12]


_UNREAL = listed("if would could might may should must not never almost nearly to will")


def wounds(page: Page) -> Iterator[Draft]:
    """*A scar ran down his cheek*: whose body it is on."""
    for token, word in enumerate(page.words):
        if belongings().get(word) != "wound" or page.tag(token) not in ("NOUN", ""):
            continue
        for at in range(token + 1, min(token + 9, page.sentence_end(token))):
            mention = page.starts.get(page.tokens.starts[at])
            if mention is None or page.words[at] not in ("his", "her", "my", "your", "its"):
                continue
            near = range(at + 1, min(at + 4, len(page.words)))
            body = next((i for i in near if belongings().get(page.words[i]) == "body"), None)
            subject = page.subject(mention)
            if body is not None and subject is not None:
                span = page.span(token, body + 1)
                yield drafted(page, subject, Said(Attribute.INJURY, span, span, 0.85), rule="wound")
            break
