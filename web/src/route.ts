/** Addresses of the page: `#/`, `#/STORY/PAGE/REST?values`. */

export const PAGES = [
  'text',
  'cast',
  'character',
  'scenes',
  'timeline',
  'ties',
  'findings',
  'bible',
  'corrections',
  'diff',
] as const;

export type PageName = (typeof PAGES)[number];

export interface Route {
  /** Null for the library. */
  story: string | null;
  page: PageName;
  rest: string[];
  values: URLSearchParams;
}

/** The route of an address; the library where it says nothing known. */
export function parse(hash: string): Route {
  const [path = '', values = ''] = split(hash.replace(/^#\/?/, ''));
  const [story, page, ...rest] = path.split('/').filter(Boolean).map(decoded);
  return {
    story: story ?? null,
    page: isPage(page) ? page : 'text',
    rest,
    values: new URLSearchParams(values),
  };
}

function split(address: string): [string, string] {
  const at = address.indexOf('?');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isPage(page: string | undefined): page is PageName {
  return (PAGES as readonly string[]).includes(page ?? '');
}
