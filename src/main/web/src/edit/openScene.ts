import { client } from '../api/client';
import type { LabelFeature, Layer, Operation, Project, Scene } from '../api/types';
import type { Box } from './geometry';
import { Areas } from './areas';
import { Colleagues } from './colleagues';
import { Bookmarks } from './bookmarks';
import { newId } from './ids';
import { Outlines } from './magic/outlines';
import { Nearby } from './nearby';
import { Notes } from './notes';
import { Classes } from './ontology';
import { Saver } from './saver';
import { Seat, isElsewhere } from './seat';
import { EditSession } from './session';
import { KeptSteps } from './steps';
import { Tabs } from './tabs';
import { Unsaved } from './unsaved';

/** Milliseconds until a save that got no answer counts as lost and is repeated. */
const ANSWER_WITHIN = 15_000;
/** Labels asked for at a time. */
const PAGE = 5000;
/** Milliseconds between looks at what others did. */
const FOLLOW = 20_000;

export interface OpenSceneListener {
  /** Labels whose shape, class or state changed. */
  labelsChanged(ids: ReadonlySet<string>, places: readonly Box[] | null): void;
  savedStateChanged(): void;
  /** The project has a newer ontology. */
  classesChanged(): void;
}

/**
 * One scene opened for editing: its facts, its labels, and the saver with what it keeps in this
 * browser. Goes on saving after it is closed until nothing is left to send.
 */
