package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches of events on the disk: encodes, chains, writes, forces once, acknowledges. Only the
 * sequencer thread writes; {@link #durable} and {@link #damage} may be asked by any thread.
 */
final class LogWriter {
  private static final int FLUSH_AT = 1 << 18;

  private final LogOptions options;
  private final SigningKey key;
  private final String origin;
  private final AuditEvents types;
  private final LogRecovery recovery;
  private final LineWriter out = new LineWriter();
  private final CanonicalJson json = new CanonicalJson(out);
  private final Frame frame = new Frame();
  private final Chain chain;
  private final RecentIds recent;
  private TailMark tail;

  /** Guarded by itself: upkeep changes it beside the sequencer. */
  private final List<SealedSegment> sealed = new ArrayList<>();

  private final @Nullable LogMirror mirror;
  private volatile Segment segment;
  private volatile LogHead durable;
  private int watched;
  private long cut;

  private LogWriter(
      LogOptions options,
      SigningKey key,
      AuditEvents types,
      LogRecovery recovery,
      LogRecovery.@Nullable Opened opened)
      throws IOException {
    this.options = options;
    this.key = key;
    this.origin = key.verifier().name();
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
    Path twin = options.mirror();
    mirror = twin == null ? null : LogMirror.open(options.folder(), twin, key, segment);
    tail = TailMark.open(options.folder(), key);
    mark();
  }

  /** Opens the log of a folder, or begins one. */
  static Opening open(LogOptions options, SigningKey key, KeyRing keys, AuditEvents types)
      throws IOException {
    LogRecovery recovery = new LogRecovery(options.folder(), key, keys, types);
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
      force();
      durable = chain.head();
      writeTails();
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
    if (mirror != null) {
      mirror.write(out.bytes(), out.length());
    }
    out.rewind(0);
  }

  /** Both devices work at the same time. */
  private void force() throws IOException {
    if (mirror == null) {
      segment.force();
      return;
    }
    Future<?> second = mirror.force();
    segment.force();
    LogMirror.await(second);
  }

  /** The mark is forced, for the first time and whenever the device is asked for a sign of life. */
  void mark() throws IOException {
    writeTails();
    tail.force();
  }

  private void writeTails() throws IOException {
    tail.write(durable);
    if (mirror != null) {
      mirror.mark(durable);
    }
  }

  private void rotate() throws IOException {
    segment.seal();
    Segment full = segment;
    SegmentHeader header = new SegmentHeader(origin, durable);
    segment = Segment.create(options.folder(), header);
    if (mirror != null) {
      mirror.rotate(header);
    }
    synchronized (sealed) {
      sealed.add(SealedSegment.of(full.file()));
    }
  }

  /**
   * After a failure: if what was acknowledged is all there, removes what was not and goes on in a
   * new segment. The file whose {@code fsync} failed is never trusted with another record.
   *
   * @return bytes removed, those of attempts that got no further included
   */
  long reopen() throws IOException {
    synchronized (sealed) {
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
      if (last == null) {
        throw Fault.unavailable("audit-damaged", "all segments of the audit log are gone");
      }
      Path next = SegmentFile.of(options.folder(), durable.size()).path();
      if (!last.path().equals(next)) {
        cut += Math.max(0, last.length() - end.length());
        Segment.resume(last, end.length()).close();
      }
      Files.deleteIfExists(next);
      chain.reset(durable);
      recent.dropFrom(durable.size());
      SegmentHeader header = new SegmentHeader(origin, durable);
      if (mirror != null) {
        mirror.reopen(header);
      }
      segment = Segment.create(options.folder(), header);
      sealed.removeIf(each -> each.file().equals(last));
      if (!last.path().equals(next)) {
        sealed.add(SealedSegment.of(last));
      }
      // Perhaps another device is mounted there by now.
      tail.close();
      tail = TailMark.open(options.folder(), key);
      mark();
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
    if (damage.isEmpty() && mirror != null) {
      damage = mirror.damage();
    }
    synchronized (sealed) {
      for (int i = 0; i < Math.min(64, sealed.size()) && damage.isEmpty(); i++) {
        damage = sealed.get(watched++ % sealed.size()).damage();
      }
    }
    return damage;
  }

  /** Segments that no event is added to any more, oldest first. */
  List<SegmentFile> sealed() {
    synchronized (sealed) {
      return sealed.stream().map(SealedSegment::file).toList();
    }
  }

  /** Puts another form of a sealed segment, which is there already, in its place. */
  void replace(SegmentFile old, SegmentFile now) throws IOException {
    synchronized (sealed) {
      SealedSegment fresh = SealedSegment.of(now);
      sealed.replaceAll(each -> each.file().equals(old) ? fresh : each);
      Files.delete(old.path());
      DurableFile.syncFolder(options.folder());
    }
    publish(now.path(), List.of(old.path()));
  }

  /** Gives the mirror a file that lies beside the segments. */
  void publish(Path file, List<Path> instead) throws IOException {
    if (mirror != null) {
      mirror.replace(file, instead);
    }
  }

  void close() throws IOException {
    segment.seal();
    tail.close();
    if (mirror != null) {
      mirror.close();
    }
  }
}
