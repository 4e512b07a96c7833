/** Labels as immutable revisions, the geometry rules, history and undo. */
@NullMarked
package org.graticule.label;

import org.jspecify.annotations.NullMarked;