export class OpenScene {
  readonly scene: Scene;
  readonly project: Project;
  readonly layers: readonly Layer[];
  readonly outlines: Outlines | null;
  readonly classes: Classes;
  readonly session: EditSession;
  readonly bookmarks: Bookmarks;
  readonly nearby: Nearby;
  readonly notes: Notes;
  readonly areas: Areas;
  /** Whose areas objects lie in. */
  readonly colleagues: Colleagues;
  /** Username of who edits. */
  readonly actor: string;
  private readonly unsaved: Unsaved;
  private readonly steps: KeptSteps;
  /** What was done before the page was loaded has been taken up. */
  private resumed = false;
  readonly seat: Seat;
  /** Up to where the labels of the scene are known here. */
  private version: number | undefined;
  private following: ReturnType<typeof setInterval> | undefined;
  // Undefined outside secure contexts, whatever its type says.
  private readonly tabs = new Tabs(localStorage, navigator.locks as LockManager | undefined);
  private listener: OpenSceneListener | undefined;
  private readonly gettingUp = () => {
    this.steps.flush();
    this.seat.leave();
  };
  private readonly online = () => this.session.saver.retry();
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if (this.session.saver.state.unsaved > 0) {
      event.preventDefault();
    }
  };

  private constructor(
    {
      scene,
      project,
      layers,
      outlines,
    }: {
      scene: Scene;
      project: Project;
      layers: readonly Layer[];
      outlines: Outlines | null;
    },
    classes: Classes,
    actor: string,
    listener: OpenSceneListener,
  ) {
    this.scene = scene;
    this.project = project;
    this.layers = layers;
    this.outlines = outlines;
    this.classes = classes;
    this.listener = listener;
    this.actor = actor;
    this.notes = new Notes(scene.id, () => this.listener?.savedStateChanged());
    this.areas = new Areas(scene.id, () => this.listener?.savedStateChanged());
    this.colleagues = new Colleagues(
      this.areas,
      !this.plans && !project.roles.includes('reviewer'),
    );
    this.nearby = new Nearby({
      size: [scene.width, scene.height],
      count: scene.label_count,
      load: (box) => this.load(undefined, box),
    });
    this.bookmarks = new Bookmarks(localStorage, actor, scene.id);
    this.steps = new KeptSteps({ user: actor, scene: scene.id, storage: sessionStorage });
    const tab = newId();
    this.tabs.enter(tab);
    this.unsaved = Unsaved.open(
      {
        user: actor,
        scene: scene.id,
        storage: localStorage,
        // Undefined outside secure contexts, whatever its type says.
        locks: navigator.locks as LockManager | undefined,
        adopt: (snapshot) => this.session.adopt(snapshot),
      },
      tab,
    );
    this.seat = new Seat({
      scene: scene.id,
      tab,
      gone: (other) => this.tabs.isGone(other),
      onChange: () => this.seatChanged(),
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
      onChange: (ids, places) => this.changed(ids, places),
    });
    addEventListener('online', this.online);
    addEventListener('beforeunload', this.leaving);
    addEventListener('pagehide', this.gettingUp);
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
    const [project, ontology, { layers }, outlines] = await Promise.all([
      client.get('/api/v1/projects/{project}', { path, signal }),
      client.get('/api/v1/projects/{project}/ontology', { path, signal }),
      client.get('/api/v1/projects/{project}/layers', { path, signal }),
      Outlines.of(scene),
    ]);
    return new OpenScene(
      { scene, project, layers, outlines },
      new Classes(ontology),
      account.username,
      listener,
    );
  }

  get readOnly(): boolean {
    return !this.project.actions.includes('LABEL_WRITE');
  }

  /** Whether they divide the work among people. */
  get plans(): boolean {
    return this.project.actions.includes('WORK_PLAN');
  }

  /**
   * Sits down, and loads the labels page by page, unless there are more than a page can hold, then
   * what dead tabs had not saved. What has come can be edited while the rest still comes.
   */
  async loadLabels(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.readOnly ? undefined : this.seat.take(),
      // Where these cannot be had, as of a scene that is seen partly, one labels without them.
      this.notes.load(signal).catch(() => undefined),
      this.areas.load(signal).catch(() => undefined),
      this.nearby.sparse ? undefined : this.loadAll(signal),
    ]);
    // A failed look is made up for by the next.
    this.following ??= setInterval(() => void this.follow().catch(() => undefined), FOLLOW);
    if (!this.readOnly) {
      await this.seat.lookAround();
      this.unsaved.adoptOrphans();
      this.resumed = true;
      this.session.resume(this.steps);
    }
  }

  private changed(ids: ReadonlySet<string>, places: readonly Box[] | null): void {
    if (this.resumed) {
      const { history } = this.session;
      this.steps.keep(history, (id) => this.session.doc.saved(id)?.revision);
    }
    this.listener?.labelsChanged(ids, places);
  }

  /** How many labels of the scene have come. */
  get arrived(): number {
    return this.session.doc.size;
  }

  /** How many of the scene have not come, and will only as they are gone to. */
  get elsewhere(): number {
    return this.nearby.partial ? Math.max(0, this.scene.label_count - this.arrived) : 0;
  }

  /** Takes in what came into the scene beside the editor, by the same person. */
  async reload(): Promise<void> {
    this.nearby.forget();
    if (!this.nearby.sparse) {
      await this.loadAll();
    }
  }

  private async loadAll(signal?: AbortSignal): Promise<void> {
    await this.load(signal);
    this.nearby.fill();
  }

  /** Asks now and then what others changed; costs the server next to nothing where nothing did. */
  private async follow(): Promise<void> {
    await this.followClasses();
    await this.seat.lookAround();
    await this.areas.load().catch(() => undefined);
    const path = { scene: this.scene.id };
    let since = this.version === undefined ? undefined : String(this.version);
    while (since !== undefined && this.listener) {
      const query = { since, limit: PAGE };
      const news = await client.get('/api/v1/scenes/{scene}/labels/changes', { path, query });
      this.session.follow(news.features as LabelFeature[], news.gone);
      this.version = news.next === undefined ? news.version : this.version;
      since = news.next;
    }
  }

  /** First the classes: labels that a change of the ontology moved may have one that is new. */
  private async followClasses(): Promise<void> {
    const path = { project: this.project.id };
    const ontology = await client.get('/api/v1/projects/{project}/ontology', { path });
    if (this.classes.become(ontology)) {
      this.listener?.classesChanged();
    }
  }

  private async load(signal?: AbortSignal, box?: Box): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await client.get('/api/v1/scenes/{scene}/labels', {
        path: { scene: this.scene.id },
        query: {
          space: 'pixel',
          limit: PAGE,
          ...(cursor ? { cursor } : {}),
          ...(box ? { bbox: box.join(',') } : {}),
        },
        ...(signal ? { signal } : {}),
      });
      this.session.load(page.features as LabelFeature[]);
      this.version ??= page.version;
      cursor = page.next;
    } while (cursor);
  }

  private async send(operations: readonly Operation[]) {
    const { token } = this.seat;
    const body = { operations: [...operations], ...(token === null ? {} : { lease: token }) };
    try {
      const answer = await client.post('/api/v1/scenes/{scene}/labels/batch', {
        path: { scene: this.scene.id },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      return answer.results;
    } catch (cause) {
      if (isElsewhere(cause)) {
        this.seat.lose();
      }
      throw cause;
    }
  }

  private seatChanged(): void {
    this.session.saver.wait(this.seat.elsewhere);
    this.listener?.savedStateChanged();
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
    clearInterval(this.following);
    this.steps.flush();
    this.listener = undefined;
    this.session.saver.retry();
    this.release();
  }

  /** What cannot be sent waits in this browser for whoever opens the scene next. */
  private release(): void {
    if (!this.session.saver.queue.ready) {
      removeEventListener('online', this.online);
      removeEventListener('beforeunload', this.leaving);
      removeEventListener('pagehide', this.gettingUp);
      this.seat.leave();
      this.tabs.close();
      this.unsaved.close();
    }
  }
}
