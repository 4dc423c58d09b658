/** Who talks with whom and who is what to whom, as a picture and as a table. */

import type { Exchange, Scene, Tie } from '../api.ts';
import { type Bond, lines, Network, type Person } from '../charts/network.ts';
import { address, type Context, count, empty, personLink, sureness } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import { choice } from './dialogs.ts';
import { growing, page, part, ways } from './frame.ts';
import { anchorOf, Blocks, quotation } from './passages.ts';
import { capital, tieLabel, tieSentence } from './wording.ts';

const STEP = 20;
/** Ties less sure than this have a question mark. */
const DOUBTFUL = 0.5;
const MOST = [12, 24, 48];
/** The picture is at least so high for the people in it. */
const LOW = 420;
const HIGH = 720;

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const [{ ties, exchanges }, scenes] = await Promise.all([context.api.ties(), context.api.scenes()]);
  const spoken = exchanges.filter((row) => row.lines > 0);
  if (ties.length === 0 && spoken.length === 0) {
    const words = 'Nobody talks with anybody of whom the text gives a name.';
    root.append(page('ties', 'Ties', '', empty('No ties were found', words)));
    return;
  }
  const view = new Ties(context, bonds(context, ties, spoken, scenes), ties, scenes);
  const lead = `Who talks with whom, and what people are to each other: ${count(ties.length, 'tie')} read from the text.`;
  root.append(page('ties', 'Ties', lead, view.figure(), view.stated(), view.table()));
  view.draw();
}

/** One bond for each pair, the people in the order of the cast. */
function bonds(context: Context, ties: Tie[], exchanges: Exchange[], scenes: Scene[]): Bond[] {
  const numbers = new Map(scenes.map((scene, index) => [scene.id, index]));
  const ranks = new Map(context.story.characters.map((person, index) => [person.id, index]));
  const found = new Map<string, Bond>();
  const between = (one: string, other: string): Bond | null => {
    const [first, second] = [ranks.get(one), ranks.get(other)];
    if (first === undefined || second === undefined || first === second) return null;
    const [a, b] = first < second ? [one, other] : [other, one];
    const bond = found.get(`${a} ${b}`) ?? { a, b, lines: 0, ties: [], byScene: new Map<number, number>() };
    found.set(`${a} ${b}`, bond);
    return bond;
  };
  for (const row of exchanges) {
    const bond = between(row.a, row.b);
    const scene = numbers.get(row.scene);
    if (!bond || scene === undefined) continue;
    bond.lines += row.lines;
    bond.byScene.set(scene, (bond.byScene.get(scene) ?? 0) + row.lines);
  }
  for (const tie of ties) {
    const bond = between(tie.a, tie.b);
    const from = Math.min(...tie.scenes.map((id) => numbers.get(id) ?? 0), scenes.length);
    const words = `${tieLabel(context.person(tie.a), tie.kind)}${tie.confidence < DOUBTFUL ? '?' : ''}`;
    bond?.ties.push({ words, from: tie.scenes.length ? from : 0, confidence: tie.confidence });
  }
  return [...found.values()];
}

class Ties {
  private readonly frame = h('div', { class: 'network-frame' });
  private readonly told = h('p', { class: 'network-told' });
  private readonly slider: HTMLInputElement;
  private readonly where = h('output', { class: 'network-where', for: 'ties-scene' });
  private readonly rows = h('div', { class: 'network-table' });
  private readonly blocks: Blocks;
  private network: Network | null = null;
  private upto = true;
  /** Fewer where the window is narrow. */
  private most = window.innerWidth < 640 ? 12 : 24;
  private width = 0;

  constructor(
    private readonly context: Context,
    private readonly bonds: Bond[],
    private readonly ties: Tie[],
    private readonly scenes: Scene[],
  ) {
    this.blocks = new Blocks(context);
    const last = Math.max(0, scenes.length - 1);
    this.slider = h('input', { type: 'range', id: 'ties-scene', min: 0, max: last, step: 1, value: last });
    this.slider.addEventListener('input', () => this.tell());
  }

  /** The picture with its slider; drawn anew where its width changes. */
  figure(): HTMLElement {
    const orders = ways(
      'Scenes that count',
      [
        ['upto', 'Up to it'],
        ['in', 'In it alone'],
      ],
      'upto',
      (value) => {
        this.upto = value === 'upto';
        this.tell();
      },
    );
    const label = h('label', { for: 'ties-scene' }, 'Scene');
    const slider = h('div', { class: 'network-slider' }, label, this.slider, this.where);
    const watch = new ResizeObserver(() => {
      if (Math.abs(this.frame.clientWidth - this.width) > 24) this.draw();
    });
    watch.observe(this.frame);
    this.context.signal.addEventListener('abort', () => watch.disconnect());
    const caption = 'The broader a line, the more is said between the two. Words on it name a tie read from the text; a question mark says that it is doubtful.';
    return h(
      'figure',
      { class: 'network-figure' },
      this.scenes.length > 1 && h('div', { class: 'tools' }, slider, orders, this.sizes()),
      this.frame,
      h('figcaption', null, this.told, caption),
    );
  }

  private sizes(): HTMLElement | null {
    const all = this.people(Infinity).length;
    const options = MOST.filter((most) => most < all).map((most) => [String(most), `The ${most} with most ties`] as const);
    if (options.length === 0) return null;
    const everybody = all <= 120 ? [['999', `All ${all}`] as const] : [];
    const select = choice([...options, ...everybody], String(this.most), { 'aria-label': 'People in the picture' });
    select.addEventListener('change', () => {
      this.most = Number(select.value);
      this.draw();
    });
    return select;
  }

