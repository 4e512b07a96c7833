import type { ImportWays } from '../../api/types';

export type Entry = ImportWays['entries'][number];

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path as the folders on the way to it, the import folder itself first. */
export function stepsTo(path: string): readonly { readonly name: string; readonly path: string }[] {
  const parts = path === '' ? [] : path.split('/');
  return [
    { name: 'Import folder', path: '' },
    ...parts.map((name, i) => ({ name, path: parts.slice(0, i + 1).join('/') })),
  ];
}

/** Folders first, then images; sidecars come with their image and are not chosen. */
export function shownOf(entries: readonly Entry[], find: string): readonly Entry[] {
  const wanted = find.trim().toLowerCase();
  const matching = entries.filter(
    ({ path, sidecar }) => !sidecar && nameOf(path).toLowerCase().includes(wanted),
  );
  return [...matching.filter(({ folder }) => folder), ...matching.filter(({ folder }) => !folder)];
}

/** How many files come along with an image: of its name, with another ending or one more. */
export function sidecarsOf(image: Entry, entries: readonly Entry[]): number {
  const whole = image.path.toLowerCase();
  const dot = whole.lastIndexOf('.');
  const stem = dot > whole.lastIndexOf('/') + 1 ? whole.slice(0, dot) : whole;
  return entries.filter(({ path, sidecar }) => {
    const other = path.toLowerCase();
    return (
      sidecar &&
      (other.startsWith(`${whole}.`) || other.startsWith(`${stem}.`) || other === `${stem}_rpc.txt`)
    );
  }).length;
}

/** Addresses in a text, one a line. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((line) => line !== ''))];
}
