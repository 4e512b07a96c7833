package org.graticule.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files read again within a second of a change. Owns one thread. What cannot be read leaves all
 * as it was, and is tried again: certificate and key are seldom replaced in the same instant.
 */
final class FileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final List<Path> files;
  private final Reading reading;
  private final Thread thread;
  private List<String> seen;
  private @Nullable String trouble;

  /** Reads the files, or throws and changes nothing. */
  @FunctionalInterface
  interface Reading {
    void read() throws Exception;
  }

  /**
   * @throws IllegalStateException where the files cannot be read the first time
   */
  FileWatch(List<Path> files, Reading reading) {
    this.files = List.copyOf(files);
    this.reading = reading;
    this.seen = stamps();
    try {
      reading.read();
    } catch (Exception e) {
      throw new IllegalStateException(files + " cannot be used: " + e.getMessage());
    }
    this.thread = Thread.ofPlatform().daemon().name("certificates").start(this::watch);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(INTERVAL);
      } catch (InterruptedException e) {
        return;
      }
      List<String> now = stamps();
      if (!now.equals(seen) || trouble != null) {
        readAgain();
        seen = now;
      }
    }
  }

  private void readAgain() {
    try {
      reading.read();
      trouble = null;
      LOG.info("{} read again", files);
    } catch (Exception e) {
      if (!Objects.equals(trouble, String.valueOf(e.getMessage()))) {
        trouble = String.valueOf(e.getMessage());
        LOG.warn(
            "{} changed and cannot be used, so what was read before stays: {}", files, trouble);
      }
    }
  }

  private List<String> stamps() {
    List<String> stamps = new ArrayList<>();
    for (Path file : files) {
      try {
        stamps.add(Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        stamps.add("absent");
      }
    }
    return stamps;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
