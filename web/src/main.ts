/** Which page is shown, and what it is given. */

import { ApiError, type Change, type Character, type Correction, type Overview, StoryApi, isAbort } from './api.ts';
import { keepColours } from './colours.ts';
import { type Context, type Show, titleOf } from './context.ts';
import { h, replace } from './dom.ts';
import { keepPlace } from './keeping.ts';
import { bind, listen, showHelp } from './keys.ts';
import { Messages } from './messages.ts';
import * as bible from './pages/bible.ts';
import * as cast from './pages/cast.ts';
import * as character from './pages/character.ts';
import * as corrections from './pages/corrections.ts';
import * as diff from './pages/diff.ts';
import * as findings from './pages/findings.ts';
import * as library from './pages/library.ts';
import * as scenes from './pages/scenes.ts';
import * as text from './pages/text.ts';
import * as ties from './pages/ties.ts';
import * as timeline from './pages/timeline.ts';
import { type PageName, type Route, parse } from './route.ts';
import { Shell } from './shell.ts';
import { Spoilers } from './spoilers.ts';
import { keepTheme } from './theme.ts';
import { told } from './told.ts';

const SHOWS: Record<PageName, Show> = {
  text: text.show,
  cast: cast.show,
  character: character.show,
  scenes: scenes.show,
  timeline: timeline.show,
  ties: ties.show,
  findings: findings.show,
  bible: bible.show,
  corrections: corrections.show,
  diff: diff.show,
};

/** After so many milliseconds the page says that a correction is being worked in. */
const SLOW = 700;

/** The story that is open, kept from page to page. */
interface Opened {
  overview: Overview;
  spoilers: Spoilers;
  /** Ids of corrections made here that are not taken back, the last one last. */
  made: string[];
}

class Application {
  private readonly shell: Shell;
  private readonly messages: Messages;
  private leaving = new AbortController();
  private opened: Opened | null = null;
  private route: Route = parse('');
  private refreshed: (() => Promise<void>) | null = null;
  private rerouted: ((route: Route) => void) | null = null;

  constructor(body: HTMLElement) {
    this.shell = new Shell(body, () => void this.renew(true));
    this.messages = new Messages(body);
    bind(['?'], 'Show this list', showHelp);
    bind(['u'], 'Take back the last correction', () => void this.undo());
    window.addEventListener('hashchange', () => void this.open(parse(location.hash), true));
    void this.open(parse(location.hash));
  }

