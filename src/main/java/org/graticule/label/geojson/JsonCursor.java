package org.graticule.label.geojson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.http.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Reads untrusted JSON token by token and refuses what a careful reader should: deep nesting, keys
 * that are there twice, texts that are long or no text, numbers that do not fit. Every refusal is a
 * {@link Fault} with a JSON pointer in its details. Used by one thread.
 *
 * <p>The cursor stands on the first token of a value; whoever is handed a value consumes it whole.
 */
public final class JsonCursor implements AutoCloseable {
  /** Bytes of UTF-8 in one text. */
  public static final int LONGEST_TEXT = 4096;

  /** Of a text that is refused for what it is before it is refused for its length. */
  public static final int LONGEST_READ = 65_536;

  private static final int LONGEST_NUMBER = 100;
  private static final Set<String> POISON = Set.of("__proto__", "constructor", "prototype");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // NaN and Infinity are read so that they can be refused by name, as numbers.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_READ)
                  .maxNameLength(LONGEST_TEXT)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Of a body, wherever it is. */
  @FunctionalInterface
  private interface Opening {
    JsonParser open() throws IOException;
  }

  private final JsonParser parser;
  private final Budget budget;
  private int depth;

  /** Stands on the first value of the body. */
  public JsonCursor(byte[] body, Budget budget) {
    this(budget, () -> JSON.createParser(body));
    JsonText.checkBytes(body);
  }

  /**
   * @param body becomes the cursor's, and is closed with it
   */
  public JsonCursor(InputStream body, Budget budget) {
    this(budget, () -> JSON.createParser(body));
  }

