/** Files on their way in: resumable uploads, and what they become. */
@NullMarked
package org.graticule.image.upload;

import org.jspecify.annotations.NullMarked;
