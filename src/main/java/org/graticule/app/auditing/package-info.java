/** Searching the audit log through a copy in the database; the log itself is the truth. */
@NullMarked
package org.graticule.app.auditing;

import org.jspecify.annotations.NullMarked;
