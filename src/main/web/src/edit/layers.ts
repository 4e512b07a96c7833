import type { Layer } from '../api/types';

/** One layer as this person sees it now. */
export interface LayerView {
  readonly layer: Layer;
  readonly shown: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  /** Against slips of this person's own hand; the layer itself may be locked for all. */
  readonly locked: boolean;
}

/** The project's layers: which are seen, how strongly, and which one is drawn on. Mutable. */
export class Layers {
  private views: readonly LayerView[];
  private readonly onChange: () => void;
  /** Where new labels go; undefined leaves it to the server. */
  active: string | undefined;

  constructor(layers: readonly Layer[], onChange: () => void = () => undefined) {
    this.views = layers.map((layer) => ({ layer, shown: true, opacity: 1, locked: false }));
    this.onChange = onChange;
    this.active = this.views.find(({ layer }) => layer.editable)?.layer.id;
  }

  get all(): readonly LayerView[] {
    return this.views;
  }

  /** Whether a model's predictions lie in it. */
  isModel(id: string | undefined): boolean {
    return this.find(id)?.layer.kind === 'model';
  }

  /** Where what people stand for goes: the layer drawn on, else the first that may be changed. */
  get people(): string | undefined {
    const open = this.views.filter(({ layer }) => layer.kind !== 'model' && layer.editable);
    return (open.find(({ layer }) => layer.id === this.active) ?? open[0])?.layer.id;
  }

  /** How strongly labels of the layer are drawn; 0 hides them. */
  opacityOf(id: string | undefined): number {
    const view = this.find(id);
    return !view ? 1 : view.shown ? view.opacity : 0;
  }

  /** Why nothing in the layer can be changed; null where it can. */
  obstacle(id: string | undefined): string | null {
    const view = this.find(id);
    if (view?.locked) {
      return `The layer “${view.layer.name}” is locked; its padlock opens it.`;
    }
    if (view && !view.layer.editable) {
      return `The layer “${view.layer.name}” cannot be changed by you now.`;
    }
    return null;
  }

  change(id: string, change: Partial<Omit<LayerView, 'layer'>>): void {
    this.views = this.views.map((view) => (view.layer.id === id ? { ...view, ...change } : view));
    this.onChange();
  }

  /** A layer that was made meanwhile. */
  add(layer: Layer): void {
    this.views = [...this.views, { layer, shown: true, opacity: 1, locked: false }];
    this.onChange();
  }

  draw(id: string): void {
    this.active = id;
    this.onChange();
  }

  private find(id: string | undefined): LayerView | undefined {
    return this.views.find(({ layer }) => layer.id === (id ?? this.views[0]?.layer.id));
  }
}
