package org.graticule.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A class of the ontology as a dataset knows it.
 *
 * @param id stable for ever, from 1, with gaps
 * @param parent name of the class above; null at the top
 */
public record Category(int id, String name, @Nullable String parent) {}
