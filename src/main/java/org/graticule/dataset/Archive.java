package org.graticule.dataset;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file under construction, the same bytes for the same members: fixed times, order as
 * written, one compression level. Members stream to a file beside the target, which is fsynced and
 * renamed into place by {@link #publish}; closing without publishing leaves nothing behind. Not
 * thread-safe; one member at a time.
 *
 * <p>Known limits: bytes repeat only under the same zlib; memory grows with the number of members
 * (some hundred bytes each), not with their size.
 */
public final class Archive implements Closeable {
  /**
   * One for all; at the earliest that a zip can say, Java adds a stamp that depends on the zone.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private static final String SUFFIX = ".part";
  private static final int LEVEL = 6;
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final ZipOutputStream zip;
  private final List<Member> members = new ArrayList<>();

  /**
   * Begins an archive and removes what an interrupted build of the same left. Should that build
   * still be alive somewhere, it is the one that fails: each has a file of its own.
   */
  public Archive(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    removeLeftovers();
    this.temporary =
        Files.createTempFile(this.target.getParent(), target.getFileName() + ".", SUFFIX);
    this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
    OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    this.zip = new ZipOutputStream(new DigestOutputStream(file, digest));
    zip.setLevel(LEVEL);
  }

  /** Opens a compressed member for streaming; it must be closed before the next one is begun. */
  public OutputStream compressed(String name) throws IOException {
    zip.putNextEntry(entry(name));
    return new MemberStream(name);
  }

  /** Writes a member that is compressed already, such as a JPEG, as it is. */
  public void stored(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = entry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    members.add(new Member(name, content.length, hex(sha256().digest(content))));
  }

  /** The members closed so far, in order. */
  public List<Member> members() {
    return Collections.unmodifiableList(members);
  }

  /** Completes the file and moves it into place, durably and at once; returns it as a member. */
  public Member publish() throws IOException {
    zip.finish();
    zip.flush();
    channel.force(true);
    long bytes = channel.size();
    zip.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return new Member(target.getFileName().toString(), bytes, hex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }

  private void removeLeftovers() throws IOException {
    String pattern = target.getFileName() + ".*" + SUFFIX;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent(), pattern)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Counts and digests a member on its way, and ends it when closed. */
  private final class MemberStream extends OutputStream {
    private final String name;
    private final MessageDigest content = sha256();
    private long bytes;
    private boolean open = true;

    MemberStream(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      zip.write(b, offset, length);
      content.update(b, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      if (open) {
        open = false;
        zip.closeEntry();
        members.add(new Member(name, bytes, hex(content.digest())));
      }
    }
  }
}
