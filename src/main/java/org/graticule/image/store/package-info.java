/** Where originals and pyramids lie: a folder or an object store, behind one small seam. */
@NullMarked
package org.graticule.image.store;

import org.jspecify.annotations.NullMarked;
