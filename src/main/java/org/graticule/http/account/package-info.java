/** Signing in, accounts, grants and markings as seen from outside. */
@NullMarked
package org.graticule.http.account;

import org.jspecify.annotations.NullMarked;
