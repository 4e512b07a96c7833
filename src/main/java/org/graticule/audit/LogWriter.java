package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches of events on the disk: encodes, chains, writes, forces once, acknowledges. Only the
 * sequencer thread writes; {@link #durable} and {@link #damage} may be asked by any thread.
 */
final class LogWriter {
  private static final int FLUSH_AT = 1 << 18;

  private final LogOptions options;
  private final String origin;
  private final AuditEvents types;
  private final LogRecovery recovery;
  private final LineWriter out = new LineWriter();
  private final CanonicalJson json = new CanonicalJson(out);
  private final Frame frame = new Frame();
  private final Chain chain;
  private final RecentIds recent;
  private final List<SealedSegment> sealed = new CopyOnWriteArrayList<>();
  private volatile Segment segment;
  private volatile LogHead durable;
  private int watched;
  private long cut;

  private LogWriter(
      LogOptions options,
      VerifierKey key,
      AuditEvents types,
      LogRecovery recovery,
      LogRecovery.@Nullable Opened opened)
      throws IOException {
    this.options = options;
    this.origin = key.name();
    this.types = types;
    this.recovery = recovery;
    this.durable = opened == null ? LogHead.EMPTY : opened.head();
    this.recent = opened == null ? new RecentIds() : opened.recent();
    this.chain = new Chain(durable);
    if (opened == null) {
      segment = Segment.create(options.folder(), new SegmentHeader(origin, durable));
    } else if (opened.length() == 0) {
      Files.delete(opened.segment().path());
      segment = Segment.create(options.folder(), new SegmentHeader(origin, durable));
    } else {
      segment = Segment.resume(opened.segment(), opened.length());
    }
    for (SegmentFile file : SegmentFile.list(options.folder())) {
      if (file.first() < segment.file().first()) {
        sealed.add(SealedSegment.of(file));
      }
    }
  }

  /** Opens the log of a folder, or begins one. */
  static Opening open(LogOptions options, VerifierKey key, AuditEvents types) throws IOException {
    LogRecovery recovery = new LogRecovery(options.folder(), key, types);
    LogRecovery.Opened opened = recovery.open();
    LogWriter writer = new LogWriter(options, key, types, recovery, opened);
    return new Opening(writer, opened == null ? 0 : opened.cut());
  }

  /**
   * A log just opened.
   *
   * @param cut bytes of a torn last record that were removed
   */
  record Opening(LogWriter writer, long cut) {}

  /** Where the durable log ends. */
  LogHead durable() {
    return durable;
  }

  /**
   * Makes a batch durable and tells those who wait. Events already told otherwise are left out.
   *
   * @throws IOException if it cannot be told what is on the disk: nobody has been told success, and
   *     {@link #reopen} must come next
   */
  void commit(List<Pending> batch) throws IOException {
    long before = chain.size();
    for (Pending pending : batch) {
      if (!pending.isDone()) {
        encode(pending);
        if (out.length() >= FLUSH_AT) {
          flush();
        }
      }
    }
    if (chain.size() > before) {
      flush();
      segment.force();
      durable = chain.head();
    }
    for (Pending pending : batch) {
      if (pending.seq >= 0) {
        pending.complete(pending.seq);
      }
    }
    if (segment.length() >= options.segmentBytes()) {
      rotate();
    }
  }

  private void encode(Pending pending) {
    Event event = pending.event;
    boolean classA = types.isClassA(event.type());
    Long known = classA ? recent.place(event.id()) : null;
    if (known != null) {
      pending.seq = known;
      return;
    }
    int start = out.length();
    try {
      json.write(event, chain.size(), chain.last());
    } catch (RuntimeException e) {
      out.rewind(start);
      pending.completeExceptionally(e);
      return;
    }
    pending.seq = chain.size();
    chain.append(out.bytes(), start, out.length());
    frame.close(out, start);
    if (classA) {
      recent.add(event.id(), pending.seq);
    }
  }

  private void flush() throws IOException {
    segment.write(out.bytes(), out.length());
    out.rewind(0);
  }

  private void rotate() throws IOException {
    segment.close();
    Segment full = segment;
    segment = Segment.create(options.folder(), new SegmentHeader(origin, durable));
    sealed.add(SealedSegment.of(full.file()));
  }

  /**
   * After a failure: if what was acknowledged is all there, removes what was not and goes on in a
   * new segment. The file whose {@code fsync} failed is never trusted with another record.
   *
   * @return bytes removed, those of attempts that got no further included
   */
  long reopen() throws IOException {
    segment.close();
    out.rewind(0);
    for (SealedSegment each : sealed) {
      Optional<String> damage = each.damage();
      if (damage.isPresent()) {
        throw new IOException(damage.get());
      }
    }
    ChainWalk.End end = recovery.find(durable);
    SegmentFile last = end.last();
    Path next = SegmentFile.of(options.folder(), durable.size()).path();
    if (last == null) {
      throw Fault.unavailable("audit-damaged", "all segments of the audit log are gone");
    }
    if (!last.path().equals(next)) {
      cut += Files.size(last.path()) - end.length();
      Segment.resume(last, end.length()).close();
    }
    Files.deleteIfExists(next);
    chain.reset(durable);
    recent.dropFrom(durable.size());
    segment = Segment.create(options.folder(), new SegmentHeader(origin, durable));
    sealed.removeIf(each -> each.file().equals(last));
    if (!last.path().equals(next)) {
      sealed.add(SealedSegment.of(last));
    }
    long removed = cut;
    cut = 0;
    return removed;
  }

  /**
   * What is wrong with the files, if it shows from outside. Looks at the open segment and at up to
   * 64 sealed ones, the next ones at the next call. For one watching thread.
   */
  Optional<String> damage() {
    Optional<String> damage = segment.damage();
    List<SealedSegment> all = new ArrayList<>(sealed);
    for (int i = 0; i < Math.min(64, all.size()) && damage.isEmpty(); i++) {
      damage = all.get(watched++ % all.size()).damage();
    }
    return damage;
  }

  void close() throws IOException {
    segment.close();
  }
}