  /** Those with most lines between them and others; a tie alone counts as one line. */
  private people(most: number): Person[] {
    const weight = new Map<string, number>();
    for (const bond of this.bonds) {
      for (const id of [bond.a, bond.b]) weight.set(id, (weight.get(id) ?? 0) + bond.lines + bond.ties.length);
    }
    const { characters, id: story } = this.context.story;
    return characters
      .filter((person) => weight.has(person.id))
      .sort((one, other) => (weight.get(other.id) ?? 0) - (weight.get(one.id) ?? 0))
      .slice(0, most)
      .map(({ id, name, colour }) => ({ id, name, colour, href: address(story, 'character', id) }));
  }

  draw(): void {
    const people = this.people(this.most);
    this.width = this.frame.clientWidth;
    const wide = Math.max(280, this.width);
    const high = Math.min(HIGH, Math.max(LOW, people.length * 24, wide < 600 ? people.length * 34 : 0));
    const label = 'People and the lines between them; the table below says the same.';
    this.network = new Network(people, this.bonds, wide, high, label);
    replace(this.frame, this.network.element);
    this.tell();
  }

  /** Shows what there is at the slider, in the picture and the table. */
  private tell(): void {
    const at = Number(this.slider.value);
    const scene = this.scenes[at];
    const place = scene?.place ? `, ${scene.place}` : '';
    const words = scene ? `${scene.number} of ${this.scenes.length}${place}` : '';
    this.where.textContent = words;
    this.slider.setAttribute('aria-valuetext', words);
    const shown = this.network?.show(at, this.upto);
    const when = this.upto ? 'Up to this scene' : 'In this scene';
    if (shown) {
      this.told.textContent = shown.bonds
        ? `${when}: ${count(shown.people, 'person', 'people')}, ${count(shown.bonds, 'pair')}.`
        : `${when} nobody talks with anybody.`;
    }
    this.fillTable(at);
  }

  table(): HTMLElement {
    return part('Pair by pair', this.rows);
  }

  private fillTable(at: number): void {
    const rows = this.bonds
      .map((bond) => ({ bond, lines: lines(bond, at, this.upto), ties: bond.ties.filter((tie) => tie.from <= at) }))
      .filter((row) => row.lines > 0 || row.ties.length > 0)
      .sort((one, other) => other.lines - one.lines);
    if (rows.length === 0) {
      replace(this.rows, h('p', { class: 'nothing' }, 'No ties were found up to here.'));
      return;
    }
    const body = h('tbody', null);
    const head = h('tr', null, [
      h('th', { scope: 'col' }, 'Between'),
      h('th', { scope: 'col', class: 'number' }, 'Lines'),
      h('th', { scope: 'col' }, 'Ties'),
    ]);
    const box = growing(body, rows, STEP, (row) => this.row(row.bond, row.lines, row.ties), 'pairs');
    replace(this.rows, box);
    box.prepend(h('table', { class: 'pairs' }, h('thead', null, head), body));
  }

  private row(bond: Bond, spoken: number, ties: Bond['ties']): HTMLElement {
    return h(
      'tr',
      null,
      h('th', { scope: 'row' }, personLink(this.context, bond.a), ' and ', personLink(this.context, bond.b)),
      h('td', { class: 'number' }, spoken.toLocaleString('en')),
      h('td', null, [...new Set(ties.map((tie) => tie.words))].join(', ')),
    );
  }

  /** Every tie that the text states, with its passages. */
  stated(): HTMLElement | null {
    if (this.ties.length === 0) return part('Stated ties', h('p', { class: 'nothing' }, 'The text states no ties; who talks with whom is all there is.'));
    const list = h('ul', { class: 'rows' });
    const sorted = [...this.ties].sort((one, other) => other.confidence - one.confidence);
    return part('Stated ties', growing(list, sorted, STEP, (tie) => this.tie(tie), 'ties'));
  }

  private tie(tie: Tie): HTMLElement {
    const sentence = h('p', null, tieSentence(this.context, tie));
    const inside = h('div', null);
    const details = h('details', { class: 'behind' }, h('summary', null, count(tie.evidence.length, 'passage')), inside);
    details.addEventListener('toggle', () => {
      if (!details.open || inside.hasChildNodes()) return;
      for (const passage of tie.evidence) inside.append(quotation(this.context, this.blocks, passage));
    });
    const turns = tie.changes.map(changeWords).filter(Boolean);
    return h(
      'li',
      { class: 'row' },
      h(
        'div',
        { class: 'row-head' },
        sentence,
        h('small', { class: 'sure' }, sureness(tie.confidence)),
        h(
          'button',
          { type: 'button', class: 'quiet small', on: { click: () => void this.reject(tie) } },
          'Not so',
          h('span', { class: 'unseen' }, `: ${sentence.textContent}`),
        ),
      ),
      turns.map((words) => h('p', { class: 'turn' }, book(capital(words)))),
      details,
    );
  }

  private async reject(tie: Tie): Promise<void> {
    const evidence = await Promise.all(tie.evidence.map((passage) => anchorOf(this.blocks, passage)));
    await this.context.correct({ do: 'reject', table: 'relationships', evidence, what: tie.kind });
  }
}

/** What changes in a tie, in the words of the row. */
function changeWords(change: unknown): string {
  if (typeof change === 'string') return change;
  const words = (change as { change?: unknown } | null)?.change;
  return typeof words === 'string' ? words : '';
}
