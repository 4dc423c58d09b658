/** One person: what they do and are, whom they belong to, where they are, and every line they say. */

import type { Character, CharacterPage, Fact, Line, PortrayalWord, Presence, Scene, Tie } from '../api.ts';
import { ApiError } from '../api.ts';
import { presenceStrip, presenceWords } from '../charts/presence.ts';
import { address, type Context, count, empty, personLink, sureness, textAddress, voice } from '../context.ts';
import { book, type Child, h } from '../dom.ts';
import { blockAt, traits } from './cast.ts';
import { growing, page, part } from './frame.ts';
import { anchorOf, Blocks, quotation } from './passages.ts';
import { personActions } from './people.ts';
import { attributeLabel, attributeRank, chapterWords, tieSentence } from './wording.ts';

const LINES = 200;
const WORDS = 24;
const FACTS = 30;
const TIES = 12;

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const found = await person(context);
  if (!found) {
    const cast = h('p', null, h('a', { href: address(context.story.id, 'cast') }, 'To the cast'));
    const words = 'A correction may have merged or renamed this person, or the text may not have come to them yet.';
    root.append(page('character', 'Nobody here', '', empty('This person is not in the cast', words, cast)));
    return;
  }
  const [scenes, layout] = await Promise.all([context.api.scenes(), context.api.layout()]);
  const sheet = new Sheet(context, found, scenes, layout.starts);
  root.append(sheet.element());
}

