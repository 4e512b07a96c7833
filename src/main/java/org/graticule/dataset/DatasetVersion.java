package org.graticule.dataset;

import java.time.Instant;
import java.util.UUID;

/**
 * Which dataset this is, as fixed when it was frozen. Immutable.
 *
 * @param version counts the datasets of this name in the project, from 1
 * @param created when it was frozen
 * @param createdBy who asked for it
 * @param banner the marking of the whole: the join of everything inside
 * @param portion the same, short
 * @param ontology version of the project's ontology
 */
public record DatasetVersion(
    UUID id,
    UUID project,
    String projectName,
    String name,
    int version,
    Instant created,
    String createdBy,
    String banner,
    String portion,
    int ontology) {}
