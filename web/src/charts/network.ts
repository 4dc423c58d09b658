/** People and what passes between them, laid out the same way each time. */

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

import { svg } from '../dom.ts';
import { short } from './numbers.ts';

export interface Person {
  id: string;
  name: string;
  /** 0 to 11, of the palette. */
  colour: number;
  href: string;
}

/** Two people, the lines between them by scene, and what they are to each other. */
export interface Bond {
  a: string;
  b: string;
  /** All lines of the book. */
  lines: number;
  /** The typed ties, in words; empty where there are none. */
  ties: { words: string; from: number; confidence: number }[];
  /** Lines by the scene's place in the book. */
  byScene: Map<number, number>;
}

export interface Shown {
  /** People with anything up to that scene. */
  people: number;
  bonds: number;
}

interface Placed extends SimulationNodeDatum {
  person: Person;
  radius: number;
  x: number;
  y: number;
}

interface Joined extends SimulationLinkDatum<Placed> {
  source: Placed;
  target: Placed;
  bond: Bond;
}

const TICKS = 320;
/** About how wide a letter of a name is, in pixels. */
const LETTER = 7.2;
const LABEL = 18;

export class Network {
  readonly element: SVGSVGElement;
  private readonly nodes: { placed: Placed; group: SVGElement }[] = [];
  private readonly edges: { joined: Joined; line: SVGElement; label: SVGElement | null }[] = [];
  private readonly most: number;

  constructor(people: Person[], bonds: Bond[], wide: number, high: number, label: string) {
    const weight = new Map<string, number>();
    for (const bond of bonds) {
      for (const id of [bond.a, bond.b]) weight.set(id, (weight.get(id) ?? 0) + bond.lines);
    }
    const heaviest = Math.max(1, ...weight.values());
    const placed = start(people, wide, high, (id) => 6 + 13 * Math.sqrt((weight.get(id) ?? 0) / heaviest));
    const joined = join(placed, bonds);
    settle([...placed.values()], joined, wide, high);
    this.most = Math.max(1, ...bonds.map((bond) => bond.lines));
    this.element = svg('svg', {
      class: 'network',
      viewBox: `0 0 ${wide} ${high}`,
      width: wide,
      height: high,
      role: 'group',
      'aria-label': label,
    });
    this.draw(placed, joined);
  }

  /** Shows what there is up to or in a scene (its place in the book). */
  show(scene: number, upto: boolean): Shown {
    const counted = (bond: Bond): number => lines(bond, scene, upto);
    const seen = new Set<string>();
    let bonds = 0;
    for (const { joined, line, label } of this.edges) {
      const count = counted(joined.bond);
      const tie = joined.bond.ties.find((one) => one.from <= scene);
      const here = count > 0 || tie !== undefined;
      line.setAttribute('stroke-width', short(count ? 1 + 7 * Math.sqrt(count / this.most) : 1));
      line.classList.toggle('bond-quiet', count === 0);
      line.classList.toggle('gone', !here);
      label?.classList.toggle('gone', tie === undefined);
      if (label && tie) label.textContent = tie.words;
      if (!here) continue;
      bonds += 1;
      seen.add(joined.bond.a).add(joined.bond.b);
    }
    for (const { placed, group } of this.nodes) group.classList.toggle('faint', !seen.has(placed.person.id));
    return { people: seen.size, bonds };
  }

