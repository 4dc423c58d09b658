/** How the pages put things: ties as sentences, labels of facts, kinds of scenes, events and findings. */

import type { Character, Gender, Scene, Tie } from '../api.ts';
import { address, type Context, personLink, voice } from '../context.ts';
import { type Child, h } from '../dom.ts';

type Words = readonly [unknown: string, woman: string, man: string];

const same = (words: string): Words => [words, words, words];

/** What the two of a directed tie are called. */
const PARTIES: Record<string, readonly [Words, Words]> = {
  parent: [
    ['parent', 'mother', 'father'],
    ['child', 'daughter', 'son'],
  ],
  grandparent: [
    ['grandparent', 'grandmother', 'grandfather'],
    ['grandchild', 'granddaughter', 'grandson'],
  ],
  aunt_uncle: [
    ['aunt or uncle', 'aunt', 'uncle'],
    ['niece or nephew', 'niece', 'nephew'],
  ],
  mentor: [same('mentor'), same('pupil')],
  superior: [same('superior'), same('subordinate')],
  owner_animal: [same('owner'), same('animal')],
  carer: [same('carer'), same('charge')],
  client: [same('client'), same('hired help')],
};

/** What two people are who are the same to each other. */
const COUPLES: Record<string, string> = {
  sibling: 'siblings',
  spouse: 'married',
  ex_spouse: 'no longer married',
  ex_lover: 'former lovers',
  in_law: 'in-laws',
  enemy: 'enemies',
  other: 'tied in another way',
};

function gendered(words: Words, gender: Gender | undefined): string {
  return words[gender === 'F' ? 1 : gender === 'M' ? 2 : 0];
}

/** Names end in an apostrophe and s; *James’s* too, as the story bible has it. */
function owned(context: Context, id: string): Child[] {
  return [personLink(context, id), '’s '];
}

/** A tie as a sentence without its full stop, the names leading to their pages. */
export function tieSentence(context: Context, tie: Tie): Child[] {
  const known = kinWords(context, tie);
  if (known) return known;
  const parties = PARTIES[tie.kind];
  if (parties) {
    const role = gendered(parties[0], context.person(tie.a)?.gender);
    return [personLink(context, tie.a), ' is ', ...owned(context, tie.b), role];
  }
  return [personLink(context, tie.a), ' and ', personLink(context, tie.b), ` are ${coupleWords(tie.kind)}`];
}

/** Somebody whom only the tie names: *Tom’s aunt is Tom’s aunt* would say it twice. */
function kinWords(context: Context, tie: Tie): Child[] | null {
  const roles = new Set(Object.values(PARTIES).flat(2).concat('sibling', 'sister', 'brother', 'spouse', 'wife', 'husband'));
  for (const [one, other] of [
    [tie.a, tie.b],
    [tie.b, tie.a],
  ] as const) {
    const role = /['’]s ([a-z ]+)$/.exec(context.name(other))?.[1];
    if (!role || !roles.has(role)) continue;
    const article = /^[aeiou]/.test(role) ? 'an ' : 'a ';
    return [personLink(context, one), ` has ${article}`, roleLink(context, other, role)];
  }
  return null;
}

function roleLink(context: Context, id: string, role: string): Child {
  const person = context.person(id);
  if (!person) return role;
  return h('a', { class: `person ${voice(person)}`, href: address(context.story.id, 'character', id) }, role);
}

/** A tie in a word or two, for a line between two names: *mother of*, *siblings*. */
export function tieLabel(a: Character | undefined, kind: string): string {
  const parties = PARTIES[kind];
  return parties ? gendered(parties[0], a?.gender) : coupleWords(kind);
}

function coupleWords(kind: string): string {
  return COUPLES[kind] ?? `${plain(kind)}s`;
}

/** Attributes in the order of a sheet, with the word that stands before their values. */
const LABELS: Record<string, string> = {
  name: 'Name',
  age: 'Age',
  occupation: 'Work',
  rank: 'Rank',
  origin: 'From',
  residence: 'Lives',
  eye_colour: 'Eyes',
  hair_colour: 'Hair colour',
  hair: 'Hair',
  height: 'Height',
  build: 'Build',
  appearance: 'Looks',
  clothing: 'Wears',
  voice: 'Voice',
  temperament: 'Temper',
  habit: 'Habits',
  skill: 'Skills',
  fear: 'Fears',
  health: 'Health',
  injury: 'Injuries',
  alive: 'Life',
  family: 'Family',
  marital_status: 'Marriage',
  possession: 'Has',
  past: 'Past',
  other: 'Also',
};

const RANKS = new Map(Object.keys(LABELS).map((name, rank) => [name, rank]));

/** The word before the values of an attribute. */
export function attributeLabel(attribute: string): string {
  return LABELS[attribute] ?? capital(plain(attribute));
}

/** Where an attribute stands on a sheet. */
export function attributeRank(attribute: string): number {
  return RANKS.get(attribute) ?? RANKS.size;
}

const EYES: Record<string, string> = {
  omniscient: 'told from outside',
  shifting: 'through several people’s eyes by turns',
};

/** Through whose eyes a scene is told; null where nothing says. */
export function eyesWords(context: Context, scene: Scene): Child[] | null {
  const kind = EYES[scene.pov_kind];
  if (kind) return [kind];
  if (!scene.pov) return scene.pov_kind === 'first' ? ['told by somebody who says I'] : null;
  if (scene.pov_kind === 'first') return ['told by ', personLink(context, scene.pov)];
  return ['through the eyes of ', personLink(context, scene.pov)];
}

const EVENT_KINDS: Record<string, string> = {
  on_stage: 'on stage',
  reported: 'told of',
  flashback: 'looked back on',
  planned: 'planned',
};

/** How an event stands to the stage. */
export function eventKind(kind: string): string {
  return EVENT_KINDS[kind] ?? plain(kind);
}

const CODES: Record<string, string> = {
  attribute_contradiction: 'contradiction',
  date_or_weekday: 'date or weekday',
  pov_slip: 'slip of the point of view',
  tense_slip: 'slip of the tense',
  dead_acts: 'the dead act',
  absent_speaks: 'the absent speak',
  two_places: 'in two places',
  object_moves: 'a thing moves',
  injury_side: 'side of an injury',
  weather_or_light: 'weather or light',
  wrong_tag: 'wrong speech tag',
  unclosed_quote: 'unclosed quotation mark',
  long_untagged_exchange: 'long exchange without tags',
  confusable_names: 'names easily confused',
  name_spelling: 'spelling of a name',
};

/** A code of a finding in words, with a capital. */
export function codeWords(code: string): string {
  return capital(CODES[code] ?? plain(code));
}

/** The chapter a place stands in, by its title or number; empty where the book has no chapters or only one. */
export function chapterWords(context: Context, start: number): string {
  const { chapters } = context.story;
  if (chapters.length < 2) return '';
  const found = chapters.find((chapter) => start >= chapter.start && start < chapter.end);
  return found ? chapterTitle(found) : '';
}

/** `Chapter 3`, or the chapter's own title where it has one. */
export function chapterTitle(chapter: { number: number; title: string }): string {
  const title = chapter.title.replace(/\s+/g, ' ').trim();
  return title || `Chapter ${chapter.number}`;
}

/** A word of the JSON as it is written in a sentence. */
export function plain(word: string): string {
  return word.replaceAll('_', ' ');
}

/** With a capital at the beginning. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
