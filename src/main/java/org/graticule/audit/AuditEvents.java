package org.graticule.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every type of event the log accepts, from {@code audit-events.yaml}. A type that is not listed
 * there, with its reason, cannot be logged. Immutable.
 */
public final class AuditEvents {

  /** How an event is tied to what it reports. */
  public enum Durability {
    /** Committed with the change through an outbox; repeats of an id are one event. */
    A,
    /** Durable before the first byte of the answer. */
    B
  }

  /**
   * One type of event.
   *
   * @param type its name, {@code thing.what-happened}
   * @param durability its class
   * @param rationale why it is recorded, and what its facts are
   * @param au the NIST SP 800-53 controls it serves
   */
  public record Type(
      @JsonProperty("type") String type,
      @JsonProperty("class") Durability durability,
      @JsonProperty("rationale") String rationale,
      @JsonProperty("au") List<String> au) {}

  private final Map<String, Type> types = new LinkedHashMap<>();

  private AuditEvents(List<Type> listed) {
    for (Type type : listed) {
      if (types.put(type.type(), type) != null) {
        throw new IllegalStateException("audit-events.yaml lists " + type.type() + " twice");
      }
    }
  }

  /** Reads the list that is part of the program. */
  public static AuditEvents load() {
    try (InputStream yaml = AuditEvents.class.getResourceAsStream("audit-events.yaml")) {
      return new AuditEvents(
          new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<List<Type>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("audit-events.yaml", e);
    }
  }

  public @Nullable Type find(String type) {
    return types.get(type);
  }

  /** In the order of the file. */
  public Collection<Type> all() {
    return List.copyOf(types.values());
  }

  boolean isClassA(String type) {
    Type found = types.get(type);
    return found != null && found.durability() == Durability.A;
  }
}