  private draw(placed: Map<string, Placed>, joined: Joined[]): void {
    const under = svg('g', { 'aria-hidden': 'true' });
    const words = svg('g', { 'aria-hidden': 'true' });
    const taken = [...placed.values()].flatMap(boxes);
    // The surest words first: where there is no room, the others wait until one of their people is set off.
    const sure = [...joined].sort((one, other) => surest(other.bond) - surest(one.bond));
    const labels = new Map(sure.flatMap((one) => (one.bond.ties.length > 0 ? [[one, label(one, taken)] as const] : [])));
    for (const one of joined) {
      const { source, target } = one;
      const d = `M${short(source.x)} ${short(source.y)}L${short(target.x)} ${short(target.y)}`;
      const line = svg('path', { class: 'bond', d });
      under.append(line);
      const said = labels.get(one) ?? null;
      if (said) words.append(said);
      this.edges.push({ joined: one, line, label: said });
    }
    const over = svg('g', { role: 'list', 'aria-label': 'People' });
    for (const node of placed.values()) {
      const group = this.drawn(node);
      over.append(svg('g', { role: 'listitem' }, group));
      this.nodes.push({ placed: node, group });
    }
    this.element.append(under, words, over);
  }

  private drawn(node: Placed): SVGElement {
    const { person } = node;
    const group = svg(
      'a',
      { class: `node voice voice-${person.colour}`, href: person.href, 'aria-label': person.name },
      svg('circle', { class: 'node-ring', cx: short(node.x), cy: short(node.y), r: short(node.radius + 4) }),
      svg('circle', { class: 'node-dot', cx: short(node.x), cy: short(node.y), r: short(node.radius) }),
      svg('text', { class: 'node-name', x: short(node.x), y: short(node.y + node.radius + 15) }, clipped(person.name)),
    );
    const near = (on: boolean): void => this.light(on ? person.id : null);
    group.addEventListener('pointerenter', () => near(true));
    group.addEventListener('pointerleave', () => near(false));
    group.addEventListener('focus', () => near(true));
    group.addEventListener('blur', () => near(false));
    return group;
  }

  /** Sets off one person and those they have to do with; null sets all back. */
  private light(id: string | null): void {
    this.element.classList.toggle('lit', id !== null);
    const near = new Set([id]);
    for (const { joined, line, label } of this.edges) {
      const touches = id !== null && (joined.bond.a === id || joined.bond.b === id);
      line.classList.toggle('near', touches);
      label?.classList.toggle('near', touches);
      if (touches && !line.classList.contains('gone')) near.add(joined.bond.a).add(joined.bond.b);
    }
    for (const { placed, group } of this.nodes) group.classList.toggle('near', near.has(placed.person.id));
  }
}

/** Lines of a bond in a scene, or in all up to it. */
export function lines(bond: Bond, scene: number, upto: boolean): number {
  if (!upto) return bond.byScene.get(scene) ?? 0;
  let sum = 0;
  for (const [index, count] of bond.byScene) if (index <= scene) sum += count;
  return sum;
}

function clipped(name: string): string {
  return name.length <= 22 ? name : `${name.slice(0, 21).trimEnd()}…`;
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** The room of a dot and of the name under it. */
function boxes({ x, y, radius, person }: Placed): Box[] {
  const half = (clipped(person.name).length * LETTER) / 2;
  return [
    [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2],
    [x - half, y + radius + 2, x + half, y + radius + LABEL + 2],
  ];
}

function surest(bond: Bond): number {
  return Math.max(0, ...bond.ties.map((tie) => tie.confidence));
}

/** A place on the line where the words lie over nothing; in the middle and unseen for now where there is none. */
function label({ source, target, bond }: Joined, taken: Box[]): SVGElement {
  const half = Math.max(...bond.ties.map((tie) => tie.words.length)) * 3.2 + 3;
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
    const x = source.x + (target.x - source.x) * share;
    const y = source.y + (target.y - source.y) * share;
    const box: Box = [x - half, y - 8, x + half, y + 8];
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    return svg('text', { class: 'bond-words', x: short(x), y: short(y) });
  }
  const [x, y] = [(source.x + target.x) / 2, (source.y + target.y) / 2];
  return svg('text', { class: 'bond-words crowded', x: short(x), y: short(y) });
}

function overlap(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** Everybody on a ring, so that the same people always begin at the same places. */
function start(people: Person[], wide: number, high: number, radius: (id: string) => number): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  people.forEach((person, index) => {
    const turn = (2 * Math.PI * index) / Math.max(1, people.length) - Math.PI / 2;
    placed.set(person.id, {
      person,
      radius: radius(person.id),
      x: wide / 2 + Math.cos(turn) * wide * 0.3,
      y: high / 2 + Math.sin(turn) * high * 0.3,
    });
  });
  return placed;
}

