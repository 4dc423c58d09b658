/** Elements without a framework. Text enters as text alone; nothing here takes HTML. */

export type Child = Node | string | number | null | undefined | false | Child[];

type Handler = (event: never) => unknown;

export interface Props {
  class?: string | undefined;
  /** `data-*` attributes. */
  data?: Record<string, string | number | boolean | null | undefined>;
  /** Custom properties (`--p`) and styles, set through the CSSOM (the page's policy forbids style attributes). */
  style?: Record<string, string | number>;
  /** Listeners by event name. */
  on?: Record<string, Handler>;
  [attribute: string]: unknown;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: `h('button', { class: 'quiet', on: { click: go } }, 'Go')`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props ?? {}, children);
}

/** An SVG element: `svg('circle', { r: 4, class: 'node' })`. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), props ?? {}, children);
}

function fill<E extends Element & ElementCSSInlineStyle>(element: E, props: Props, children: Child[]): E {
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  append(element, children);
  return element;
}

function set(element: Element & ElementCSSInlineStyle, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) return;
  if (name === 'on') {
    for (const [event, handler] of Object.entries(value as Record<string, EventListener>)) {
      element.addEventListener(event, handler);
    }
  } else if (name === 'data') {
    for (const [key, entry] of Object.entries(value as Record<string, unknown>)) {
      if (entry !== undefined && entry !== null && entry !== false) element.setAttribute(`data-${key}`, String(entry));
    }
  } else if (name === 'style') {
    for (const [key, entry] of Object.entries(value as Record<string, string | number>)) {
      element.style.setProperty(key, String(entry));
    }
  } else if (name === 'value' && 'value' in element) {
    (element as HTMLInputElement).value = String(value);
  } else if (name.startsWith('on')) {
    throw new Error(`listeners go under "on": ${name}`);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Adds children; `null`, `undefined` and `false` are passed over. */
export function append(parent: Node, children: Child): void {
  if (Array.isArray(children)) {
    for (const child of children) append(parent, child);
  } else if (children instanceof Node) {
    parent.appendChild(children);
  } else if (children !== null && children !== undefined && children !== false) {
    parent.appendChild(document.createTextNode(String(children)));
  }
}

/** Puts children in place of what was there. */
export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** Words of a book or of a person, kept from reordering what stands beside them. */
export function book(text: string, className?: string): HTMLElement {
  return h('bdi', { class: className }, text);
}
