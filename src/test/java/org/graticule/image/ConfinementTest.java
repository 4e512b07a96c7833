package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess.Limits;
import org.graticule.image.confine.OuterWalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decoder can do that its input has taken over: nothing, and it ends with a reason. */
final class ConfinementTest {
  private static final Limits LIMITS =
      new Limits(64, Duration.ofMinutes(2), 1, Duration.ofMinutes(1), 512, 8);
  private static final OuterWalls WALLS = new OuterWalls();

  @TempDir Path data;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(data.resolve("out"));
  }

  @Test
  void noConnectionCanBeMade() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(deed("connect " + server.getLocalPort())).contains("not permitted");
    }
  }

  @Test
  void aFileThatIsNotItsOwnCannotBeReadEvenIfEverybodyMay() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "the secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(deed("read " + secret)).containsAnyOf("NoSuchFile", "AccessDenied");
    assertThat(deed("read /etc/passwd")).containsAnyOf("NoSuchFile", "AccessDenied");
  }

  @Test
  void theInputCannotBeChanged() throws IOException {
    assertThat(deed("overwrite")).containsAnyOf("AccessDenied", "Read-only");
    assertThat(data.resolve("input")).hasContent("overwrite");
  }

  @Test
  void theInputIsReadWhereOnlyTheServerMayRead() throws IOException {
    Path input = Files.writeString(data.resolve("input"), "environment");
    Files.setPosixFilePermissions(input, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    assertThat(fault(LIMITS).code()).isEqualTo("deed");
  }

  @Test
  void noOtherProgramRunsAndNoOtherProcessIsTouched() throws IOException {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      assertThat(deed("execute")).contains("IOException");
      assertThat(deed("kill " + other.pid())).doesNotContain("true");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void noLinkLeadsTheServerAstray() throws IOException {
    assertThat(deed("link /etc/passwd")).contains("not permitted");
  }

  @Test
  void nothingOfTheServersEnvironmentIsInherited() throws IOException {
    assertThat(List.of(deed("environment").split(",")))
        .contains("PATH", "LANG")
        .isSubsetOf("PATH", "LANG", "PWD", "OLDPWD", "TJ_RESTART");
  }

  @Test
  void aServerThatIsRootDecodesAsAnotherUserWithoutRights() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")));
    assertThat(deed("user"))
        .contains("Uid: 60846 60846 60846 60846;")
        .contains("Groups:;")
        .contains("CapEff: 0000000000000000;")
        .contains("CapBnd: 0000000000000000;")
        .contains("NoNewPrivs: 1;")
        .contains("Seccomp: 2;");
    assertThat((int) Files.getAttribute(folder, "unix:uid")).isZero();
  }

  /** The walls that a server which is not root gets from a machine with namespaces of users. */
  @Test
  void theWallsOfAServerThatIsNotRootHoldToo() throws Exception {
    OuterWalls walls = OuterWalls.withoutRoot();
    Path secret = Files.writeString(data.resolve("secret"), "the secret");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(deed("connect " + server.getLocalPort(), walls)).contains("not permitted");
    }
    assertThat(deed("read " + secret, walls)).containsAnyOf("NoSuchFile", "AccessDenied");
    assertThat(deed("overwrite", walls)).containsAnyOf("AccessDenied", "Read-only");
    assertThat(deed("execute", walls)).contains("IOException");
    assertThat(deed("user", walls)).contains("CapEff: 0000000000000000;").contains("Seccomp: 2;");
  }

  /** Where the machine grants no namespaces and the server is not root, these are what stands. */
  @Test
  void theInnerWallsHoldWithoutTheOuter() throws Exception {
    Path secret = Files.writeString(data.resolve("secret"), "the secret");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(bare("connect " + server.getLocalPort())).contains("not permitted");
    }
    assertThat(bare("execute")).contains("IOException");
    String walls = bare("walls");
    assertThat(walls).contains("seccomp");
    if (walls.contains("landlock")) {
      assertThat(bare("read " + secret)).contains("AccessDenied");
      assertThat(bare("read " + data.resolve("input"))).contains("read: read");
    }
  }

  /** The hostile decoder as a plain child of the test. */
  private String bare(String deed) throws Exception {
    write(deed);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HostileDecoder.class.getName(),
                "default",
                "1",
                "PT15S",
                "0",
                folder.toString(),
                data.resolve("input").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @Test
  void aHeapThatOverflowsIsAReason() throws IOException {
    write("heap");
    Fault fault = fault(LIMITS);
    assertThat(fault.code()).isEqualTo("decoder-memory");
    assertThat(fault.getMessage()).contains("64 MiB of heap");
  }

  @Test
  void memoryBesideTheHeapThatOverflowsIsAReason() throws IOException {
    write("native");
    assertThat(fault(LIMITS).code()).isEqualTo("decoder-memory");
  }

  @Test
  void anEndlessLoopEndsByTheClockByTheProcessorAndBySilence() throws IOException {
    Duration minute = Duration.ofMinutes(1);
    write("loop");
    Fault clock = fault(new Limits(64, Duration.ofSeconds(4), 1, minute, 512, 8, minute, minute));
    assertThat(clock.code()).isEqualTo("decoder-timeout");
    assertThat(clock.getMessage()).contains("longer than PT4S");
    Fault processor =
        fault(new Limits(64, minute, 1, minute, 512, 8, Duration.ofSeconds(3), minute));
    assertThat(processor.code()).isEqualTo("decoder-timeout");
    assertThat(processor.getMessage()).contains("3 seconds of processor time");
    Fault silence = fault(new Limits(64, minute, 1, Duration.ofSeconds(4), 512, 8, minute, minute));
    assertThat(silence.code()).isEqualTo("decoder-timeout");
    assertThat(silence.getMessage()).contains("no progress");
  }

  @Test
  void aCrashIsAReason() throws IOException {
    write("crash");
    Fault fault = fault(LIMITS);
    assertThat(fault.code()).isEqualTo("decoder-broken");
    assertThat(fault.getMessage()).contains("signal");
  }

  @Test
  void aFileLongerThanAllowedIsNotWritten() throws IOException {
    assertThat(deed("flood")).contains("IOException");
  }

  @Test
  void wordsThatAreNoMessageOrTooManyAreAReason() throws IOException {
    for (String deed : List.of("chatter", "line", "facts", "refusal")) {
      write(deed);
      assertThat(fault(LIMITS).code()).as(deed).isEqualTo("decoder-broken");
    }
  }

  private String deed(String deed) throws IOException {
    return deed(deed, WALLS);
  }

  private String deed(String deed, OuterWalls walls) throws IOException {
    write(deed);
    Fault fault = fault(LIMITS, walls);
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo("deed");
    return fault.getMessage();
  }

  private void write(String deed) throws IOException {
    Files.writeString(data.resolve("input"), deed);
  }

  private Fault fault(Limits limits) {
    return fault(limits, WALLS);
  }

  private Fault fault(Limits limits, OuterWalls walls) {
    DecoderProcess decoder = new DecoderProcess(limits, walls, HostileDecoder.class.getName(), 0);
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                decoder.run(
                    data.resolve("input"),
                    List.of(),
                    folder,
                    TileProfile.named("default"),
                    (phase, share) -> {}));
    assertThat(fault).isNotNull();
    return fault;
  }
}
