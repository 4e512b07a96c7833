package org.graticule.audit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ext4 volume of its own, in a file, that can be harmed as a whole. Mounting needs root. */
final class LoopVolume implements AutoCloseable {
  private final Path image;
  private final Path at;

  private LoopVolume(Path image, Path at) {
    this.image = image;
    this.at = at;
  }

  /** Skips the test where the machine does not let us mount. */
  static LoopVolume mount(Path folder, int megabytes) throws Exception {
    Path image = folder.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) megabytes << 20);
    }
    LoopVolume volume = new LoopVolume(image, Files.createDirectory(folder.resolve("volume")));
    assumeTrue(run("mkfs.ext4", "-q", "-m", "0", image.toString()), "mkfs.ext4 is needed");
    assumeTrue(volume.mount(image), "mounting a loop device needs root");
    return volume;
  }

  Path path() {
    return at;
  }

  private boolean mount(Path what) throws Exception {
    return run("mount", "-o", "loop", what.toString(), at.toString());
  }

  /** Mounts what is on the device now, from a copy: the kernel keeps a volume with open files. */
  boolean mountAgain() throws Exception {
    return mount(Files.copy(image, image.resolveSibling("image-again")));
  }

  /** Open files stay with what was there before. */
  void detach() throws Exception {
    run("umount", "-l", at.toString());
  }

  /** As after an error that the file system does not survive: read-only from one moment on. */
  void turnReadOnly() throws Exception {
    assumeTrue(run("mount", "-o", "remount,abort", at.toString()), "ext4 cannot be aborted");
  }

  /** Every write and every fsync fails with EIO (the ioctl EXT4_IOC_SHUTDOWN). */
  void die() throws Exception {
    String program =
        "import fcntl,os,struct,sys;"
            + "fcntl.ioctl(os.open(sys.argv[1],os.O_RDONLY),0x8004587D,struct.pack('I',2))";
    assumeTrue(run("python3", "-c", program, at.toString()), "ext4 cannot be shut down");
  }

  /** Writers hang until {@link #thaw}. */
  void freeze() throws Exception {
    assumeTrue(run("fsfreeze", "-f", at.toString()), "the volume cannot be frozen");
  }

  void thaw() throws Exception {
    run("fsfreeze", "-u", at.toString());
  }

  static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      System.err.println(String.join(" ", command) + ": " + said.strip());
    }
    return code == 0;
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("umount", "-l", at.toString()).inheritIO().start().onExit().join();
  }
}
