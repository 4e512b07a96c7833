package org.graticule.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the text of a setting may be; anything else is refused with what is allowed. */
final class SettingText {
  private SettingText() {}

  static Function<String, Integer> whole(int least, int most) {
    return text -> (int) wholeLong(text, least, most);
  }

  static long wholeLong(String text, long least, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below, with the range.
    }
    throw new IllegalArgumentException(
        "a whole number from " + least + " to " + most + " is needed");
  }

  static List<String> hosts(String text) {
    List<String> hosts =
        Arrays.stream(text.split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .toList();
    if (!hosts.stream()
        .allMatch(host -> host.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?"))) {
      throw new IllegalArgumentException("host names with commas between are needed");
    }
    return hosts;
  }

  static boolean yes(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false is needed");
    };
  }

  static String s3Url(String text) {
    if (!text.isEmpty()
        && !text.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._-]+)*/?")) {
      throw new IllegalArgumentException("it must be s3://BUCKET or s3://BUCKET/FOLDER");
    }
    return text;
  }

  /** Empty, or a file of this machine. */
  static String file(String text) {
    if (text.isEmpty()) {
      return "";
    }
    Path file = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("no file that can be read");
    }
    return file.toString();
  }

  static String name(String text) {
    if (!text.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("it must have 1 to 40 of a-z 0-9 -");
    }
    return text;
  }

  static String region(String text) {
    if (!text.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("it must be like us-east-1");
    }
    return text;
  }

  static String jdbcUrl(String text) {
    if (!text.isEmpty() && !text.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException("it must begin with jdbc:postgresql://");
    }
    return text;
  }

  static String httpUrl(String text) {
    if (!text.isEmpty() && !text.matches("https?://[^/\\s]+/?")) {
      throw new IllegalArgumentException("it must be http://host or https://host, without a path");
    }
    return URI.create(text).toString();
  }
}
