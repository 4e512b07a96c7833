package org.graticule.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure against a peer or a physical limit in the same run:",
      "bin/graticule bench NAME. Each ends in lines RESULT {...}; ratios mean",
      "something, absolute figures belong to the machine. Needs the source tree,",
      "because benchmarks live with the tests."
    },
    footer = {
      "",
      "  editor   frames of the editor in Chromium: 100,000 labels (or 2000000), 50,000 vertices",
      "  access   one decision; row policies against none among a million labels; revoking",
      "  audit    durable events a second, verifying them, tiles with the log on and off",
      "  ingest   the pyramid of an invented scene, against libvips and GDAL's COG driver",
      "  tiles    tiles of the native grid, against static files from nginx, then mercator",
      "  labels   labels saved beside psql, checked among neighbours, drawn beside plain SQL",
      "  mercator reprojected tiles, JPEG and 16-bit PNG, against MapServer"
    })
final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Main.commandLine().getSubcommands().get("bench").usage(System.out);
    return 2;
  }
}
