package org.graticule.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where and when the scenes of a project were taken, of those that somebody may see.
 *
 * @param box null where none has a place
 * @param from null where none says when
 * @param to null where none says when
 */
public record SceneExtent(@Nullable LonLatBox box, @Nullable Instant from, @Nullable Instant to) {}
