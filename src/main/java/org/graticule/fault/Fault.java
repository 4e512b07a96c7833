package org.graticule.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be answered as asked. Carries a stable code for programs, a message for
 * people (naming the thing, the bad value and the allowed range) and details that are safe to show
 * to the caller.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;
  private final transient Map<String, Object> details;
  private final @Nullable String deniedBy;

  /** What went wrong, in terms of the caller's next move. */
  public enum Kind {
    /** Cannot be parsed. */
    MALFORMED,
    /** Nobody is signed in, or the credentials are wrong. */
    UNAUTHENTICATED,
    /** The caller may see the thing but not do this to it. */
    FORBIDDEN,
    /** Absent, or hidden from this caller: the two must look the same. */
    NOT_FOUND,
    /** Somebody else changed it first, or the state does not allow it. */
    CONFLICT,
    /** The caller's protocol or version of the thing is not the one here. */
    PRECONDITION,
    /** Took longer to arrive than is waited for. */
    TIMEOUT,
    /** More than a budget allows. */
    TOO_LARGE,
    /** A part that is not there, or too many at once. */
    RANGE,
    /** Content of a type that is not read here. */
    UNSUPPORTED,
    /** Well-formed but not acceptable. */
    UNACCEPTABLE,
    /** What arrived is not what the caller says it sent. */
    CHECKSUM,
    /** Too many attempts. */
    RATE,
    /** A part of the system cannot serve now; try again. */
    UNAVAILABLE,
    /** No room to store it. */
    STORAGE
  }

  public Fault(Kind kind, String code, String message) {
    this(kind, code, message, Map.of());
  }

  public Fault(Kind kind, String code, String message, Map<String, ?> details) {
    this(kind, code, message, details, null);
  }

  private Fault(
      Kind kind, String code, String message, Map<String, ?> details, @Nullable String deniedBy) {
    // No stack trace: a fault is an answer, and answers are on the hot path of hostile traffic.
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
    this.details = new LinkedHashMap<>(details);
    this.deniedBy = deniedBy;
  }

  public Kind kind() {
    return kind;
  }

  /** Stable, lower-case, hyphenated. */
  public String code() {
    return code;
  }

  /** Extra members for the caller, JSON-serialisable. */
  public Map<String, Object> details() {
    return details;
  }

  /**
   * The same answer, remembering for the log, and never for the caller, which access rule failed
   * first.
   */
  public Fault deniedBy(String rule) {
    return new Fault(kind, code, getMessage(), details, rule);
  }

  /** The access rule that failed, where this is a denial. */
  public Optional<String> deniedBy() {
    return Optional.ofNullable(deniedBy);
  }

  public static Fault malformed(String code, String message) {
    return new Fault(Kind.MALFORMED, code, message);
  }

  public static Fault unacceptable(String code, String message) {
    return new Fault(Kind.UNACCEPTABLE, code, message);
  }

  public static Fault tooLarge(String code, String message) {
    return new Fault(Kind.TOO_LARGE, code, message);
  }

  public static Fault forbidden(String code, String message) {
    return new Fault(Kind.FORBIDDEN, code, message);
  }

  /** The same words for everything, so that a hidden thing cannot be told from an absent one. */
  public static Fault notFound() {
    return new Fault(
        Kind.NOT_FOUND, "not-found", "There is no such thing here, or you may not see it.");
  }

  public static Fault conflict(String code, String message, Map<String, ?> details) {
    return new Fault(Kind.CONFLICT, code, message, details);
  }

  public static Fault unavailable(String code, String message) {
    return new Fault(Kind.UNAVAILABLE, code, message);
  }

  /** What is asked of a server that closes. */
  public static Fault stopping() {
    return unavailable("stopping", "The server is stopping; ask again when it is back.");
  }
}
