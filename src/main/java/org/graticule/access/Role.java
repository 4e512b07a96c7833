package org.graticule.access;

import static org.graticule.access.Action.ACCESS_EXPLAIN;
import static org.graticule.access.Action.ACCOUNT_CHANGE;
import static org.graticule.access.Action.ACCOUNT_READ;
import static org.graticule.access.Action.AUDIT_READ;
import static org.graticule.access.Action.DATASET_CREATE;
import static org.graticule.access.Action.DATASET_DOWNLOAD;
import static org.graticule.access.Action.DATASET_READ;
import static org.graticule.access.Action.GRANT_CHANGE;
import static org.graticule.access.Action.GRANT_READ;
import static org.graticule.access.Action.JOB_READ;
import static org.graticule.access.Action.LABEL_READ;
import static org.graticule.access.Action.LABEL_WRITE;
import static org.graticule.access.Action.ONTOLOGY_PUBLISH;
import static org.graticule.access.Action.ORIGINAL_READ;
import static org.graticule.access.Action.PROJECT_CREATE;
import static org.graticule.access.Action.PROJECT_READ;
import static org.graticule.access.Action.PROJECT_RULES;
import static org.graticule.access.Action.REQUEST_DECIDE;
import static org.graticule.access.Action.REQUEST_READ;
import static org.graticule.access.Action.SCENE_EXPORT;
import static org.graticule.access.Action.SCENE_INGEST;
import static org.graticule.access.Action.SCENE_READ;
import static org.graticule.access.Action.SCENE_REMARK;
import static org.graticule.access.Action.TILE_READ;
import static org.graticule.access.Action.WORK_PLAN;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.graticule.fault.Fault;

/** A fixed set of actions. Roles only ever add: there is no role that takes something away. */
public enum Role {
  VIEWER(Kind.PROJECT, PROJECT_READ, SCENE_READ, JOB_READ, TILE_READ, LABEL_READ),
  ANNOTATOR(Kind.PROJECT, PROJECT_READ, SCENE_READ, JOB_READ, TILE_READ, LABEL_READ, LABEL_WRITE),
  REVIEWER(Kind.PROJECT, PROJECT_READ, SCENE_READ, JOB_READ, TILE_READ, LABEL_READ, LABEL_WRITE),
  EXPORTER(
      Kind.PROJECT,
      PROJECT_READ,
      SCENE_READ,
      JOB_READ,
      TILE_READ,
      LABEL_READ,
      SCENE_EXPORT,
      ORIGINAL_READ,
      REQUEST_READ,
      DATASET_READ,
      DATASET_CREATE,
      DATASET_DOWNLOAD),
  PROJECT_LEAD(
      Kind.PROJECT,
      PROJECT_READ,
      GRANT_READ,
      GRANT_CHANGE,
      ONTOLOGY_PUBLISH,
      SCENE_READ,
      SCENE_INGEST,
      SCENE_EXPORT,
      SCENE_REMARK,
      REQUEST_READ,
      REQUEST_DECIDE,
      JOB_READ,
      TILE_READ,
      LABEL_READ,
      LABEL_WRITE,
      WORK_PLAN,
      DATASET_READ),
  /** Marks and attributes of people; no imagery. */
  SECURITY_OFFICER(
      Kind.SYSTEM, ACCESS_EXPLAIN, ACCOUNT_READ, ACCOUNT_CHANGE, PROJECT_READ, GRANT_READ),
  /** The log and nothing else; excludes every other role. */
  AUDITOR(Kind.SYSTEM, AUDIT_READ),
  /** Accounts, projects and the log; no content. */
  SYSTEM_ADMIN(
      Kind.SYSTEM,
      ACCOUNT_READ,
      ACCOUNT_CHANGE,
      PROJECT_CREATE,
      PROJECT_READ,
      GRANT_READ,
      GRANT_CHANGE,
      PROJECT_RULES,
      AUDIT_READ);

  /** Whether a role is held in one project or over the whole system. */
  public enum Kind {
    PROJECT,
    SYSTEM
  }

  private final Kind kind;
  private final Set<Action> actions;

  Role(Kind kind, Action first, Action... rest) {
    this.kind = kind;
    this.actions = Collections.unmodifiableSet(EnumSet.of(first, rest));
  }

  public Kind kind() {
    return kind;
  }

  public Set<Action> actions() {
    return actions;
  }

  /** The roles held in projects that contain an action. */
  static Set<Role> containing(Action action) {
    return Arrays.stream(values())
        .filter(role -> role.kind == Kind.PROJECT && role.actions.contains(action))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As written in the contract: {@code project-lead}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a role of the given kind; anything else is refused with the list of those there are. */
  public static Role parse(String label, Kind kind) {
    return Arrays.stream(values())
        .filter(role -> role.kind == kind && role.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            Fault.unacceptable(
                "unknown-role", "role \"" + label + "\" is not one of " + labels(kind)));
  }

  private static String labels(Kind kind) {
    return Arrays.stream(values()).filter(r -> r.kind == kind).map(Role::label).toList().toString();
  }
}
