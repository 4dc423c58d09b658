/** The JSON of the server: the types of every answer, and a client that asks for them. */

/** Half-open, in code points of the book's text. */
export interface Passage {
  start: number;
  end: number;
  text: string;
  block: number;
}

export type Place = { start: number; block: number };

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'scene_break'
  | 'front_matter'
  | 'back_matter'
  | 'note'
  | 'verse'
  | 'letter';

export type QuoteKind = 'speech' | 'thought' | 'writing' | 'quoted' | 'emphasis';
export type Form = 'PROP' | 'NOM' | 'PRON';
export type Basis = 'explicit' | 'anaphoric' | 'implicit';
export type Gender = 'F' | 'M' | 'N' | 'U';
export type JobState = 'waiting' | 'reading' | 'done' | 'failed' | 'cancelled';

export interface LibraryStory {
  id: string;
  title: string;
  authors: string[];
  name: string;
  words: number;
  quotes: number;
  doubtful: number;
  chapters: number;
  characters: number;
}

export interface Trouble {
  code: string;
  message: string;
  hint: string;
}

export interface Job {
  id: string;
  name: string;
  state: JobState;
  stage: string;
  number: number;
  total: number;
  story: string | null;
  error: Trouble | null;
}

export interface Library {
  version: string;
  stories: LibraryStory[];
  jobs: Job[];
}

export interface Chapter {
  id: string;
  number: number;
  title: string;
  start: number;
  end: number;
  first_block: number;
  last_block: number;
}

export interface Alias {
  text: string;
  form: Form;
  count: number;
}

export interface Character {
  id: string;
  name: string;
  aliases: Alias[];
  pronouns: string;
  gender: Gender;
  kind: 'person' | 'group' | 'animal' | 'other';
  narrator: boolean;
  mentions: number;
  quotes: number;
  first: number;
  confidence: number;
  /** 0 to 11. */
  colour: number;
}

export interface Overview {
  id: string;
  title: string;
  authors: string[];
  name: string;
  length: number;
  words: number;
  revision: number | string;
  blocks: number;
  chapters: Chapter[];
  characters: Character[];
  counts: { quotes: number; attributed: number; doubtful: number; findings: number };
  corrections: { placed: number; unplaced: string[] };
  /** Earlier drafts, the oldest first. */
  drafts: { id: string; name: string }[];
}

export interface Layout {
  kinds: BlockKind[];
  starts: number[];
  ends: number[];
}

export interface Quote {
  id: string;
  start: number;
  end: number;
  kind: QuoteKind;
  utterance: string | null;
  speaker: string | null;
  addressees: string[];
  confidence: number;
  basis: Basis | null;
  corrected: boolean;
}

export interface Mention {
  id: string;
  start: number;
  end: number;
  form: Form;
  characters: string[];
  confidence: number;
}

export interface Block {
  n: number;
  id: string;
  kind: BlockKind;
  start: number;
  end: number;
  text: string;
  /** The id of the scene that begins with this block. */
  scene: string | null;
  quotes: Quote[];
  mentions: Mention[];
  findings: string[];
}

export interface Candidate {
  character: string;
  p: number;
}

export interface QuoteDetail {
  id: string;
  kind: QuoteKind;
  text: string;
  speaker: string | null;
  addressees: string[];
  confidence: number;
  basis: Basis | null;
  reason: string;
  candidates: Candidate[];
  evidence: Passage[];
  corrected: boolean;
}

export interface MentionDetail {
  id: string;
  text: string;
  form: Form;
  characters: string[];
  confidence: number;
  antecedent: Passage | null;
  entity: { id: string; name: string; type: string } | string | null;
}

export interface Hit {
  start: number;
  end: number;
  block: number;
  before: string;
  text: string;
  after: string;
}

export interface Doubt {
  id: string;
  block: number;
  start: number;
  confidence: number;
  speaker: string | null;
}

export interface Line {
  id: string;
  block: number;
  start: number;
  text: string;
  speaker: string | null;
  addressees: string[];
  confidence: number;
}

export interface Fact {
  id: string;
  character: string;
  attribute: string;
  value: string;
  negated: boolean;
  /** Who says so; null for the narration. */
  holder: string | null;
  from: string | null;
  until: string | null;
  evidence: Passage[];
  confidence: number;
}

export interface Tie {
  id: string;
  a: string;
  b: string;
  kind: string;
  direction: 'mutual' | 'a->b';
  confidence: number;
  evidence: Passage[];
  scenes: string[];
  changes: unknown[];
}

export interface Exchange {
  scene: string;
  a: string;
  b: string;
  lines: number;
}

export interface Presence {
  scene: string;
  start: number;
  end: number;
  lines: number;
  mentions: number;
  present: boolean;
}

export interface PortrayalWord {
  word: string;
  count: number;
  block: number;
  start: number;
}

