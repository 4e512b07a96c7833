package org.graticule.tile.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.SceneFacts;
import org.graticule.tile.warp.BlockSource;
import org.graticule.tile.warp.Painter;
import org.graticule.tile.warp.Survey;
import org.jspecify.annotations.Nullable;

/**
 * A rendering worked out for one scene: which bands, what arithmetic, which value is how bright in
 * which colour. Codes of up to 16 bits go through tables, made once. Immutable, thread-safe.
 */
public final class Tone implements Painter {
  private final int[] bands;
  private final double[] offsets;
  private final double[] steps;
  private final List<String> names;
  private final @Nullable Expression formula;
  private final int decibels;
  private final double exponent;
  private final List<Stretching.Range> ranges;
  private final byte @Nullable [] colors;
  private final byte @Nullable [] @Nullable [] tables;
  private final int bias;
  private final boolean unsigned16;

  private Tone(
      BlockSource source,
      int[] bands,
      List<String> names,
      @Nullable Expression formula,
      Rendering rendering,
      List<Stretching.Range> ranges) {
    this.bands = bands;
    this.offsets = Arrays.stream(bands).mapToDouble(source::offset).toArray();
    this.steps = Arrays.stream(bands).mapToDouble(source::step).toArray();
    this.names = names;
    this.formula = formula;
    this.decibels = rendering.decibels();
    this.exponent = 1 / rendering.gamma();
    this.ranges = ranges;
    this.colors = rendering.colors().map(name -> ColorMap.named(name).table()).orElse(null);
    this.bias = source.type().bias();
    this.unsigned16 = source.type() == SampleType.UINT16;
    this.tables =
        formula == null && source.type().codes() > 0 && !ranges.isEmpty()
            ? tables(source.type())
            : null;
  }

