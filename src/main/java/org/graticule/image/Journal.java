package org.graticule.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Where an ingest has got to, so that it is taken up there if its process is killed. Written beside
 * the finished tiles now and then, and so seldom that it costs one part in twenty at most; a short
 * ingest never writes one. One thread.
 */
final class Journal {
  static final String NAME = "journal";
  private static final String FRESH = "journal.new";
  private static final int FORMAT = 1;
  private static final int LEAST_GAIN = 20;
  private static final int SUM_BYTES = 8;

  private final Path folder;
  private final String subject;
  private final long every;
  private long due;

  /** What is kept; the tiles it speaks of are on disk when it is saved. */
  interface State {
    void save(DataOutputStream out) throws IOException;

    void load(DataInputStream in) throws IOException;
  }

  /**
   * @param folder of the journal and of the files with the finished tiles
   * @param subject what was ingested and how; a journal of anything else is not taken up
   * @param every time between two entries, at least; zero for one after each row of tiles
   */
  Journal(Path folder, String subject, Duration every) {
    this.folder = folder;
    this.subject = FORMAT + " " + subject;
    this.every = every.toNanos();
    this.due = System.nanoTime() + this.every;
  }

  /** Takes up what an earlier attempt left, where it is whole and of the same subject. */
  boolean resume(State state) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file) || !whole(file)) {
      return false;
    }
    try (DataInputStream in = open(Files.newInputStream(file))) {
      if (!in.readUTF().equals(subject)) {
        return false;
      }
      int files = in.readInt();
      for (int i = 0; i < files; i++) {
        Path tiles = folder.resolve(in.readUTF());
        if (in.readLong() > (Files.exists(tiles) ? Files.size(tiles) : -1)) {
          return false;
        }
      }
      state.load(in);
      return true;
    }
  }

  /** Writes an entry where it is time. */
  void offer(State state) throws IOException {
    long began = System.nanoTime();
    if (began < due) {
      return;
    }
    Path fresh = folder.resolve(FRESH);
    try (FileChannel channel =
            FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        CheckedOutputStream sum =
            new CheckedOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel)), new CRC32());
        DataOutputStream out = new DataOutputStream(sum)) {
      List<Path> tiles = tiles();
      out.writeUTF(subject);
      out.writeInt(tiles.size());
      for (Path one : tiles) {
        out.writeUTF(one.getFileName().toString());
        out.writeLong(Files.size(one));
      }
      state.save(out);
      out.flush();
      out.writeLong(sum.getChecksum().getValue());
      out.flush();
      channel.force(true);
    }
    Files.move(fresh, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    long now = System.nanoTime();
    due = now + (every == 0 ? 0 : Math.max(every, LEAST_GAIN * (now - began)));
  }

  private List<Path> tiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".level")).sorted().toList();
    }
  }

  private static boolean whole(Path file) throws IOException {
    long length = Files.size(file) - SUM_BYTES;
    try (CheckedInputStream sum =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file)), new CRC32());
        DataInputStream in = new DataInputStream(sum)) {
      if (length < 0) {
        return false;
      }
      in.skipNBytes(length);
      long computed = sum.getChecksum().getValue();
      return in.readLong() == computed;
    }
  }

  private static DataInputStream open(InputStream in) {
    return new DataInputStream(new BufferedInputStream(in));
  }
}