export interface CharacterPage {
  character: Character;
  lines: Line[];
  facts: Fact[];
  ties: Tie[];
  presence: Presence[];
  places: { place: string; scenes: string[] }[];
  portrayal: Record<'does' | 'suffers' | 'has' | 'is', PortrayalWord[]>;
}

export interface Scene {
  id: string;
  number: number;
  /** The chapter's number or id, as the server gives it. */
  chapter: number | string | null;
  start: number;
  end: number;
  block: number;
  place: string | null;
  time: string | null;
  pov: string | null;
  pov_kind: string;
  tense: string;
  kind: string;
  present: string[];
  mentioned: string[];
  first_words: string;
  evidence: Passage[];
}

export interface StoryEvent {
  id: string;
  order: number;
  label: string;
  participants: string[];
  when: string | null;
  kind: string;
  confidence: number;
  block: number;
  start: number;
  evidence: Passage[];
}

export interface Finding {
  id: string;
  code: string;
  severity: string;
  message: string;
  suggestion: string | null;
  confidence: number;
  evidence: Passage[];
}

export interface CorrectionRow {
  id: string;
  line: number;
  does: Record<string, unknown>;
  said: string;
  undone: boolean;
  placed: boolean;
  reason: string;
}

/** Where a passage stands: its words decide, the rest helps. */
export interface Anchor {
  text?: string;
  before?: string;
  after?: string;
  occurrence?: number;
  id?: string;
  start?: number;
  end?: number;
}

/** What a person says. The client adds the id. */
export type Correction =
  | { do: 'speaker'; quote?: Anchor; quotes?: Anchor[]; speaker: string | null; addressees?: string[] }
  | { do: 'kind'; quote: Anchor; kind: QuoteKind }
  | { do: 'boundary'; quote: Anchor; to: Anchor }
  | { do: 'merge'; names: string[] }
  | { do: 'split'; name: string; aliases: string[]; to: string }
  | { do: 'rename'; name: string; to: string }
  | { do: 'alias'; alias: string; name: string }
  | { do: 'person'; name: string; pronouns?: string; gender?: Gender }
  | { do: 'not_character'; name: string }
  | { do: 'narrator'; name: string; chapter?: number }
  | { do: 'scene_break'; at: Anchor; break: boolean }
  | { do: 'reject'; table: 'facts' | 'findings' | 'relationships'; evidence: Anchor[]; what: string };

export interface Change {
  revision: number | string;
  id: string;
  changed: { quotes: string[]; by_correction: number; neighbours: number; people: string[] };
  unplaced: string | null;
}

/** A refusal of the server, or no answer at all (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface Ask {
  method?: string;
  body?: Blob | string;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** The answer's JSON; an `ApiError` for a refusal, a lost server or an answer that is not JSON. */
