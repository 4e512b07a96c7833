package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AuditEventsTest {
  private static final Pattern IN_CODE =
      Pattern.compile("\\b(?:EventDraft|\\w*[eE]vent|own)\\(\\s*\"([a-z-]+\\.[a-z-]+)\"");
  private static final Pattern IN_CONTRACT = Pattern.compile("x-event: ([a-z.-]+)");

  private final Set<String> listed =
      AuditFixture.TYPES.all().stream().map(AuditEvents.Type::type).collect(Collectors.toSet());

  @Test
  void everyTypeUsedInTheCodeIsListed() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        collect(IN_CODE, Files.readString(file), used);
      }
    }
    assertThat(used).contains("log.opened", "grant.added", "audit.searched");
    assertThat(listed).containsAll(used);
  }

  @Test
  void everyTypeTheContractPromisesIsListed() throws IOException {
    Set<String> promised = new TreeSet<>();
    collect(
        IN_CONTRACT,
        Files.readString(Path.of("src/main/resources/org/graticule/http/openapi.yaml")),
        promised);
    assertThat(promised).contains("tile.read");
    assertThat(listed).containsAll(promised);
  }

  @Test
  void everyListedTypeSaysWhyAndWhichControlItServes() {
    assertThat(AuditFixture.TYPES.all())
        .hasSizeGreaterThan(40)
        .allSatisfy(type -> {
          assertThat(type.type()).matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
          assertThat(type.rationale()).hasSizeGreaterThan(20);
          assertThat(type.au())
              .isNotEmpty()
              .allMatch(au -> au.matches("[A-Z]{2}-\\d+(\\(\\d+\\))?"));
          assertThat(type.durability()).isNotNull();
        });
  }

  private static void collect(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }
}
