package org.graticule.image;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the samples of one band, over valid pixels only.
 *
 * @param band from 0
 * @param count valid samples
 * @param min null where no sample is valid
 * @param std of the population
 * @param p2 the value that 2 % of the samples do not exceed
 * @param p98 the value that 98 % of the samples do not exceed
 * @param histogram samples in 256 equal bins from {@code histogramLow} to {@code histogramHigh}
 */
public record BandStatistics(
    int band,
    long count,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double std,
    @Nullable Double p2,
    @Nullable Double p98,
    double histogramLow,
    double histogramHigh,
    long[] histogram) {

  static final int BINS = 256;
}
