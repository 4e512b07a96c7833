package org.graticule.image.upload;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.graticule.db.TicketHolder;
import org.graticule.image.SceneFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for uploads that nobody goes on with, and for what puts into the store left
 * behind when their process died. Owns its thread.
 */
public final class UploadExpiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UploadExpiry.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration EVERY_SWEEP = Duration.ofHours(1);

  /** A put of hundreds of gigabytes may take hours; none takes a day. */
  private static final Duration LONGEST_PUT = Duration.ofDays(1);

  private final Uploads uploads;
  private final TicketHolder errand;
  private final SceneFiles files;
  private final Clock clock;
  private final Thread thread;

  public UploadExpiry(Uploads uploads, TicketHolder errand, SceneFiles files, Clock clock) {
    this.uploads = uploads;
    this.errand = errand;
    this.files = files;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("upload-expiry").start(this::run);
  }

  private void run() {
    Instant sweep = clock.instant();
    do {
      try {
        uploads.expire(errand);
        if (!clock.instant().isBefore(sweep)) {
          sweep = clock.instant().plus(EVERY_SWEEP);
          int swept = files.sweep(clock.instant().minus(LONGEST_PUT));
          if (swept > 0) {
            LOG.info("removed what {} broken puts left in the store", swept);
          }
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("uploads cannot be expired: {}", e.getMessage());
      }
    } while (rest());
  }

  private static boolean rest() {
    try {
      Thread.sleep(EVERY);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
