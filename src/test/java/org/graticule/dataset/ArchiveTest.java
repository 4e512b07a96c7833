package org.graticule.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
  @TempDir Path folder;

  @Test
  void sameMembersAreTheSameBytesInAnyTimeZone() throws IOException {
    TimeZone home = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      build("a.zip");
      TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
      build("b.zip");
    } finally {
      TimeZone.setDefault(home);
    }

    assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
  }

  @Test
  void membersAndArchiveAreDescribedAsTheyAreFound() throws Exception {
    Member archive = build("a.zip");
    List<Member> members = new ArrayList<>();
    try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        members.add(new Member(entry.getName(), content.length, sha256(content)));
      }
    }

    assertThat(members).isEqualTo(described);
    byte[] bytes = Files.readAllBytes(folder.resolve("a.zip"));
    assertThat(archive).isEqualTo(new Member("a.zip", bytes.length, sha256(bytes)));
  }

  @Test
  void nothingAppearsBeforeItIsComplete() throws IOException {
    Path target = folder.resolve("a.zip");
    try (Archive archive = new Archive(target)) {
      archive.stored("x", new byte[100_000]);

      assertThat(target).doesNotExist();
    }

    assertThat(listed()).isEmpty();
  }

  @Test
  void whatAnInterruptedBuildLeftIsReplaced() throws IOException {
    Files.write(folder.resolve("a.zip.17.part"), new byte[1_000_000]);
    build("a.zip");
    build("b.zip");

    assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
    assertThat(listed()).containsExactly("a.zip", "b.zip");
  }

  @Test
  void failingMemberLeavesTheFormerArchive() throws IOException {
    build("a.zip");
    byte[] before = Files.readAllBytes(folder.resolve("a.zip"));
    try (Archive archive = new Archive(folder.resolve("a.zip"));
        OutputStream out = archive.compressed("half")) {
      out.write(1);
    }

    assertThat(Files.readAllBytes(folder.resolve("a.zip"))).isEqualTo(before);
    assertThat(listed()).containsExactly("a.zip");
  }

  private List<Member> described = List.of();

  private Member build(String name) throws IOException {
    byte[] noise = new byte[70_000];
    new Random(1).nextBytes(noise);
    try (Archive archive = new Archive(folder.resolve(name))) {
      archive.stored("images/ä.jpg", noise);
      try (OutputStream out = archive.compressed("text.json")) {
        for (int i = 0; i < 10_000; i++) {
          out.write(("{\"i\":" + i + "}\n").getBytes(UTF_8));
        }
        out.write('!');
      }
      archive.stored("empty", new byte[0]);
      described = List.copyOf(archive.members());
      return archive.publish();
    }
  }

  private List<String> listed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