  private JsonCursor(Budget budget, Opening opening) {
    this.budget = budget;
    try {
      this.parser = opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (next() == null) {
      throw malformed("bad-json", "The body is empty.");
    }
  }

  public Budget budget() {
    return budget;
  }

  /**
   * Reads the whole body, an object, and refuses anything after it. Bad JSON anywhere is bad JSON,
   * even where a value before it has already been found unacceptable.
   */
  public void document(Consumer<String> field) {
    try {
      object(field);
    } catch (Fault fault) {
      if (fault.kind() == Kind.UNACCEPTABLE) {
        while (next() != null) {
          // Only the checks of each step matter now.
        }
      }
      throw fault;
    }
    if (next() != null) {
      throw malformed("bad-json", "There is something after the end of the JSON value.");
    }
  }

  /** Where the cursor stands, as an RFC 6901 pointer from the root of the body. */
  public String pointer() {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  /** Calls {@code field} with each name, standing on its value. */
  public void object(Consumer<String> field) {
    if (token() != JsonToken.START_OBJECT) {
      throw expected("an object");
    }
    Set<String> names = new HashSet<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      if (!names.add(name)) {
        throw malformed("duplicate-key", "The key '" + shown(name) + "' is there twice.");
      }
      if (POISON.contains(name)) {
        throw unacceptable("forbidden-key", "The key '" + name + "' is not allowed.");
      }
      next();
      field.accept(name);
    }
  }

  /** Calls {@code element} standing on each element. */
  public void array(Runnable element) {
    if (token() != JsonToken.START_ARRAY) {
      throw expected("an array");
    }
    while (next() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  public boolean isNull() {
    return token() == JsonToken.VALUE_NULL;
  }

  public boolean isArray() {
    return token() == JsonToken.START_ARRAY;
  }

  public boolean isObject() {
    return token() == JsonToken.START_OBJECT;
  }

  public String text() {
    return text(LONGEST_TEXT);
  }

  /**
   * @param most bytes of UTF-8, up to {@link #LONGEST_READ}
   */
  public String text(int most) {
    if (token() != JsonToken.VALUE_STRING) {
      throw expected("a text");
    }
    return checked(read(JsonParser::getText), most);
  }

  /** A finite number; an integer is one too. */
  public double number() {
    return number("bad-number");
  }

  /** The same, refusing with a code of the caller's. */
  public double number(String code) {
    if (!token().isNumeric()) {
      throw unacceptable(code, "Expected a number, found " + found() + ".");
    }
    checkNumberLength(code);
    double value = read(JsonParser::getDoubleValue);
    if (!Double.isFinite(value)) {
      throw unacceptable(code, "A number is not finite.");
    }
    return value;
  }

  /** An integer of 64 bits, written as one. */
  public long integer() {
    if (token() != JsonToken.VALUE_NUMBER_INT) {
      throw expected("an integer");
    }
    checkNumberLength("bad-number");
    if (read(JsonParser::getNumberType) == JsonParser.NumberType.BIG_INTEGER) {
      throw unacceptable("bad-number", "An integer does not fit in 64 bits.");
    }
    return read(JsonParser::getLongValue);
  }

  /** A String, Long, Double or Boolean. */
  public Object scalar() {
    return switch (token()) {
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw expected("a text, a number, true or false");
    };
  }

  /** Passes over the value, with every check still made. */
  public void skip() {
    switch (token()) {
      case START_OBJECT -> object(name -> skip());
      case START_ARRAY -> array(this::skip);
      case VALUE_STRING -> text();
      default -> {}
    }
  }

  /** How deep the cursor stands; for {@link #leave}. */
  public int depth() {
    return depth;
  }

  /** After a refusal inside a value that began at this depth: passes over the rest of it. */
  public void leave(int began) {
    while (depth >= began) {
      next();
    }
  }

  public Fault malformed(String code, String message) {
    return new Fault(Kind.MALFORMED, code, message, Map.of("pointer", pointer()));
  }

  public Fault unacceptable(String code, String message) {
    return new Fault(Kind.UNACCEPTABLE, code, message, Map.of("pointer", pointer()));
  }

  /** Refuses a field nobody asked for, naming it. */
  public Fault unknown(String field, String where) {
    return unacceptable("unknown-field", where + " has no field '" + shown(field) + "'.");
  }

  private Fault tooLong() {
    return new Fault(
        Kind.TOO_LARGE,
        "text-too-long",
        "A text is longer than the " + LONGEST_TEXT + " bytes allowed.",
        Map.of("pointer", pointer()));
  }

  private Fault expected(String what) {
    return unacceptable("bad-type", "Expected " + what + ", found " + found() + ".");
  }

  private String found() {
    return switch (token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "null";
    };
  }

  private String name() {
    return checked(read(JsonParser::currentName), LONGEST_TEXT);
  }

  private String checked(String text, int most) {
    if (text.length() > most || text.getBytes(StandardCharsets.UTF_8).length > most) {
      throw tooLong();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw unacceptable("bad-text", "A text holds NUL or half of a surrogate pair.");
      }
      i += pair ? 1 : 0;
    }
    return text;
  }

  private void checkNumberLength(String code) {
    if (read(JsonParser::getTextLength) > LONGEST_NUMBER) {
      throw unacceptable(code, "A number has more than " + LONGEST_NUMBER + " characters.");
    }
  }

  private static String shown(String name) {
    return name.length() > 60 ? name.substring(0, 60) + "..." : name;
  }

  private JsonToken token() {
    return parser.currentToken();
  }

  private @Nullable JsonToken next() {
    JsonToken token = read(JsonParser::nextToken);
    if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
      if (++depth > budget.depth()) {
        throw new Fault(
            Kind.MALFORMED,
            "nesting-too-deep",
            "The JSON is nested deeper than the %d levels allowed.".formatted(budget.depth()));
      }
    } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
      depth--;
    }
    return token;
  }

  private interface Step<T> {
    T apply(JsonParser parser) throws IOException;
  }

  private <T> T read(Step<T> step) {
    try {
      return step.apply(parser);
    } catch (StreamConstraintsException e) {
      throw tooLong();
    } catch (IOException e) {
      throw malformed(
          "bad-json",
          "The body is not JSON, at line %d column %d."
              .formatted(
                  parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr()));
    }
  }

  @Override
  public void close() {
    read(each -> {
      each.close();
      return true;
    });
  }
}
