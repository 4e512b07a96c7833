package org.graticule.label;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of labels over all scenes of a project. Immutable.
 *
 * @param owner whose replica it is; null for the other kinds
 * @param model name and version of what predicted; null where people drew
 * @param locked nothing in it may be changed for now
 */
public record Layer(
    UUID id,
    UUID project,
    Kind kind,
    String name,
    @Nullable UUID owner,
    @Nullable String model,
    boolean locked,
    Instant created,
    String createdBy) {

  /** Where the labels of a layer come from, which decides who may see and change them. */
  public enum Kind {
    /** Drawn by people together. */
    PERSON,
    /** Drawn by one person who sees nobody else's. */
    REPLICA,
    /** What is held to be true, to measure people and models by. */
    GOLD,
    /** Predicted. */
    MODEL,
    /** Decided between replicas. */
    ADJUDICATED;

    /** As the contract writes it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The layer that every project has carries the project's id. */
  static UUID firstOf(UUID project) {
    return project;
  }

  boolean isSeenBy(Subject subject) {
    return switch (kind) {
      case PERSON, MODEL, ADJUDICATED -> true;
      case REPLICA -> subject.account().equals(owner) || isLead(subject);
      case GOLD -> isLead(subject);
    };
  }

  boolean isChangedBy(Subject subject) {
    return switch (kind) {
      case PERSON, MODEL -> true;
      case REPLICA -> subject.account().equals(owner);
      case GOLD -> isLead(subject);
      case ADJUDICATED -> isLead(subject) || subject.rolesIn(project).contains(Role.REVIEWER);
    };
  }

  private boolean isLead(Subject subject) {
    return subject.actionsIn(project).contains(Action.ONTOLOGY_PUBLISH);
  }
}
