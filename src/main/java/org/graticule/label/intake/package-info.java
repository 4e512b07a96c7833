/** Label files of other programs, read row by row within budgets; one class per format. */
@NullMarked
package org.graticule.label.intake;

import org.jspecify.annotations.NullMarked;
