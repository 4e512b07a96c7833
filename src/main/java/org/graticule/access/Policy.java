package org.graticule.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.fault.Fault;

/**
 * The one decision function: role and mark, otherwise deny. Thread-safe.
 *
 * <p>Every rule adds only: an access never hides anything, a token on a mark never shows anything.
 */
public final class Policy {
  /** What can be done to a part of a scene. */
  private static final Set<Action> IN_PART =
      EnumSet.of(Action.SCENE_READ, Action.TILE_READ, Action.LABEL_READ, Action.LABEL_WRITE);

  private final PolicyEpoch epoch;

  public Policy(PolicyEpoch epoch) {
    this.epoch = epoch;
  }

  /** The answer to a request; all but ALLOW name the first rule that failed. */
  public enum Decision {
    ALLOW("-"),
    /** No role in the project: it does not exist for them. */
    NO_GRANT("no-grant"),
    /** The mark is not dominated: it does not exist for them. */
    MARK("mark"),
    /** It lies outside the areas that their roles are limited to: it does not exist for them. */
    AREA("area"),
    /** It lies partly outside them: they see what is inside, and may do nothing with the whole. */
    PARTLY("area-edge"),
    /** They see it but their roles do not contain the action. */
    ROLE("role"),
    /** Their roles may contain the action, but the token they act with is not good for it. */
    SCOPE("scope");

    private final String rule;

    Decision(String rule) {
      this.rule = rule;
    }

    public String rule() {
      return rule;
    }
  }

  /** Decides on something in a project that carries a mark. */
  public Decision decide(Subject subject, Action action, UUID project, int markId) {
    Decision onProject = decide(subject, action, project);
    if (onProject != Decision.NO_GRANT && !subject.dominates(markId)) {
      return Decision.MARK;
    }
    return onProject;
  }

  /** Decides on a scene, or on what is on it and carries a mark of its own. */
  public Decision decide(Subject subject, Action action, UUID project, UUID scene, int markId) {
    requireFresh();
    boolean whole = subject.may(action, project, scene);
    if (whole || subject.mayInPart(action, project, scene)) {
      return !subject.dominates(markId) ? Decision.MARK : whole ? Decision.ALLOW : Decision.PARTLY;
    }
    Decision onProject = decide(subject, action, project, markId);
    if (onProject == Decision.NO_GRANT || onProject == Decision.MARK) {
      return onProject;
    }
    return subject.reaches(project, scene) || subject.cutout(scene).isPresent()
        ? refused(subject, action)
        : Decision.AREA;
  }

  /** Whether they see a scene, or the part of it that their areas reach. */
  public boolean shows(Subject subject, Action action, UUID project, UUID scene, int markId) {
    Decision decision = decide(subject, action, project, scene, markId);
    return decision == Decision.ALLOW || (decision == Decision.PARTLY && IN_PART.contains(action));
  }

  /** Decides on a project itself, or on what belongs to it and carries no mark. */
  public Decision decide(Subject subject, Action action, UUID project) {
    requireFresh();
    if (subject.may(action, project)) {
      return Decision.ALLOW;
    }
    // Without a role in the project even its content's absence is not told.
    return subject.rolesIn(project).isEmpty() ? Decision.NO_GRANT : refused(subject, action);
  }

  private static Decision refused(Subject subject, Action action) {
    return subject.inScope(action) ? Decision.ROLE : Decision.SCOPE;
  }

  /** Decides on an action over the whole system. */
  public Decision decide(Subject subject, Action action) {
    requireFresh();
    return switch (action.scope()) {
      case OPEN -> Decision.ALLOW;
      case SYSTEM ->
          subject.systemActions().contains(action) ? Decision.ALLOW : refused(subject, action);
      case PROJECT -> throw new IllegalArgumentException(action + " is decided against a project");
    };
  }

  /**
   * @throws Fault not found where the thing is hidden, forbidden where it is visible
   */
  public void require(Subject subject, Action action, UUID project, int markId) {
    enforce(decide(subject, action, project, markId), action);
  }

  public void require(Subject subject, Action action, UUID project, UUID scene, int markId) {
    enforce(decide(subject, action, project, scene, markId), action);
  }

  /**
   * The same for whoever keeps to the {@link Subject#cutout} of the scene, so that a part of it is
   * enough.
   */
  public void requireShown(Subject subject, Action action, UUID project, UUID scene, int markId) {
    if (!shows(subject, action, project, scene, markId)) {
      require(subject, action, project, scene, markId);
    }
  }

  public void require(Subject subject, Action action, UUID project) {
    enforce(decide(subject, action, project), action);
  }

  public void require(Subject subject, Action action) {
    enforce(decide(subject, action), action);
  }

  /** Whose events of the log somebody reads: those of their agency; empty for all. */
  public Optional<String> auditedAgency(Subject subject) {
    require(subject, Action.AUDIT_READ);
    return Optional.of(Agency.of(subject.username())).filter(agency -> !agency.isEmpty());
  }

  private static void enforce(Decision decision, Action action) {
    switch (decision) {
      case ALLOW -> {}
      case NO_GRANT, MARK, AREA -> throw Fault.notFound().deniedBy(decision.rule());
      case PARTLY ->
          throw Fault.forbidden(
                  "area-limited",
                  "The scene lies partly outside the area that your roles are limited to.")
              .deniedBy(decision.rule());
      case ROLE ->
          throw Fault.forbidden("not-permitted", "Your roles do not include " + action + ".")
              .deniedBy(decision.rule());
      case SCOPE ->
          throw Fault.forbidden("not-in-scope", "The token is not good for " + action + ".")
              .deniedBy(decision.rule());
    }
  }

  private void requireFresh() {
    if (!epoch.fresh()) {
      throw Fault.unavailable(
          "policy-stale", "The access policy cannot be confirmed, so nothing is answered.");
    }
  }
}
