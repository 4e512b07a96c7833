package org.graticule.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * How JSON is read and written at the edge: snake_case, ISO times, nothing unknown, bounded.
 * Thread-safe.
 */
public final class Json {
  private static final int DEPTH = 32;
  private static final int STRING = 16_384;

  /** For bodies of answers and for typed requests. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Nothing asked for here has holes in it.
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(STRING)
                .maxNumberLength(64)
                .maxNameLength(256)
                .build());
  }

  private static final ObjectWriter INERT = MAPPER.writer(new WithoutMarkup());

  /** What begins or ends a tag, an attribute or an entity is written as an escape. */
  private static final class WithoutMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    WithoutMarkup() {
      for (char c : new char[] {'<', '>', '&', '\''}) {
        escapes[c] = CharacterEscapes.ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  private Json() {}

  /**
   * Reads a request's body.
   *
   * @throws Fault malformed, naming the place
   */
  public static <T> T read(byte[] body, Class<T> type) {
    JsonText.check(body);
    try {
      T value = MAPPER.readValue(body, type);
      if (value == null) {
        throw Fault.malformed("bad-json", "the body is null; an object is needed");
      }
      return value;
    } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException e) {
      throw Fault.malformed("json-limit", "the body exceeds a limit: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw Fault.malformed("bad-json", explain(e));
    } catch (IOException e) {
      throw Fault.malformed("bad-json", "the body cannot be read");
    }
  }

  private static String explain(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return switch (e) {
      case com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException u ->
          "unknown field \""
              + u.getPropertyName()
              + "\""
              + where
              + "; known: "
              + u.getKnownPropertyIds();
      case com.fasterxml.jackson.databind.exc.MismatchedInputException m ->
          "unexpected value" + path(m) + where;
      default -> "the body is not valid JSON" + where;
    };
  }

  private static String path(com.fasterxml.jackson.databind.JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    e.getPath()
        .forEach(part ->
            path.append('/')
                .append(part.getFieldName() != null ? part.getFieldName() : part.getIndex()));
    return path.isEmpty() ? "" : " at " + path;
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** As {@link #write}, and no markup to whoever takes it for HTML. */
  static byte[] writeInert(Object value) {
    try {
      return INERT.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
