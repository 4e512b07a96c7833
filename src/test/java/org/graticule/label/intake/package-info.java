/** What comes in from other programs' files. */
@NullMarked
package org.graticule.label.intake;

import org.jspecify.annotations.NullMarked;
