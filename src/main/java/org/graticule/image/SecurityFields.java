package org.graticule.image;

import java.util.List;

/**
 * What one part of a file says about who may see it, in the file's own codes. Immutable.
 *
 * @param where the file or the segment, for people
 * @param level one character as it stands
 * @param codewords and compartments
 * @param controls handling
 * @param releasable to whom it may be released; empty where nothing is said
 */
public record SecurityFields(
    String where,
    String level,
    List<String> codewords,
    List<String> controls,
    List<String> releasable) {}
