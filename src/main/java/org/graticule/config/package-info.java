/**
 * Turns file and environment into one validated record, or refuses to start, listing every problem.
 */
@NullMarked
package org.graticule.config;

import org.jspecify.annotations.NullMarked;
