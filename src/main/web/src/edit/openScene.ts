import { client } from '../api/client';
import type { LabelFeature, Operation, Project, Scene } from '../api/types';
import type { Box } from './geometry';
import { Bookmarks } from './bookmarks';
import { Classes } from './ontology';
import { Saver } from './saver';
import { EditSession } from './session';
import { Unsaved } from './unsaved';

/** Milliseconds until a save that got no answer counts as lost and is repeated. */
const ANSWER_WITHIN = 15_000;
/** Labels asked for at a time. */
const PAGE = 5000;

export interface OpenSceneListener {
  /** Labels whose shape, class or state changed. */
  labelsChanged(ids: ReadonlySet<string>, places: readonly Box[] | null): void;
  savedStateChanged(): void;
}

/**
 * One scene opened for editing: its facts, its labels, and the saver with what it keeps in this
 * browser. Goes on saving after it is closed until nothing is left to send.
 */
export class OpenScene {
  readonly scene: Scene;
  readonly project: Project;
  readonly classes: Classes;
  readonly session: EditSession;
  readonly bookmarks: Bookmarks;
  private readonly unsaved: Unsaved;
  private listener: OpenSceneListener | undefined;
  private readonly online = () => this.session.saver.retry();
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if (this.session.saver.state.unsaved > 0) {
      event.preventDefault();
    }
  };

  private constructor(
    scene: Scene,
    project: Project,
    classes: Classes,
    actor: string,
    listener: OpenSceneListener,
  ) {
    this.scene = scene;
    this.project = project;
    this.classes = classes;
    this.listener = listener;
    this.bookmarks = new Bookmarks(localStorage, actor, scene.id);
    this.unsaved = Unsaved.open({
      user: actor,
      scene: scene.id,
      storage: localStorage,
      // Undefined outside secure contexts, whatever its type says.
      locks: navigator.locks as LockManager | undefined,
      adopt: (snapshot) => this.session.adopt(snapshot),
    });
    this.session = new EditSession({
      actor,
      saver: (session) =>
        new Saver({
          send: (operations) => this.send(operations),
          keeper: this.unsaved,
          onSaved: (news) => session.saved(news),
          onChange: () => this.savingChanged(),
        }),
      onChange: (ids, places) => this.listener?.labelsChanged(ids, places),
    });
    addEventListener('online', this.online);
    addEventListener('beforeunload', this.leaving);
  }

  /** Loads everything but the labels. */
  static async open(
    id: string,
    listener: OpenSceneListener,
    signal: AbortSignal,
  ): Promise<OpenScene> {
    const [scene, account] = await Promise.all([
      client.get('/api/v1/scenes/{scene}', { path: { scene: id }, signal }),
      client.get('/api/v1/session', { signal }),
    ]);
    const path = { project: scene.project };
    const [project, ontology] = await Promise.all([
      client.get('/api/v1/projects/{project}', { path, signal }),
      client.get('/api/v1/projects/{project}/ontology', { path, signal }),
    ]);
    return new OpenScene(scene, project, new Classes(ontology), account.username, listener);
  }

  get readOnly(): boolean {
    return !this.project.actions.includes('LABEL_WRITE');
  }

  /** Loads the labels page by page, then what dead tabs had not saved. */
  async loadLabels(signal: AbortSignal): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await client.get('/api/v1/scenes/{scene}/labels', {
        path: { scene: this.scene.id },
        query: { space: 'pixel', limit: PAGE, ...(cursor ? { cursor } : {}) },
        signal,
      });
      this.session.load(page.features as LabelFeature[]);
      cursor = page.next;
    } while (cursor);
    if (!this.readOnly) {
      this.unsaved.adoptOrphans();
    }
  }

  private async send(operations: readonly Operation[]) {
    const answer = await client.post('/api/v1/scenes/{scene}/labels/batch', {
      path: { scene: this.scene.id },
      body: { operations: [...operations] },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    return answer.results;
  }

  /** Revision of the deletion of a label that somebody deleted meanwhile. */
  async newestRevision(label: string): Promise<number> {
    const { revisions } = await client.get('/api/v1/labels/{label}/history', { path: { label } });
    return Math.max(...revisions.map(({ revision }) => revision));
  }

  private savingChanged(): void {
    this.listener?.savedStateChanged();
    if (!this.listener) {
      this.release();
    }
  }

  close(): void {
    this.listener = undefined;
    this.session.saver.retry();
    this.release();
  }

  /** What cannot be sent waits in this browser for whoever opens the scene next. */
  private release(): void {
    if (!this.session.saver.queue.ready) {
      removeEventListener('online', this.online);
      removeEventListener('beforeunload', this.leaving);
      this.unsaved.close();
    }
  }
}
