package org.graticule.image.upload;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody promised to send. How much of it has arrived is told by its file, not here.
 *
 * @param name as the person named it
 * @param length bytes, > 0
 * @param metadata the header it was created with, as it came
 * @param bundle which of this person's uploads make one scene; null where it is alone
 * @param files how many uploads the bundle has
 * @param markId what the scene will be marked
 * @param received whether all of it is there, on the disk
 * @param job the ingest it became
 */
public record Upload(
    UUID id,
    UUID project,
    String name,
    long length,
    String metadata,
    @Nullable String bundle,
    int files,
    int markId,
    boolean received,
    @Nullable UUID job,
    Instant created,
    UUID createdBy,
    String createdName,
    Instant expires) {}
