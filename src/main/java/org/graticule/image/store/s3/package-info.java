/** An S3-compatible store over plain HTTP: four verbs, signed, with ranges. */
@NullMarked
package org.graticule.image.store.s3;

import org.jspecify.annotations.NullMarked;
