/** How the hand works; each is switched on and off by itself and holds for every tool. */
export interface Habits {
  /** Vertices go to vertices and edges that are near. */
  readonly snap: boolean;
  /** Between two places on a neighbour's outline the path follows it. */
  readonly trace: boolean;
  /** A path is drawn in one sweep instead of click by click. */
  readonly stream: boolean;
  /** A vertex that neighbours have too is moved in all of them. */
  readonly share: boolean;
}

export type Habit = keyof Habits;

export const FIRST_HABITS: Habits = { snap: true, trace: false, stream: false, share: false };

export const HABIT_TITLES: Readonly<Record<Habit, string>> = {
  snap: 'Snap to vertices and edges',
  trace: "Trace along a neighbour's outline",
  stream: 'Draw in one sweep',
  share: 'Move shared vertices together',
};
