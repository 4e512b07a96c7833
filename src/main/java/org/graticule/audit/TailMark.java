package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * How far the log had got when it was last written, in a file beside it: overwritten in place after
 * each batch and not forced, so it costs next to nothing, outlives a killed process, and shows a
 * cut of records that no checkpoint covers yet. After the loss of power it may be older than the
 * log, never newer. Not thread-safe: the sequencer writes it.
 */
final class TailMark implements AutoCloseable {
  static final String NAME = "tail";
  private static final int CODE = 16;

  /**
   * A mark as read.
   *
   * @param size records that were durable
   * @param last leaf hash of the last of them
   * @param code first bytes of a keyed hash of both, hex
   */
  record Read(long size, byte[] last, String code) {
    /** Whether the holder of the key wrote it. */
    boolean isBy(SigningKey key) {
      return code.equals(keyedCode(key.tailMac(), size, last));
    }
  }

  private final FileChannel channel;
  private final LineWriter line = new LineWriter();
  private final Frame frame = new Frame();
  private final Mac mac;

  private TailMark(FileChannel channel, Mac mac) {
    this.channel = channel;
    this.mac = mac;
  }

  static TailMark open(Path folder, SigningKey key) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new TailMark(channel, key.tailMac());
  }

  void write(LogHead head) throws IOException {
    line.rewind(0);
    line.padded(head.size(), 20).put(' ').hex(head.last()).put(' ');
    line.put(keyedCode(mac, head.size(), head.last()));
    frame.close(line, 0);
    ByteBuffer bytes = ByteBuffer.wrap(line.bytes(), 0, line.length());
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  /** Makes the newest mark durable: asks the device for a sign of life. */
  void force() throws IOException {
    channel.force(false);
  }

  /**
   * Reads a mark, empty where there is none.
   *
   * @throws Checkpoint.Rejected if the file holds anything else
   */
  static Optional<Read> read(Path folder) throws IOException, Checkpoint.Rejected {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = LogFolder.note(file);
    if (bytes.length == 0) {
      // A log that was killed before its first record.
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.matches("0\\d{19} [0-9a-f]{64} [0-9a-f]{16}\t[0-9a-f]{8}\n")
        && new Frame().intact(bytes, 0, bytes.length - 1)) {
      byte[] last = HexFormat.of().parseHex(text.substring(21, 85));
      return Optional.of(
          new Read(Long.parseLong(text.substring(0, 20)), last, text.substring(86, 86 + CODE)));
    }
    throw new Checkpoint.Rejected("it is not a mark of the log's end");
  }

  private static String keyedCode(Mac mac, long size, byte[] last) {
    mac.update(ByteBuffer.allocate(8).putLong(size).array());
    byte[] code = mac.doFinal(last);
    return LineWriter.hexOf(Arrays.copyOf(code, CODE / 2));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
