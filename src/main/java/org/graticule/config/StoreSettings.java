package org.graticule.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where originals and pyramids lie. Immutable.
 *
 * @param bucket empty for the data directory
 */
public record StoreSettings(Optional<Bucket> bucket) {

  /**
   * A bucket of an S3-compatible store, in path style.
   *
   * @param folder within the bucket; empty for its root
   * @param cacheBytes of blocks kept in memory
   */
  public record Bucket(
      URI endpoint,
      String region,
      String name,
      String folder,
      String key,
      Secret secret,
      long cacheBytes) {}
}
