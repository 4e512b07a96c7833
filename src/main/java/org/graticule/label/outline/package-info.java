/** Outlines that a segment-anything model proposes for what is clicked on. */
@NullMarked
package org.graticule.label.outline;

import org.jspecify.annotations.NullMarked;
