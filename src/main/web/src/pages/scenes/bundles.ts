/** A file with the folder it was found in, so that only neighbours belong together. */
export interface Found {
  readonly file: File;
  /** Folder, empty where the file was chosen by itself. */
  readonly folder: string;
}

/** An image with what belongs to it. */
export interface Bundle {
  readonly image: Found;
  readonly sidecars: readonly Found[];
}

export interface Sorted {
  readonly bundles: readonly Bundle[];
  /** Files that belong to an image which is not among the others. */
  readonly orphans: readonly Found[];
}

const WORLD = 'wld tfw tifw tiffw jgw jpgw jpegw pgw pngw j2w jp2w bpw bmpw gfw gifw';
const SIDECAR = new RegExp(`(_rpc\\.txt|\\.(msk|prj|rpb|hdr|${WORLD.replaceAll(' ', '|')}))$`, 'i');
/** What systems leave in folders. */
const LITTER = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/** Puts masks, world files, projections, cameras and headers with their images. */
export function bundled(files: readonly Found[]): Sorted {
  const wanted = files.filter(({ file }) => !LITTER.test(file.name));
  const images = wanted.filter(({ file }) => !SIDECAR.test(file.name));
  const orphans: Found[] = [];
  const sidecars = new Map<Found, Found[]>(images.map((image) => [image, []]));
  for (const found of wanted.filter(({ file }) => SIDECAR.test(file.name))) {
    const image = images.find((each) => each.folder === found.folder && belongs(each, found));
    if (image) {
      sidecars.get(image)?.push(found);
    } else {
      orphans.push(found);
    }
  }
  return {
    bundles: images.map((image) => ({ image, sidecars: sidecars.get(image) ?? [] })),
    orphans,
  };
}

function belongs({ file: image }: Found, { file: sidecar }: Found): boolean {
  const whole = image.name.toLowerCase();
  const stem = whole.replace(/\.[^.]*$/, '');
  const name = sidecar.name.toLowerCase().replace(SIDECAR, '');
  return name === whole || name === stem;
}

/** A name for a bundle that is the same when the same files are chosen again. */
export function bundleName({ image, sidecars }: Bundle): string {
  const text = [image, ...sidecars]
    .map(({ file, folder }) => `${folder}/${file.name} ${file.size} ${file.lastModified}`)
    .join('\n');
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `b-${hash.toString(16)}`;
}

/** Every file that was dropped, those in folders too. */
export async function droppedFiles(transfer: DataTransfer): Promise<Found[]> {
  // Entries must be taken before the first wait: the transfer is empty afterwards.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) {
    return [...transfer.files].map((file) => ({ file, folder: '' }));
  }
  const found: Found[] = [];
  for (const entry of entries) {
    if (entry) {
      await gather(entry, '', found);
    }
  }
  return found;
}

async function gather(entry: FileSystemEntry, folder: string, found: Found[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ file, folder });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a hundred at a time, and nothing when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) {
      return;
    }
    for (const each of some) {
      await gather(each, `${folder}${entry.name}/`, found);
    }
  }
}
