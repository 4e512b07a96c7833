/** The durable append-only log, its proofs and its verifier; needs no database. */
@NullMarked
package org.graticule.audit;

import org.jspecify.annotations.NullMarked;
