package org.graticule.audit.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to one sink from a thread of its own, which nothing waits for. Its cursor is a
 * file, moved after the receiver has taken a batch; so a record may be sent twice, never left out.
 * A sink that is away is tried again for ever, more and more seldom, up to once a minute.
 */
public final class SinkPump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkPump.class);
  private static final int BATCH = 500;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Sink sink;
  private final Path log;
  private final LongSupplier size;
  private final Path cursor;
  private final Predicate<Event> withheld;
  private final SSLSocketFactory tls;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Receiver receiver;
  private volatile long sent;
  private volatile String trouble = "";

  /**
   * How a sink fares.
   *
   * @param sent records taken by the receiver: all below this number
   * @param trouble what keeps it from going on, empty where nothing does
   */
  public record Status(String name, String format, long sent, String trouble) {}

  /**
   * @param log the log's folder
   * @param size its durable events
   * @param cursors folder for the cursor
   * @param withheld which events leave as stubs only
   */
  public SinkPump(
      Sink sink,
      Path log,
      LongSupplier size,
      Path cursors,
      Predicate<Event> withheld,
      SSLSocketFactory tls) {
    this.sink = sink;
    this.log = log;
    this.size = size;
    this.cursor = cursors.resolve(sink.name() + ".cursor");
    this.withheld = withheld;
    this.tls = tls;
    this.thread =
        Thread.ofPlatform().daemon().name("audit-sink-" + sink.name()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public Status status() {
    return new Status(sink.name(), sink.format().name(), sent, trouble);
  }

  private void run() {
    Duration rest = POLL;
    while (!closed) {
      try {
        pump();
        rest = POLL;
      } catch (IOException | RuntimeException e) {
        rest = rest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : rest.multipliedBy(2);
        if (trouble.isEmpty() && !closed) {
          LOG.warn("sink {} does not take events: {}", sink.name(), e.getMessage());
        }
        trouble = String.valueOf(e.getMessage());
        hangUp();
      }
      try {
        Thread.sleep(rest);
      } catch (InterruptedException e) {
        break;
      }
    }
    hangUp();
  }

  /** Sends until nothing is left for now. */
  private void pump() throws IOException {
    sent = Files.exists(cursor) ? Long.parseLong(Files.readString(cursor).strip()) : 0;
    AuditTail tail = new AuditTail(log, sent, size);
    while (!closed) {
      List<Recorded> some = tail.read(BATCH);
      if (some.isEmpty()) {
        return;
      }
      List<String> lines = new ArrayList<>(some.size());
      boolean stream = !sink.place().getScheme().equals("file");
      for (Recorded record : some) {
        boolean stub = withheld.test(record.event());
        lines.add(
            stream
                ? sink.format().message(record, stub)
                : stub ? sink.format().stub(record) : sink.format().line(record));
      }
      Receiver open = receiver;
      if (open == null) {
        open = Receiver.open(sink, tls);
        receiver = open;
      }
      open.take(lines);
      sent = tail.next();
      moveCursor();
      trouble = "";
    }
  }

  private void moveCursor() throws IOException {
    Files.createDirectories(cursor.toAbsolutePath().getParent());
    Path draft = cursor.resolveSibling(cursor.getFileName() + ".new");
    Files.writeString(draft, sent + "\n");
    Files.move(draft, cursor, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void hangUp() {
    Receiver open = receiver;
    receiver = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was of no use any more.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    // A write that hangs ends when the socket does.
    hangUp();
    thread.interrupt();
  }
}