  /**
   * @throws Fault unacceptable where the scene has no such band, or it is not kept
   */
  public static Tone of(SceneFacts facts, BlockSource source, Rendering rendering)
      throws IOException {
    BandNames scene = BandNames.of(facts);
    List<String> names = List.of();
    Expression formula = null;
    int[] wanted =
        switch (rendering.channels()) {
          case Rendering.Channels.Usual u ->
              facts.displayBands().stream().mapToInt(Integer::intValue).toArray();
          case Rendering.Channels.Bands b -> b.names().stream().mapToInt(scene::index).toArray();
          case Rendering.Channels.Formula f ->
              f.expression().bands().stream().mapToInt(scene::index).toArray();
        };
    if (rendering.channels() instanceof Rendering.Channels.Formula f) {
      formula = f.expression();
      names = formula.bands();
    }
    int[] places = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      int band = wanted[i];
      places[i] =
          source
              .place(band)
              .orElseThrow(() ->
                  Fault.unacceptable(
                      "band-not-kept",
                      "band " + (band + 1) + " of this scene is only kept in its original"));
    }
    int channels = formula == null ? wanted.length : 1;
    if (channels == 3 && rendering.colors().isPresent()) {
      throw Fault.unacceptable(
          "bad-colormap",
          "colormap '%s' on three bands; allowed: only with one band or an expression"
              .formatted(rendering.colors().get()));
    }
    Tone blank = new Tone(source, places, names, formula, rendering, List.of());
    List<Stretching.Range> ranges = blank.ranges(facts, source, rendering.stretch(), wanted);
    return new Tone(source, places, names, formula, rendering, ranges);
  }

  private List<Stretching.Range> ranges(
      SceneFacts facts, BlockSource source, Stretching how, int[] wanted) throws IOException {
    int channels = formula == null ? bands.length : 1;
    List<Stretching.Range> found = new ArrayList<>();
    if (how instanceof Stretching.Ranges stated) {
      for (int c = 0; c < channels; c++) {
        found.add(stated.ranges().get(stated.ranges().size() == 1 ? 0 : c));
      }
      return found;
    }
    // Of a part of a scene no numbers are told but those of its own pixels.
    boolean told =
        !facts.statistics().isEmpty()
            || (how instanceof Stretching.Usual && source.type() == SampleType.UINT8);
    boolean asTaken = told && formula == null && decibels == 0 && !(how instanceof Stretching.View);
    if (asTaken) {
      for (int c = 0; c < channels; c++) {
        found.add(taken(facts, source, how, wanted[c], bands[c]));
      }
      return found;
    }
    float[][] values = Survey.of(source, window(source.pyramid(), how), bands);
    int n = values.length == 0 ? 0 : values[0].length;
    float[] formulaValues = new float[n];
    toValues(values, n, formulaValues);
    for (int c = 0; c < channels; c++) {
      float[] row = formula == null ? values[c] : formulaValues;
      found.add(ValueRange.of(logarithms(row), how));
    }
    return found;
  }

  private static Stretching.Range taken(
      SceneFacts facts, BlockSource source, Stretching how, int band, int place) {
    boolean asStored = how instanceof Stretching.Usual && source.type() == SampleType.UINT8;
    if (asStored) {
      return new Stretching.Range(
          source.offset(place), source.offset(place) + 255 * source.step(place));
    }
    return facts.statistics().stream()
        .filter(s -> s.band() == band)
        .findFirst()
        .map(s -> ValueRange.of(s, how))
        .orElse(new Stretching.Range(0, 255));
  }

  private static TilePyramid.Window window(TilePyramid pyramid, Stretching how) {
    int width = pyramid.grid().width();
    int height = pyramid.grid().height();
    if (!(how instanceof Stretching.View view)) {
      return new TilePyramid.Window(0, 0, width, height);
    }
    TilePyramid.Window w = view.window();
    if (w.x() >= width || w.y() >= height) {
      throw Fault.unacceptable(
          "bad-stretch",
          "stretch '%s' of a scene of %d x %d; allowed: a view that touches it"
              .formatted(how.word(), width, height));
    }
    return new TilePyramid.Window(
        w.x(), w.y(), Math.min(w.width(), width - w.x()), Math.min(w.height(), height - w.y()));
  }

  /** Finite values only, in decibels if asked for. */
  private float[] logarithms(float[] values) {
    float[] kept = new float[values.length];
    int n = 0;
    for (float value : values) {
      float shown = decibels == 0 ? value : (float) (decibels * Math.log10(value));
      if (Float.isFinite(shown)) {
        kept[n++] = shown;
      }
    }
    return Arrays.copyOf(kept, n);
  }

  @Override
  public int[] bands() {
    return bands.clone();
  }

  @Override
  public int channels() {
    return colors != null ? 3 : formula == null ? bands.length : 1;
  }

  @Override
  public boolean asStored() {
    return false;
  }

  @Override
  public byte @Nullable [] @Nullable [] tables16() {
    return unsigned16 && colors == null ? tables : null;
  }

  @Override
  public void row(float[][] values, byte[] valid, int n, byte[] out, int at) {
    if (tables != null) {
      for (int c = 0; c < bands.length; c++) {
        throughTable(values[c], valid, n, out, at + c, tables[c]);
      }
    } else {
      float[] result = new float[formula == null ? 0 : n];
      toValues(values, n, result);
      int channels = formula == null ? bands.length : 1;
      for (int c = 0; c < channels; c++) {
        byValue(formula == null ? values[c] : result, valid, n, out, at + c, c);
      }
    }
    if (colors != null) {
      for (int i = 0; i < n; i++) {
        int o = at + 3 * i;
        System.arraycopy(colors, 3 * (out[o] & 0xff), out, o, 3);
      }
    }
  }

  private void throughTable(float[] codes, byte[] valid, int n, byte[] out, int at, byte[] table) {
    int channels = channels();
    int last = table.length - 1;
    for (int i = 0; i < n; i++) {
      if (valid[i] != 0) {
        int code = (int) (codes[i] + bias + 0.5f);
        out[at + i * channels] = table[code < 0 ? 0 : Math.min(code, last)];
      }
    }
  }

  private void byValue(float[] values, byte[] valid, int n, byte[] out, int at, int channel) {
    int channels = channels();
    for (int i = 0; i < n; i++) {
      if (Float.isNaN(values[i])) {
        valid[i] = 0;
      } else if (valid[i] != 0) {
        out[at + i * channels] = shown(values[i], channel);
      }
    }
  }

  /** Codes become values, in place; those of the formula in {@code result}. */
  private void toValues(float[][] codes, int n, float[] result) {
    for (int b = 0; b < bands.length; b++) {
      if (offsets[b] != 0 || steps[b] != 1) {
        for (int i = 0; i < n; i++) {
          codes[b][i] = (float) (offsets[b] + steps[b] * codes[b][i]);
        }
      }
    }
    if (formula != null) {
      formula.row(names, codes, n, result);
    }
  }

  private byte[][] tables(SampleType type) {
    byte[][] made = new byte[bands.length][type.codes()];
    for (int b = 0; b < made.length; b++) {
      for (int code = 0; code < type.codes(); code++) {
        made[b][code] = shown(offsets[b] + steps[b] * (code - type.bias()), b);
      }
    }
    return made;
  }

  private byte shown(double value, int channel) {
    double level = value;
    if (decibels != 0) {
      // Nothing is infinitely dark: what has no logarithm is as dark as can be.
      level = value > 0 ? decibels * Math.log10(value) : Double.NEGATIVE_INFINITY;
    }
    Stretching.Range range = ranges.get(channel);
    double share = Math.clamp((level - range.low()) / (range.high() - range.low()), 0, 1);
    return (byte) (255 * (exponent == 1 ? share : Math.pow(share, exponent)) + 0.5);
  }
}
