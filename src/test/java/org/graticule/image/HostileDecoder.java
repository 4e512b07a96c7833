package org.graticule.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graticule.image.confine.InnerWalls;

/**
 * A decoder that its input has taken over: raises the walls as the real one does, then does what
 * the input says. What came of it is told as a refusal with the code {@code deed}.
 */
final class HostileDecoder {
  private static String walls = "";

  private HostileDecoder() {}

  public static void main(String[] args) throws Exception {
    Path input = Path.of(args[5]);
    walls = String.join(",", InnerWalls.raise(List.of(input), Path.of(args[4])));
    String[] deed = Files.readString(input).split(" ", 2);
    tell(outcome(deed[0], deed.length > 1 ? deed[1] : "", Path.of(args[4]), input));
  }

  private static String outcome(String deed, String object, Path folder, Path input)
      throws Exception {
    try {
      return switch (deed) {
        case "connect" -> connect(Integer.parseInt(object));
        case "read" -> "read: " + Files.readString(Path.of(object));
        case "list" -> String.join(" ", Path.of(object).toFile().list());
        case "overwrite" -> "wrote: " + Files.writeString(input, "gone");
        case "link" -> "linked: " + Files.createSymbolicLink(folder.resolve("l"), Path.of(object));
        case "execute" -> "ran: " + new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        case "kill" ->
            "killed: " + ProcessHandle.of(Long.parseLong(object)).map(ProcessHandle::destroy);
        case "walls" -> walls;
        case "environment" -> String.join(",", System.getenv().keySet().stream().sorted().toList());
        case "user" ->
            Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.matches("(Uid|Groups|CapBnd|CapEff|NoNewPrivs|Seccomp):.*"))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .reduce("", (a, b) -> a + b + ";");
        case "heap" -> heap();
        case "native" -> outside();
        case "loop" -> loop();
        case "crash" -> crash();
        case "flood" -> flood(folder.resolve("flood"));
        case "chatter" -> chatter("no message\n", 1000);
        case "line" -> chatter("x".repeat(1 << 20), 100);
        case "facts" -> chatter("{\"facts\":{\"width\":\"wide\"}}\n", 1);
        case "refusal" -> chatter("{\"fault\":\"x\",\"kind\":\"OWNED\",\"message\":\"m\"}\n", 1);
        default -> throw new IllegalArgumentException(deed);
      };
    } catch (IOException | SecurityException e) {
      return e.toString();
    } catch (ExceptionInInitializerError e) {
      return String.valueOf(e.getCause());
    }
  }

  private static String connect(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return "connected: " + socket;
    }
  }

  @SuppressWarnings("restricted")
  private static String crash() {
    return "survived: " + MemorySegment.NULL.reinterpret(8).get(ValueLayout.JAVA_INT, 0);
  }

  private static String heap() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[1 << 20]);
    }
  }

  private static String outside() {
    while (true) {
      Arena.global().allocate(16 << 20).fill((byte) 1);
    }
  }

  private static String loop() {
    long n = 0;
    while (true) {
      n++;
      if (n == Long.MIN_VALUE) {
        return "never";
      }
    }
  }

  private static String flood(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    return "wrote: " + Files.size(file);
  }

  private static String chatter(String words, int times) {
    for (int i = 0; i < times; i++) {
      System.out.print(words);
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
    return "";
  }

  private static void tell(String outcome) {
    String text = outcome.replace("\\", "").replace("\"", "'").replace("\n", " ");
    System.out.println(
        "{\"fault\":\"deed\",\"kind\":\"UNACCEPTABLE\",\"message\":\""
            + text.substring(0, Math.min(1500, text.length()))
            + "\"}");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
