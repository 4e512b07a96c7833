package org.graticule.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is taken in from outside, and how much of it. Immutable.
 *
 * @param uploadQuota bytes that one person may have promised and not yet sent
 * @param uploadPatience how long an upload is kept that nobody goes on with
 * @param importFolder files of this machine that may be brought in; empty for none
 * @param importHosts names of hosts that images may be fetched from; empty for none
 * @param importPrivate whether such a host may have an address that only this network knows
 * @param importTime longest time one fetch may take
 */
public record IntakeSettings(
    long uploadQuota,
    Duration uploadPatience,
    Optional<Path> importFolder,
    List<String> importHosts,
    boolean importPrivate,
    Duration importTime) {}
