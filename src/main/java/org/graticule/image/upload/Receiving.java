package org.graticule.image.upload;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.graticule.fault.Fault;
import org.graticule.http.Inflow;
import org.graticule.http.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that adds to an upload, and its hold on it. Whoever comes later may {@link #revoke}
 * it once it is silent. Thread-safe: the giver of bytes and a later comer meet here.
 */
final class Receiving implements Inflow {
  private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

  private final long length;
  private final @Nullable Checksum checksum;
  private final Runnable release;
  private @Nullable UploadFile file;
  private long start;
  private long at;
  private boolean over;
  private Function<Long, Reply> answer = offset -> Reply.noContent();
  private volatile Runnable hangUp = () -> {};
  private volatile long heard = System.nanoTime();

  /**
   * @param length of the whole upload
   * @param release called once, when this lets go of the upload
   */
  Receiving(long length, @Nullable Checksum checksum, Runnable release) {
    this.length = length;
    this.checksum = checksum;
    this.release = release;
  }

  /**
   * Begins, where this has the hold on the upload.
   *
   * @param answer makes the answer of the offset that is reached; may still refuse
   */
  synchronized void begin(UploadFile opened, long offset, Function<Long, Reply> answer)
      throws IOException {
    file = opened;
    start = offset;
    at = offset;
    this.answer = answer;
    if (checksum != null) {
      opened.doubt(offset);
    }
  }

  /** Nanoseconds without a byte. */
  long silence() {
    return System.nanoTime() - heard;
  }

  @Override
  public long room() {
    return length - start;
  }

  @Override
  public void opened(Runnable hangUp) {
    this.hangUp = hangUp;
  }

  @Override
  public synchronized void take(byte[] piece) throws IOException {
    UploadFile to = held();
    heard = System.nanoTime();
    if (at + piece.length > length) {
      to.cut(start);
      throw Fault.tooLarge(
          "past-length",
          "the body goes beyond the %d bytes that were declared; nothing of it was kept"
              .formatted(length));
    }
    try {
      to.write(piece, at);
    } catch (IOException e) {
      LOG.warn("an upload cannot be stored: {}", e.getMessage());
      throw new Fault(
          Fault.Kind.STORAGE,
          "storage-full",
          "There is no room for more of this upload now; ask for its offset and go on later.");
    }
    at += piece.length;
    if (checksum != null) {
      checksum.add(piece);
    }
    heard = System.nanoTime();
  }

  @Override
  public Reply end() throws IOException {
    try {
      return answer.apply(settled());
    } finally {
      broken();
    }
  }

  /** What arrived counts from here on, and is on the disk. */
  private synchronized long settled() throws IOException {
    UploadFile from = held();
    if (checksum != null && !checksum.holds()) {
      from.cut(start);
      throw new Fault(
          Fault.Kind.CHECKSUM,
          "checksum-mismatch",
          "the body is not what Upload-Checksum says; nothing of it was kept",
          Map.of("offset", start));
    }
    from.force();
    from.accept();
    return at;
  }

  @Override
  public synchronized void broken() {
    if (over) {
      return;
    }
    over = true;
    try {
      if (file != null) {
        // Bytes without their checksum do not count: the marker is still there and is obeyed.
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("an upload's file does not close: {}", e.getMessage());
    } finally {
      release.run();
    }
  }

  /** Takes the upload away from a caller that has gone silent. */
  void revoke() {
    broken();
    hangUp.run();
  }

  private UploadFile held() {
    if (over || file == null) {
      throw Fault.conflict(
          "upload-taken-over", "another request goes on with this upload", Map.of());
    }
    return file;
  }
}
