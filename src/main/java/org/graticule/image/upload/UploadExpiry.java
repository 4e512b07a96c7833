package org.graticule.image.upload;

import java.time.Duration;
import org.graticule.db.TicketHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for uploads that nobody goes on with. Owns its thread. */
public final class UploadExpiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UploadExpiry.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Thread thread;

  public UploadExpiry(Uploads uploads, TicketHolder errand) {
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("upload-expiry")
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  uploads.expire(errand);
                  Thread.sleep(EVERY);
                } catch (InterruptedException e) {
                  return;
                } catch (RuntimeException e) {
                  LOG.warn("uploads cannot be expired: {}", e.getMessage());
                  if (!rest()) {
                    return;
                  }
                }
              }
            });
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
