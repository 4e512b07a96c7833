import type { Area } from '../api/types';
import { hrefOf, type Parameters } from '../app/route';
import type { Way } from './keys/keyboard';
import { problemOf } from '../ui/loader';
import { neighbourScene } from './neighbourScene';
import type { OpenScene } from './openScene';

/** What is said where the way ends. */
const LAST: Record<Way, string> = {
  nextScene: 'This is the last scene of the project.',
  previousScene: 'This is the first scene of the project.',
  submit: 'All is saved, and this is the last scene of the project.',
};

export interface SceneWaysOptions {
  readonly open: OpenScene;
  /** How the next scene is to be drawn. */
  readonly view: () => Parameters;
  readonly say: (message: string) => void;
  /** Whether something is begun that would be lost with the scene. */
  readonly unfinished: () => boolean;
  readonly helpSaving: () => void;
  readonly goToArea: (area: Area) => void;
}

/**
 * Leads from area to area of a scene, and then from scene to scene of its project; what is not saved
 * yet goes on being saved.
 */
export class SceneWays {
  private readonly options: SceneWaysOptions;

  constructor(options: SceneWaysOptions) {
    this.options = options;
  }

  async go(way: Way): Promise<void> {
    const { open, view, say, goToArea } = this.options;
    if (way === 'submit' && (this.isBegun() || !this.isDone())) {
      return;
    }
    const step = way === 'previousScene' ? -1 : 1;
    if (way === 'submit' && !(await this.submitted())) {
      return;
    }
    const area = open.areas.beside(step);
    if (area) {
      goToArea(area);
      return;
    }
    if (this.isBegun()) {
      return;
    }
    const next = await neighbourScene(open.project.id, open.scene.id, step).catch(() => undefined);
    if (next) {
      location.hash = hrefOf({ page: 'label', scene: next, view: view() });
    } else {
      say(next === undefined ? 'The scenes cannot be listed now.' : LAST[way]);
    }
  }

  /** The area that is worked on is done; one that is somebody else's is left as it is. */
  private async submitted(): Promise<boolean> {
    const { open, say } = this.options;
    const { current } = open.areas;
    if (!current?.mine || (current.state !== 'ready' && current.state !== 'rejected')) {
      return true;
    }
    try {
      await open.areas.change(current.id, { state: 'submitted' });
      say(`Area ${current.name} submitted`);
      return true;
    } catch (cause) {
      say(`Area ${current.name} not submitted: ${problemOf(cause).title}`);
      return false;
    }
  }

  private isBegun(): boolean {
    const { unfinished, say } = this.options;
    if (unfinished()) {
      say('Finish what you began to draw, or discard it with Esc, before you go on.');
    }
    return unfinished();
  }

  private isDone(): boolean {
    const { open, say, helpSaving } = this.options;
    if (open.session.saver.state.kind === 'saved') {
      return true;
    }
    say('Not everything is saved yet.');
    helpSaving();
    return false;
  }
}
