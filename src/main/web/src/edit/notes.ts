import { client } from '../api/client';
import type { Note } from '../api/types';
import type { Position } from './geometry';
import { newId } from './ids';

/** Notes pinned to the scene, as the server has them. Mutable. */
export class Notes {
  private readonly scene: string;
  private readonly onChange: () => void;
  list: readonly Note[] = [];

  constructor(scene: string, onChange: () => void) {
    this.scene = scene;
    this.onChange = onChange;
  }

  async load(signal: AbortSignal): Promise<void> {
    const path = { scene: this.scene };
    this.take((await client.get('/api/v1/scenes/{scene}/notes', { path, signal })).notes);
  }

  async add([x, y]: Position, text: string): Promise<void> {
    const path = { scene: this.scene };
    const body = { id: newId(), x, y, text };
    this.take([...this.list, await client.post('/api/v1/scenes/{scene}/notes', { path, body })]);
  }

  async change(id: string, body: { text?: string; done?: boolean }): Promise<void> {
    const path = { scene: this.scene, note: id };
    const changed = await client.patch('/api/v1/scenes/{scene}/notes/{note}', { path, body });
    this.take(this.list.map((note) => (note.id === id ? changed : note)));
  }

  private take(list: readonly Note[]): void {
    this.list = list;
    this.onChange();
  }
}