async function person(context: Context): Promise<CharacterPage | null> {
  const id = context.rest[0];
  if (!id) return null;
  try {
    return await context.api.character(id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

class Sheet {
  private readonly blocks: Blocks;
  private readonly person: Character;
  private readonly numbers: Map<string, Scene>;

  constructor(
    private readonly context: Context,
    private readonly found: CharacterPage,
    scenes: Scene[],
    private readonly starts: number[],
  ) {
    this.blocks = new Blocks(context);
    this.person = found.character;
    this.numbers = new Map(scenes.map((scene) => [scene.id, scene]));
  }

  element(): HTMLElement {
    const { person } = this;
    const title = h('span', { class: `${voice(person)} character-name` }, book(person.name));
    const element = page('character', title, traits(person).join(' · '), this.others(), this.presence());
    element.append(
      h('div', { class: 'character-actions', role: 'group', 'aria-label': 'Correct' }, personActions(this.context, person)),
      h('div', { class: 'columns' }, h('div', null, this.portrayal(), this.facts()), h('div', null, this.ties(), this.places())),
      this.lines(),
    );
    return element;
  }

  private others(): HTMLElement | null {
    const others = this.person.aliases.filter((alias) => alias.text !== this.person.name);
    if (others.length === 0) return null;
    const names = others.map((alias) => h('li', null, book(alias.text), ' ', h('small', null, alias.count)));
    return h('ul', { class: 'aliases', 'aria-label': 'Other names, with how often they stand' }, names);
  }

  private presence(): HTMLElement {
    const stretches = this.stretches();
    if (stretches.length === 0) return h('p', { class: 'nothing' }, 'No scenes were found, so nothing says where this person is.');
    const words = presenceWords(this.person.name, stretches);
    const { story } = this.context;
    const marks = story.chapters.slice(1).map((chapter) => chapter.start);
    const strip = presenceStrip(stretches, story.length, { label: words, high: 44, marks });
    const caption = h('figcaption', null, words, ' A column is a scene, the higher the more lines; a low one: only spoken of.');
    return h('figure', { class: `character-presence ${voice(this.person)}` }, strip, caption, this.presenceTable());
  }

  /** All scenes of the book: the server tells of those alone that have to do with the person. */
  private stretches(): Presence[] {
    const known = new Map(this.found.presence.map((one) => [one.scene, one]));
    const nothing = { lines: 0, mentions: 0, present: false };
    return [...this.numbers.values()].map(({ id, start, end }) => known.get(id) ?? { scene: id, start, end, ...nothing });
  }

  private presenceTable(): HTMLElement {
    const rows = this.found.presence.map((one) =>
      h(
        'tr',
        null,
        h('th', { scope: 'row' }, this.sceneLink(one.scene, one.start)),
        h('td', null, one.present ? 'on stage' : one.mentions ? 'spoken of' : '–'),
        h('td', { class: 'number' }, one.lines),
        h('td', { class: 'number' }, one.mentions),
      ),
    );
    const head = ['Scene', '', 'Lines', 'Mentions'].map((words, index) =>
      words ? h('th', { scope: 'col', class: index > 1 ? 'number' : undefined }, words) : h('th', { scope: 'col' }, 'There'),
    );
    const table = h('table', null, h('thead', null, h('tr', null, head)), h('tbody', null, rows));
    return h('details', { class: 'behind' }, h('summary', null, 'The same as a table'), h('div', { class: 'wide' }, table));
  }

  private sceneLink(id: string, start: number): HTMLElement {
    const scene = this.numbers.get(id);
    const href = textAddress(this.context.story.id, { block: scene?.block ?? blockAt(this.starts, start) });
    return h('a', { href }, scene ? `Scene ${scene.number}` : 'A scene', scene?.place ? [', ', book(scene.place)] : null);
  }

  private portrayal(): HTMLElement {
    const { does, suffers, has, is } = this.found.portrayal;
    const rows = (
      [
        ['Is', is],
        ['Does', does],
        ['Undergoes', suffers],
        ['Has', has],
      ] as const
    ).filter(([, words]) => words.length > 0);
    if (rows.length === 0) return part('In words', h('p', { class: 'nothing' }, 'The text tells nothing that could be listed.'));
    const list = h('dl', { class: 'portrayal' });
    for (const [label, words] of rows) list.append(h('dt', null, label), h('dd', null, this.words(words)));
    return part('In words', list);
  }

  private words(words: PortrayalWord[]): Child[] {
    const link = (word: PortrayalWord): HTMLElement =>
      h(
        'li',
        null,
        h('a', { href: textAddress(this.context.story.id, word) }, book(word.word)),
        word.count > 1 && [' ', h('small', null, `× ${word.count}`)],
      );
    const first = h('ul', { class: 'words' }, words.slice(0, WORDS).map(link));
    if (words.length <= WORDS) return [first];
    const rest = h('ul', { class: 'words' }, words.slice(WORDS).map(link));
    return [first, h('details', { class: 'behind' }, h('summary', null, `${words.length - WORDS} more`), rest)];
  }

  private facts(): HTMLElement {
    const facts = [...this.found.facts].sort((one, other) => attributeRank(one.attribute) - attributeRank(other.attribute));
    if (facts.length === 0) return part('What the text states', h('p', { class: 'nothing' }, 'No facts were found.'));
    const list = h('ul', { class: 'rows' });
    return part('What the text states', growing(list, facts, FACTS, (fact) => this.fact(fact), 'facts'));
  }

  private fact(fact: Fact): HTMLElement {
    const value = h('span', { class: 'fact-value' }, fact.negated && 'not ', book(fact.value));
    const evidence = fact.evidence.map((passage) => quotation(this.context, this.blocks, passage));
    const holder = this.context.person(fact.holder);
    const said = holder && h('small', null, ' says ', personLink(this.context, holder.id));
    const words = `${attributeLabel(fact.attribute)}: ${fact.value}`;
    return h(
      'li',
      { class: 'row' },
      h(
        'div',
        { class: 'row-head' },
        h('p', null, h('span', { class: 'row-label' }, attributeLabel(fact.attribute)), ' ', value, said),
        h('small', { class: 'sure' }, sureness(fact.confidence)),
        this.reject('facts', fact, `${fact.attribute}: ${fact.value}`, words),
      ),
      evidence,
    );
  }

  private reject(table: 'facts' | 'relationships', row: Fact | Tie, what: string, words: string): HTMLElement {
    const act = async (): Promise<void> => {
      const evidence = await Promise.all(row.evidence.map((passage) => anchorOf(this.blocks, passage)));
      await this.context.correct({ do: 'reject', table, evidence, what });
    };
    const unseen = h('span', { class: 'unseen' }, `: ${words}`);
    return h('button', { type: 'button', class: 'quiet small', on: { click: () => void act() } }, 'Not so', unseen);
  }

  private ties(): HTMLElement {
    const ties = [...this.found.ties].sort((one, other) => other.confidence - one.confidence);
    if (ties.length === 0) return part('Ties', h('p', { class: 'nothing' }, 'No ties were found.'));
    const row = (tie: Tie): HTMLElement => {
      const sentence = h('p', null, tieSentence(this.context, tie));
      const evidence = tie.evidence.slice(0, 3).map((passage) => quotation(this.context, this.blocks, passage));
      return h(
        'li',
        { class: 'row' },
        h(
          'div',
          { class: 'row-head' },
          sentence,
          h('small', { class: 'sure' }, sureness(tie.confidence)),
          this.reject('relationships', tie, tie.kind, sentence.textContent ?? ''),
        ),
        h('details', { class: 'behind' }, h('summary', null, count(tie.evidence.length, 'passage')), evidence),
      );
    };
    return part('Ties', growing(h('ul', { class: 'rows' }), ties, TIES, row, 'ties'));
  }

  private places(): HTMLElement {
    const { places } = this.found;
    if (places.length === 0) return part('Places', h('p', { class: 'nothing' }, 'The text names no place for these scenes.'));
    const rows = places.map(({ place, scenes }) =>
      h('li', null, book(place), ' ', h('small', null, listOf(scenes.map((id) => this.numbers.get(id)), this.context))),
    );
    return part('Places', h('ul', { class: 'places' }, rows));
  }

  private lines(): HTMLElement {
    const { lines } = this.found;
    const name = `Lines (${lines.length.toLocaleString('en')})`;
    if (lines.length === 0) return part('Lines', h('p', { class: 'nothing' }, 'This person says nothing.'));
    const list = h('ol', { class: 'lines' });
    return part(name, growing(list, lines, LINES, (line) => this.line(line), 'lines'));
  }

  private line(line: Line): HTMLElement {
    const where = chapterWords(this.context, line.start);
    const to = line.addressees.map((id, index) => [index > 0 && ', ', personLink(this.context, id)]);
    const unsure = line.confidence < 0.6 && `${sureness(line.confidence)}`;
    const notes = [to.length > 0 && ['to ', to], where && book(where), unsure].filter(Boolean) as Child[];
    return h(
      'li',
      null,
      h('a', { class: 'line-words', href: textAddress(this.context.story.id, line) }, book(line.text.replace(/\s+/g, ' '))),
      h('small', null, notes.map((note, index) => [index > 0 && ' · ', note])),
    );
  }
}

function listOf(scenes: (Scene | undefined)[], context: Context): Child[] {
  const known = scenes.filter((scene): scene is Scene => scene !== undefined);
  const links = known.slice(0, 12).map((scene, index) => [
    index > 0 && ', ',
    h('a', { href: textAddress(context.story.id, { block: scene.block }) }, scene.number),
  ]);
  const more = known.length > 12 ? ` and ${known.length - 12} more` : '';
  return [known.length === 1 ? 'scene ' : 'scenes ', links, more];
}
