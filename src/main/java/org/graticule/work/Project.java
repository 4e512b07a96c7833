package org.graticule.work;

import java.time.Instant;
import java.util.UUID;

/** A place where people label a set of scenes with one ontology. */
public record Project(UUID id, String name, String description, Instant created) {}
