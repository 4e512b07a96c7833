package org.graticule.access;

import java.util.List;
import java.util.Map;

/** Who may do what, as decided by people, for the tests that hold the code against it. */
public final class RoleTable {
  private RoleTable() {}

  static final List<String> COLUMNS =
      List.of(
          "viewer",
          "annotator",
          "reviewer",
          "exporter",
          "project-lead",
          "security-officer",
          "auditor",
          "system-admin");

  /** Columns as above; {@code x} may, {@code .} may not. */
  static final Map<String, String> TABLE =
      Map.ofEntries(
          Map.entry("ACCESS_EXPLAIN", ". . . . . x . ."),
          Map.entry("ACCOUNT_READ", ". . . . . x . x"),
          Map.entry("ACCOUNT_CHANGE", ". . . . . x . x"),
          Map.entry("PROJECT_CREATE", ". . . . . . . x"),
          Map.entry("AUDIT_READ", ". . . . . . x x"),
          Map.entry("PROJECT_READ", "x x x x x x . x"),
          Map.entry("GRANT_READ", ". . . . x x . x"),
          Map.entry("GRANT_CHANGE", ". . . . x . . x"),
          Map.entry("ONTOLOGY_PUBLISH", ". . . . x . . ."),
          Map.entry("SCENE_READ", "x x x x x . . ."),
          Map.entry("SCENE_INGEST", ". . . . x . . ."),
          Map.entry("SCENE_EXPORT", ". . . x x . . ."),
          Map.entry("ORIGINAL_READ", ". . . x . . . ."),
          Map.entry("JOB_READ", "x x x x x . . ."),
          Map.entry("TILE_READ", "x x x x x . . ."),
          Map.entry("LABEL_READ", "x x x x x . . ."),
          Map.entry("LABEL_WRITE", ". x x . x . . ."),
          Map.entry("WORK_PLAN", ". . . . x . . ."),
          Map.entry("SCENE_REMARK", ". . . . x . . ."),
          Map.entry("PROJECT_RULES", ". . . . . . . x"),
          Map.entry("REQUEST_READ", ". . . x x . . ."),
          Map.entry("REQUEST_DECIDE", ". . . . x . . ."),
          Map.entry("DATASET_READ", ". . . x x . . ."),
          Map.entry("DATASET_CREATE", ". . . x . . . ."),
          Map.entry("DATASET_DOWNLOAD", ". . . x . . . ."));

  /** Actions on the whole system; all others are on a project. */
  private static final List<String> SYSTEM =
      List.of("ACCESS_EXPLAIN", "ACCOUNT_READ", "ACCOUNT_CHANGE", "PROJECT_CREATE", "AUDIT_READ");

  /** Roles that are held over the whole system and not in a project. */
  private static final List<String> OUTSIDE =
      List.of("security-officer", "auditor", "system-admin");

  public static boolean may(String role, String action) {
    return TABLE.get(action).split(" ")[COLUMNS.indexOf(role)].equals("x");
  }

  public static boolean onSystem(String action) {
    return SYSTEM.contains(action);
  }

  public static boolean isMember(String role) {
    return !OUTSIDE.contains(role);
  }
}
