/** Signing in with an OpenID provider. */
@NullMarked
package org.graticule.access.openid;

import org.jspecify.annotations.NullMarked;
