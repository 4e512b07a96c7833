package org.graticule.config;

import java.time.Duration;

/**
 * What is taken in from outside, and how much of it. Immutable.
 *
 * @param uploadQuota bytes that one person may have promised and not yet sent
 * @param uploadPatience how long an upload is kept that nobody goes on with
 */
public record IntakeSettings(long uploadQuota, Duration uploadPatience) {}
