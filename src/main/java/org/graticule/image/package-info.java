/** Turns an untrusted image into a verified scene with a pyramid, and knows its facts. */
@NullMarked
package org.graticule.image;

import org.jspecify.annotations.NullMarked;
