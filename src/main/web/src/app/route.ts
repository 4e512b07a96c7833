/** The tabs of a project, in their order. */
export const TABS = [
  'scenes',
  'imports',
  'datasets',
  'requests',
  'people',
  'ontology',
  'rules',
] as const;
export type Tab = (typeof TABS)[number];

/** Pages that are one word and need no more. */
const PLAIN = ['accounts', 'groups', 'explain', 'tokens', 'sessions', 'markings'] as const;

/** What an address says after its question mark. */
export type Parameters = Readonly<Record<string, string>>;

/** Which page the address names. */
export type Route =
  | { readonly page: 'projects' }
  | {
      readonly page: 'project';
      readonly project: string;
      readonly tab: Tab;
      /** What the tab is narrowed to; may be left out where that is nothing. */
      readonly filters?: Parameters;
    }
  | { readonly page: 'scene'; readonly scene: string; readonly view: Parameters }
  | { readonly page: 'label'; readonly scene: string; readonly view: Parameters }
  | { readonly page: 'accounts' }
  | { readonly page: 'groups' }
  | { readonly page: 'explain' }
  | { readonly page: 'tokens' }
  | { readonly page: 'sessions' }
  | { readonly page: 'markings' }
  | { readonly page: 'audit'; readonly filters: Parameters }
  | { readonly page: 'unknown'; readonly hash: string };

/** Reads the hash part of an address; whatever is not understood becomes `unknown`, never a guess. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const [first, id, third] = parts.map(decoded);
  if (first === undefined || (first === 'projects' && parts.length === 1)) {
    return { page: 'projects' };
  }
  if (first === 'projects' && id && parts.length <= 3) {
    const tab = TABS.find((name) => name === (third ?? 'scenes'));
    if (tab) {
      const filters = Object.fromEntries(new URLSearchParams(search));
      return { page: 'project', project: id, tab, filters };
    }
  }
  if (first === 'scenes' && id && parts.length === 2) {
    return { page: 'scene', scene: id, view: Object.fromEntries(new URLSearchParams(search)) };
  }
  if (first === 'scenes' && id && third === 'label' && parts.length === 3) {
    return { page: 'label', scene: id, view: Object.fromEntries(new URLSearchParams(search)) };
  }
  const plain = PLAIN.find((page) => page === first);
  if (plain && parts.length === 1) {
    return { page: plain };
  }
  if (first === 'audit' && parts.length === 1) {
    return { page: 'audit', filters: Object.fromEntries(new URLSearchParams(search)) };
  }
  return { page: 'unknown', hash };
}

/** The address of a page; `parseRoute(hrefOf(r))` is `r`. */
export function hrefOf(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'projects':
      return '#/projects';
    case 'project':
      return withParameters(
        `#/projects/${encodeURIComponent(route.project)}/${route.tab}`,
        route.filters ?? {},
      );
    case 'scene':
      return withParameters(`#/scenes/${encodeURIComponent(route.scene)}`, route.view);
    case 'label':
      return withParameters(`#/scenes/${encodeURIComponent(route.scene)}/label`, route.view);
    case 'accounts':
    case 'groups':
    case 'explain':
    case 'tokens':
    case 'sessions':
    case 'markings':
      return `#/${route.page}`;
    case 'audit':
      return withParameters('#/audit', route.filters);
  }
}

function withParameters(address: string, parameters: Parameters): string {
  const search = new URLSearchParams(parameters).toString();
  return search === '' ? address : `${address}?${search}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
