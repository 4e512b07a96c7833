/** Wires everything by constructor and runs the commands. */
@NullMarked
package org.graticule.app;

import org.jspecify.annotations.NullMarked;
