package org.graticule.image.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.fault.Fault;

/**
 * The {@code Upload-Metadata} header: {@code filename}, {@code mark}, {@code scene} for new pixels
 * of one that is there, and for a file that makes a scene together with others {@code bundle} and
 * {@code files}. Other keys are the client's own.
 */
record UploadMetadata(String header, Map<String, String> values) {
  private static final int LONGEST = 8_192;
  private static final int LONGEST_NAME = 255;
  private static final int MOST_FILES = 16;

  static UploadMetadata parse(String header) {
    if (header.length() > LONGEST) {
      throw bad("it has " + header.length() + " characters; allowed: up to " + LONGEST);
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : header.isBlank() ? new String[0] : header.split(",", -1)) {
      String[] parts = pair.strip().split(" ", -1);
      boolean key = parts[0].matches("[!-+\\--~]{1,64}");
      if (!key || parts.length > 2) {
        throw bad("each pair is a key of 1 to 64 ASCII characters, a space and base64");
      }
      if (values.put(parts[0], parts.length == 1 ? "" : decode(parts[0], parts[1])) != null) {
        throw bad("the key " + parts[0] + " is there twice");
      }
    }
    return new UploadMetadata(header, Map.copyOf(values));
  }

  private static String decode(String key, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw bad("the value of " + key + " is not base64 of UTF-8");
    }
  }

  /** The name for people; folders before it are dropped. */
  String name() {
    String given = values.getOrDefault("filename", values.getOrDefault("name", ""));
    String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    boolean printable = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw Fault.malformed("bad-name", "filename must have 1 to 255 printable characters");
    }
    return name;
  }

  Optional<String> mark() {
    return Optional.ofNullable(values.get("mark")).filter(mark -> !mark.isEmpty());
  }

  Optional<String> bundle() {
    String bundle = values.get("bundle");
    if (bundle != null && !bundle.matches("[A-Za-z0-9._-]{1,64}")) {
      throw bad("bundle must have 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return Optional.ofNullable(bundle);
  }

  /** The scene whose new pixels these are; empty for a scene of their own. */
  Optional<UUID> scene() {
    try {
      return Optional.ofNullable(values.get("scene")).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      throw bad("scene must be the id of one");
    }
  }

  /** How many uploads the bundle has. */
  int files() {
    String files = values.getOrDefault("files", "1");
    int number = files.matches("\\d{1,3}") ? Integer.parseInt(files) : 0;
    if (number < 1 || number > MOST_FILES) {
      throw bad("files must be 1 to " + MOST_FILES);
    }
    if (number > 1 && bundle().isEmpty()) {
      throw bad("files says " + number + " but there is no bundle");
    }
    return number;
  }

  private static Fault bad(String why) {
    return Fault.malformed("bad-metadata", "Upload-Metadata: " + why);
  }
}
