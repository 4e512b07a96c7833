package org.graticule.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.graticule.fault.Fault;

/**
 * How JSON is read and written at the edge: snake_case, ISO times, nothing unknown, bounded.
 * Thread-safe.
 */
public final class Json {
  private static final int DEPTH = 32;
  private static final int STRING = 4096;

  /** For bodies of answers and for typed requests. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(String.class, new TextWithoutNul()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** PostgreSQL stores no NUL: a text with one is refused here, not by a query further in. */
  private static final class TextWithoutNul extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = super.deserialize(parser, context);
      if (text != null && text.indexOf('\0') >= 0) {
        throw MismatchedInputException.from(parser, String.class, "NUL in a text");
      }
      return text;
    }
  }

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

  private Json() {}

  /**
   * Reads a request's body.
   *
   * @throws Fault malformed, naming the place
   */
  public static <T> T read(byte[] body, Class<T> type) {
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

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