function join(placed: Map<string, Placed>, bonds: Bond[]): Joined[] {
  return bonds.flatMap((bond) => {
    const source = placed.get(bond.a);
    const target = placed.get(bond.b);
    return source && target ? [{ source, target, bond }] : [];
  });
}

/** A fixed number of ticks and no clock: the same network gives the same picture. */
function settle(nodes: Placed[], joined: Joined[], wide: number, high: number): void {
  const most = Math.max(1, ...joined.map((one) => one.bond.lines));
  const room = Math.sqrt((wide * high) / Math.max(1, nodes.length));
  const half = (node: Placed): number => Math.max(node.radius, (clipped(node.person.name).length * LETTER) / 2);
  const simulation = forceSimulation<Placed>(nodes)
    .force(
      'link',
      forceLink<Placed, Joined>(joined)
        .distance(room * 0.9)
        .strength((one) => 0.14 + 0.3 * Math.sqrt(one.bond.lines / most)),
    )
    .force('charge', forceManyBody<Placed>().strength(-room * 4))
    .force('collide', forceCollide<Placed>((node) => Math.min(room * 0.6, (half(node) + node.radius + LABEL) / 2 + 4)))
    .force('x', forceX<Placed>(wide / 2).strength(0.06 * Math.min(1, high / wide)))
    .force('y', forceY<Placed>(high / 2).strength(0.06 * Math.min(1, wide / high)))
    .stop();
  for (let tick = 0; tick < TICKS; tick += 1) {
    simulation.tick();
    for (const node of nodes) hold(node, half(node), wide, high);
  }
  spread(nodes, half, wide, high);
  for (let pass = 0; pass < 60; pass += 1) part(nodes, half, wide, high);
}

function hold(node: Placed, half: number, wide: number, high: number): void {
  node.x = Math.min(Math.max(node.x, half + 6), Math.max(half + 6, wide - half - 6));
  node.y = Math.min(Math.max(node.y, node.radius + 8), high - node.radius - LABEL - 6);
}

/** Draws the whole out to the edges of the picture, within reason. */
function spread(nodes: Placed[], half: (node: Placed) => number, wide: number, high: number): void {
  if (nodes.length < 2) return;
  const left = Math.min(...nodes.map((node) => node.x - half(node)));
  const right = Math.max(...nodes.map((node) => node.x + half(node)));
  const top = Math.min(...nodes.map((node) => node.y - node.radius));
  const bottom = Math.max(...nodes.map((node) => node.y + node.radius + LABEL));
  const across = Math.min(1.7, (wide - 24) / Math.max(1, right - left));
  const down = Math.min(1.3, (high - 24) / Math.max(1, bottom - top));
  for (const node of nodes) {
    node.x = wide / 2 + (node.x - (left + right) / 2) * across;
    node.y = high / 2 + (node.y - (top + bottom) / 2) * down;
    hold(node, half(node), wide, high);
  }
}

/** Pushes names apart that lie over each other: a name is wider than it is high, which circles do not know. */
function part(nodes: Placed[], half: (node: Placed) => number, wide: number, high: number): void {
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      const across = half(one) + half(other) + 6 - Math.abs(one.x - other.x);
      const gap = one.y <= other.y ? one.radius + LABEL + other.radius : other.radius + LABEL + one.radius;
      const down = gap + 4 - Math.abs(one.y - other.y);
      if (across <= 0 || down <= 0) continue;
      const along = across < down ? 'x' : 'y';
      const push = (Math.min(across, down) / 4) * (one[along] <= other[along] ? -1 : 1);
      one[along] += push;
      other[along] -= push;
    }
  }
  for (const node of nodes) hold(node, half(node), wide, high);
}