export async function ask<T>(path: string, { method = 'GET', body, headers = {}, signal }: Ask = {}): Promise<T> {
  const sent: Record<string, string> = { Accept: 'application/json', ...headers };
  if (method !== 'GET') sent['X-Diegesis'] = '1';
  let answer: Response;
  try {
    const init: RequestInit = { method, headers: sent, credentials: 'same-origin' };
    if (body !== undefined) init.body = body;
    if (signal) init.signal = signal;
    answer = await fetch(path, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(0, 'offline', 'Diegesis does not answer.', 'Is `diegesis open` still running in its terminal?');
  }
  return read<T>(answer);
}

async function read<T>(answer: Response): Promise<T> {
  let json: unknown = null;
  try {
    json = answer.status === 204 ? null : await answer.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    if (answer.ok) throw new ApiError(answer.status, 'not_json', 'The answer cannot be read.', 'Reload the page.');
  }
  if (answer.ok) return json as T;
  const told = (json as { error?: Partial<Trouble> } | null)?.error ?? {};
  throw new ApiError(
    answer.status,
    told.code ?? `http_${answer.status}`,
    told.message ?? `The request failed (${answer.status}).`,
    told.hint ?? '',
  );
}

/** Whether an error only says that the page was left. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** A fresh id for a correction: 128 random bits, so that a repeated request doubles nothing. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function query(values: Record<string, string | number | null | undefined>): string {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (!kept.length) return '';
  return `?${kept.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')}`;
}

/** What concerns the library. */
export class LibraryApi {
  constructor(private readonly signal?: AbortSignal) {}

  library(): Promise<Library> {
    return ask('/api/library', { signal: this.signal });
  }

  /** Starts reading a file. */
  async add(file: File): Promise<Job> {
    return (await ask<{ job: Job }>('/api/library', upload(file, this.signal))).job;
  }

  job(id: string): Promise<Job> {
    return ask(`/api/jobs/${encodeURIComponent(id)}`, { signal: this.signal });
  }

  async cancel(id: string): Promise<void> {
    await ask(`/api/jobs/${encodeURIComponent(id)}`, { method: 'DELETE', signal: this.signal });
  }
}

function upload(file: File, signal?: AbortSignal): Ask {
  const headers = { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' };
  return { method: 'POST', body: file, headers, signal };
}

/** What concerns one story. Every GET carries `upto` while spoilers are off. */
export class StoryApi {
  /**
   * @param story the id.
   * @param upto the furthest point read, asked at each request; null for the whole book.
   */
  constructor(
    readonly story: string,
    private readonly upto: () => number | null = () => null,
    private readonly signal?: AbortSignal,
  ) {}

  /** The same story for a page (or a part of one) that is left at another moment. */
  during(signal: AbortSignal): StoryApi {
    return new StoryApi(this.story, this.upto, signal);
  }

  /** The address of a request, with `upto` where spoilers are off. */
  url(path: string, values: Record<string, string | number | null | undefined> = {}): string {
    const root = `/api/stories/${encodeURIComponent(this.story)}`;
    return `${root}${path}${query({ ...values, upto: this.upto() })}`;
  }

  private get<T>(path: string, values: Record<string, string | number | null | undefined> = {}): Promise<T> {
    return ask<T>(this.url(path, values), { signal: this.signal });
  }

  private post<T>(path: string, value: unknown): Promise<T> {
    const root = `/api/stories/${encodeURIComponent(this.story)}`;
    const headers = { 'Content-Type': 'application/json' };
    return ask<T>(`${root}${path}`, { method: 'POST', body: JSON.stringify(value), headers, signal: this.signal });
  }

  overview(): Promise<Overview> {
    return this.get('');
  }

  layout(): Promise<Layout> {
    return this.get('/layout');
  }

  /** Blocks `first` to `last`, both included; 200 at most. */
  async text(first: number, last: number): Promise<Block[]> {
    return (await this.get<{ blocks: Block[] }>('/text', { first, last })).blocks;
  }

  quote(id: string): Promise<QuoteDetail> {
    return this.get(`/quotes/${encodeURIComponent(id)}`);
  }

  mention(id: string): Promise<MentionDetail> {
    return this.get(`/mentions/${encodeURIComponent(id)}`);
  }

  search(q: string): Promise<{ hits: Hit[]; more: boolean }> {
    return this.get('/search', { q });
  }

  /** Lines in doubt: as they stand, or one a turn with the one first whose answer would settle most. */
  async doubts(below = 0.6, order: 'text' | 'worth' = 'text'): Promise<Doubt[]> {
    return (await this.get<{ quotes: Doubt[] }>('/doubts', { below, order })).quotes;
  }

  async lines(filter: { speaker?: string; chapter?: number | string; q?: string }): Promise<Line[]> {
    return (await this.get<{ quotes: Line[] }>('/lines', filter)).quotes;
  }

  character(id: string): Promise<CharacterPage> {
    return this.get(`/characters/${encodeURIComponent(id)}`);
  }

  async scenes(): Promise<Scene[]> {
    return (await this.get<{ scenes: Scene[] }>('/scenes')).scenes;
  }

  async timeline(): Promise<StoryEvent[]> {
    return (await this.get<{ events: StoryEvent[] }>('/timeline')).events;
  }

  ties(): Promise<{ ties: Tie[]; exchanges: Exchange[] }> {
    return this.get('/ties');
  }

  async facts(): Promise<Fact[]> {
    return (await this.get<{ facts: Fact[] }>('/facts')).facts;
  }

  async findings(): Promise<Finding[]> {
    return (await this.get<{ findings: Finding[] }>('/findings')).findings;
  }

  /** The address of the bible, for a frame. */
  bibleUrl(): string {
    return this.url('/bible');
  }

  async corrections(): Promise<CorrectionRow[]> {
    return (await this.get<{ corrections: CorrectionRow[] }>('/corrections')).corrections;
  }

  /** Says a correction; the story is read again as far as it depends on it. */
  correct(correction: Correction, id: string = freshId()): Promise<Change> {
    return this.post('/corrections', { id, ...correction });
  }

  /** Takes a correction back, by its id. */
  undo(of: string, id: string = freshId()): Promise<Change> {
    return this.post('/undo', { id, of });
  }

  /** Reads an edited draft in place of the file; corrections stay. */
  async again(file: File): Promise<Job> {
    const path = `/api/stories/${encodeURIComponent(this.story)}/again`;
    return (await ask<{ job: Job }>(path, upload(file, this.signal))).job;
  }

  /** What changed from another story of the library to this one, as `diegesis diff --to json` says it. */
  diff(from: string): Promise<unknown> {
    return this.get('/diff', { from });
  }

  exportUrl(to: string): string {
    return this.url('/export', { to });
  }
}
