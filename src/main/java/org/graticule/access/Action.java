package org.graticule.access;

/** Everything a route can do. Each route declares one; {@link Role} says who may. */
public enum Action {
  /** Open to anyone, signed in or not. */
  PUBLIC(Scope.OPEN),
  /** Open to anyone signed in. */
  SESSION(Scope.OPEN),

  ACCOUNT_READ(Scope.SYSTEM),
  ACCOUNT_CHANGE(Scope.SYSTEM),
  PROJECT_CREATE(Scope.SYSTEM),
  AUDIT_READ(Scope.SYSTEM),
  /** Hearing why somebody may or may not. */
  ACCESS_EXPLAIN(Scope.SYSTEM),

  PROJECT_READ(Scope.PROJECT),
  GRANT_READ(Scope.PROJECT),
  GRANT_CHANGE(Scope.PROJECT),
  ONTOLOGY_PUBLISH(Scope.PROJECT),
  SCENE_READ(Scope.PROJECT),
  SCENE_INGEST(Scope.PROJECT),
  /** Taking samples out in source radiometry. */
  SCENE_EXPORT(Scope.PROJECT),
  /** Taking originals out, whole and as they came in. */
  ORIGINAL_READ(Scope.PROJECT),
  JOB_READ(Scope.PROJECT),
  TILE_READ(Scope.PROJECT),
  LABEL_READ(Scope.PROJECT),
  LABEL_WRITE(Scope.PROJECT),
  /** Dividing scenes among people. */
  WORK_PLAN(Scope.PROJECT),
  /** Raising a scene's mark, and asking for a lower one. */
  SCENE_REMARK(Scope.PROJECT),
  /** Saying what a project lets its people do. */
  PROJECT_RULES(Scope.PROJECT),
  REQUEST_READ(Scope.PROJECT),
  /** Being the second of two people. */
  REQUEST_DECIDE(Scope.PROJECT),
  DATASET_READ(Scope.PROJECT),
  DATASET_CREATE(Scope.PROJECT),
  DATASET_DOWNLOAD(Scope.PROJECT);

  /** What an action is decided against. */
  public enum Scope {
    OPEN,
    SYSTEM,
    PROJECT
  }

  private final Scope scope;

  Action(Scope scope) {
    this.scope = scope;
  }

  public Scope scope() {
    return scope;
  }
}
