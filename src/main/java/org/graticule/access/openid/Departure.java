package org.graticule.access.openid;

import java.time.Instant;

/**
 * Somebody on the way to the provider and back.
 *
 * @param nonce the ID token has to carry it
 * @param verifier the code is good for nobody without it
 * @param again whether they had to prove themselves anew
 */
record Departure(String nonce, String verifier, boolean again, Instant begun) {}