  /** Leaves the page shown, and shows the one of the route. */
  private async open(route: Route, moved = false, stay = false): Promise<void> {
    const same = moved && route.story === this.route.story && route.page === this.route.page;
    if (same && this.rerouted) {
      this.route = route;
      this.rerouted(route);
      return;
    }
    this.leaving.abort();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.route = route;
    this.refreshed = null;
    this.rerouted = null;
    this.shell.main.setAttribute('aria-busy', 'true');
    const root = h('div', { class: `view view-${route.story ? route.page : 'library'}` });
    try {
      if (route.story === null) {
        this.opened = null;
        this.shell.library();
        document.title = 'Diegesis';
        this.place(root);
        await library.show(root, this.messages, signal, route.values.get('job'));
      } else {
        if (stay) root.style.minHeight = `${this.shell.main.offsetHeight}px`;
        await this.openStory(route, route.story, root, signal, stay);
        root.style.minHeight = '';
      }
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) this.fail(root, error);
    } finally {
      // A page that was left while it was made says nothing of the one that came after it.
      if (!signal.aborted) this.shell.main.removeAttribute('aria-busy');
    }
  }

  private async openStory(route: Route, story: string, root: HTMLElement, signal: AbortSignal, stay: boolean): Promise<void> {
    const opened = await this.freshly(story, signal);
    this.shell.story(route, opened.overview, opened.spoilers);
    document.title = `${titleOf(opened.overview)} · Diegesis`;
    this.place(root, stay);
    await SHOWS[route.page](root, this.context(route, opened, signal));
  }

  /** The story with its overview as it is now: a correction written by hand or a new draft may have come in between. */
  private async freshly(story: string, signal: AbortSignal): Promise<Opened> {
    const known = this.opened?.overview.id === story ? this.opened : null;
    const spoilers = known?.spoilers ?? new Spoilers(story);
    const overview = await new StoryApi(story, () => spoilers.upto(), signal).overview();
    if (known) replaceOverview(known, overview);
    this.opened = known ?? { overview, spoilers, made: [] };
    return this.opened;
  }

  private place(root: HTMLElement, stay = false): void {
    replace(this.shell.main, root);
    if (!stay) window.scrollTo(0, 0);
  }

  private context(route: Route, opened: Opened, signal: AbortSignal): Context {
    const people = new People(opened);
    return {
      get story() {
        return opened.overview;
      },
      api: new StoryApi(opened.overview.id, () => opened.spoilers.upto(), signal),
      signal,
      rest: route.rest,
      values: route.values,
      spoilers: opened.spoilers,
      h,
      go: (hash) => {
        location.hash = hash;
      },
      says: (message, action) => this.messages.says(message, action),
      announce: (message) => this.messages.announce(message),
      person: (id) => people.get(id),
      name: (id) => (id ? (people.get(id)?.name ?? 'somebody not met yet') : 'nobody named'),
      meet: async () => {
        const overview = await new StoryApi(opened.overview.id, () => opened.spoilers.upto(), signal).overview();
        replaceOverview(opened, overview);
        this.shell.tellSpoilers(opened.overview, opened.spoilers);
      },
      correct: (correction) => this.correct(opened, correction),
      refresh: () => this.renew(),
      onRefresh: (again) => {
        this.refreshed = again;
      },
      onRoute: (elsewhere) => {
        this.rerouted = elsewhere;
      },
    };
  }

  private async correct(opened: Opened, correction: Correction): Promise<Change | null> {
    const api = new StoryApi(opened.overview.id, () => opened.spoilers.upto());
    const slow = window.setTimeout(() => this.messages.says('Reading again what depends on it …'), SLOW);
    try {
      const change = await api.correct(correction).finally(() => clearTimeout(slow));
      opened.made.push(change.id);
      await this.renew();
      this.messages.says(told(change), { label: 'Undo', key: 'u', run: () => void this.undo() });
      return change;
    } catch (error) {
      this.tell(error);
      return null;
    }
  }

  private async undo(): Promise<void> {
    const opened = this.opened;
    const last = opened?.made.pop();
    if (!opened || !last) {
      this.messages.says('Nothing to take back here. Older corrections are on the page of corrections.');
      return;
    }
    try {
      await new StoryApi(opened.overview.id).undo(last);
      await this.renew();
      this.messages.says('Taken back.');
    } catch (error) {
      opened.made.push(last);
      this.tell(error);
    }
  }

  /** A fresh overview, and the page again: by its own way where it has one (and `whole` is not asked), else from the start. */
  private async renew(whole = false): Promise<void> {
    const opened = this.opened;
    if (!opened) return;
    if (whole || !this.refreshed) {
      const back = keepPlace();
      const stay = this.route.page !== 'text';
      await this.open(parse(location.hash), false, stay);
      // The text keeps its own place, by what stands there.
      if (this.opened === opened && stay) back();
      return;
    }
    try {
      replaceOverview(opened, await new StoryApi(opened.overview.id, () => opened.spoilers.upto()).overview());
    } catch (error) {
      this.tell(error);
      return;
    }
    if (this.opened !== opened) return;
    this.shell.story(this.route, opened.overview, opened.spoilers);
    await this.refreshed();
  }

  private tell(error: unknown): void {
    if (isAbort(error)) return;
    const said = error instanceof ApiError ? `${error.message} ${error.hint}`.trim() : String(error);
    this.messages.says(said);
  }

  private fail(root: HTMLElement, error: unknown): void {
    const known = error instanceof ApiError;
    if (!known) console.error(error);
    this.place(root);
    replace(
      root,
      h(
        'div',
        { class: 'page trouble', role: 'alert' },
        h('h1', null, known ? error.message : 'The page could not be shown.'),
        h('p', null, known ? error.hint : String(error)),
        h('p', null, h('a', { href: '#/' }, 'To the library')),
      ),
    );
  }
}

function replaceOverview(opened: Opened, overview: Overview): void {
  keepColours(opened.overview.characters, overview.characters);
  opened.overview = overview;
}

/** The people of the overview by id, whichever overview that is by now. */
class People {
  private of: Overview | null = null;
  private byId = new Map<string, Character>();

  constructor(private readonly opened: Opened) {}

  get(id: string | null | undefined): Character | undefined {
    if (this.of !== this.opened.overview) {
      this.of = this.opened.overview;
      this.byId = new Map(this.of.characters.map((person) => [person.id, person]));
    }
    return id ? this.byId.get(id) : undefined;
  }
}

keepTheme();
listen();
new Application(document.body);
