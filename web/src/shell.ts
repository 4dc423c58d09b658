/** The frame around every page: title, navigation, switches. */

import type { Overview } from './api.ts';
import { address, titleOf } from './context.ts';
import { book, h, replace } from './dom.ts';
import { icon } from './icons.ts';
import { showHelp } from './keys.ts';
import type { PageName, Route } from './route.ts';
import type { Spoilers } from './spoilers.ts';
import { switchTheme, theme } from './theme.ts';

const NAMES: [PageName, string][] = [
  ['text', 'Text'],
  ['cast', 'Cast'],
  ['scenes', 'Scenes'],
  ['timeline', 'Timeline'],
  ['ties', 'Ties'],
  ['findings', 'Findings'],
  ['bible', 'Bible'],
  ['corrections', 'Corrections'],
];

/** The header, the page's place and what the header needs told. */
export class Shell {
  readonly main = h('main', { id: 'main', tabindex: '-1' });
  private readonly header = h('header', { class: 'top' });
  private readonly strip = h('p', { class: 'strip', hidden: true });

  constructor(
    private readonly body: HTMLElement,
    private readonly switched: () => void,
  ) {
    const skip = h('a', { class: 'skip', href: '#main', on: { click: (event: Event) => this.skip(event) } }, 'To the page');
    body.append(skip, this.header, this.strip, this.main);
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.main.focus();
  }

  /** Shows the header of the library. */
  library(): void {
    this.body.dataset['page'] = 'library';
    this.strip.hidden = true;
    replace(this.header, brand(), h('div', { class: 'top-tools' }, themeButton(), helpButton()));
  }

  /** Shows the header of a story's page. */
  story(route: Route, story: Overview, spoilers: Spoilers): void {
    this.body.dataset['page'] = route.page;
    const title = h('a', { class: 'top-title', href: address(story.id, 'text') }, book(titleOf(story)));
    const tools = h('div', { class: 'top-tools' }, this.spoilerSwitch(spoilers), themeButton(), helpButton());
    replace(this.header, brand(), title, navigation(route, story), tools);
    this.tellSpoilers(story, spoilers);
  }

  /** Says under the header how far the story is shown. */
  tellSpoilers(story: Overview, spoilers: Spoilers): void {
    this.strip.hidden = !spoilers.on || this.body.dataset['page'] === 'text';
    const chapter = [...story.chapters].reverse().find((one) => one.start <= spoilers.furthest);
    const where = spoilers.furthest && chapter ? ['in ', book(chapter.title || `chapter ${chapter.number}`)] : 'at the beginning';
    replace(this.strip, 'No spoilers: what the book tells after where you are, ', where, ', is left out.');
  }

  private spoilerSwitch(spoilers: Spoilers): HTMLElement {
    const toggle = (): void => {
      spoilers.set(!spoilers.on);
      this.switched();
    };
    return h(
      'button',
      { class: 'switch', role: 'switch', 'aria-checked': String(spoilers.on), on: { click: toggle } },
      h('span', { class: 'switch-knob', 'aria-hidden': 'true' }),
      'No spoilers',
    );
  }
}

function brand(): HTMLElement {
  return h('a', { class: 'brand', href: '#/', 'aria-label': 'Diegesis: the library' }, 'Diegesis');
}

function navigation(route: Route, story: Overview): HTMLElement {
  const here = route.page === 'character' ? 'cast' : route.page === 'diff' ? 'corrections' : route.page;
  const links = NAMES.map(([page, name]) =>
    h('li', null, h('a', { href: address(story.id, page), 'aria-current': page === here ? 'page' : null }, name)),
  );
  const list = h('ul', { id: 'pages' }, links);
  const button = h('button', { class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'pages' }, icon('menu'), nameOf(here));
  const nav = h('nav', { 'aria-label': 'Pages of this story', class: 'pages' }, button, list);
  const open = (wanted: boolean): void => {
    button.setAttribute('aria-expanded', String(wanted));
    nav.classList.toggle('open', wanted);
  };
  button.addEventListener('click', () => open(!nav.classList.contains('open')));
  nav.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !nav.classList.contains('open')) return;
    open(false);
    button.focus();
  });
  nav.addEventListener('focusout', (event) => {
    if (!nav.contains(event.relatedTarget as Node | null)) open(false);
  });
  return nav;
}

function nameOf(page: string): string {
  return NAMES.find(([one]) => one === page)?.[1] ?? 'Pages';
}

function themeButton(): HTMLElement {
  const button = h('button', { class: 'plain' });
  const show = (): void => {
    const dark = theme() === 'dark';
    button.setAttribute('aria-label', dark ? 'Light paper' : 'Dark paper');
    button.title = dark ? 'Light paper' : 'Dark paper';
    replace(button, icon(dark ? 'sun' : 'moon'));
  };
  button.addEventListener('click', () => {
    switchTheme();
    show();
  });
  show();
  return button;
}

function helpButton(): HTMLElement {
  return h('button', { class: 'plain help-button', 'aria-label': 'Keys', title: 'Keys (?)', on: { click: showHelp } }, '?');
}
